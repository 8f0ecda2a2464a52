import type { Refusal } from '@laurel/event-sourcing';
import { GraphQLError } from 'graphql';
import type { Language } from './languages.js';
import { toUserErrors } from './user-errors.js';

/** A refusal where there is no payload to hold it: of a query, of a field. */
export const refused = ({ reasons }: Refusal, language: Language): GraphQLError =>
  new GraphQLError(reasons.map(({ text }) => text[language]).join(' '), {
    extensions: { code: 'REFUSED', reasons: toUserErrors(reasons, language) },
  });
