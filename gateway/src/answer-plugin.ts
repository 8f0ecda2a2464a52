import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { toldError } from './told-error.js';
import type { RequestContext } from './request-context.js';

/** The last word before an answer leaves: errors without internals, what came late, what it cost. */
export const answerPlugin = (costOf: (document: DocumentNode | undefined) => number | undefined): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue, document, logger }) => {
      response.http.headers.set('x-request-id', contextValue.requestId);
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      const cost = costOf(document);
      // What the gateway says of itself: that something was there which a service left out. For us, not for whoever asks.
      const { valueCompletion, ...said } = singleResult.extensions ?? {};
      if (valueCompletion !== undefined) logger.debug({ msg: 'left out of an answer', requestId: contextValue.requestId, valueCompletion });
      singleResult.extensions = {
        ...said,
        ...(contextValue.late.size > 0 && { late: [...contextValue.late] }),
        ...(cost !== undefined && { cost }),
      };
      if (singleResult.errors)
        singleResult.errors = singleResult.errors.map((error: GraphQLFormattedError) => toldError(error, contextValue.requestId));
    },
  }),
});
