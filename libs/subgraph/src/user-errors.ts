import type { LegalReference, Reason } from '@laurel/event-sourcing';
import type { Language } from './languages.js';

/** A reason as a front-end sees it. Each service's schema narrows `code` to its own enum. */
export interface UserError<Code extends string = never> {
  readonly code: Code;
  readonly message: string;
  readonly path: string[] | null;
  readonly legalReference: (Omit<LegalReference, 'url'> & { readonly url: string | null }) | null;
}

// `never` fits every generated enum: a reason's code is checked against the schema when it is sent.
export const toUserError = ({ code, text, legal }: Reason, language: Language): UserError => ({
  code: code as never,
  message: text[language],
  path: null,
  legalReference: legal ? { ...legal, url: legal.url ?? null } : null,
});

/** In the caller's language: `toUserErrors(reasons, caller.language)`. */
export const toUserErrors = (reasons: readonly Reason[], language: Language): UserError[] =>
  reasons.map((reason) => toUserError(reason, language));
