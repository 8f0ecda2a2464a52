import { EngineUnavailable, Refusal, StoreUnavailable } from '@laurel/event-sourcing';
import { InvalidCursor } from '@laurel/read-models';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { badInput, isFault, unavailable } from './faults.js';
import { refused } from './refused.js';
import type { RequestHead } from './request-head.js';

const sayings = { vi: 'Đã xảy ra lỗi ngoài dự kiến. Mã yêu cầu', en: 'Something unexpected happened. Request' } as const;

/** What may leave the house of an error: what we say on purpose as it is, anything else only as a request's number. */
export const masked = (
  service: string,
  { requestId, language }: Pick<RequestHead, 'requestId' | 'language'>,
  logger: Pick<Logger, 'warn' | 'error'>,
): ((error: GraphQLError) => GraphQLFormattedError) => {
  const told = (error: GraphQLError): GraphQLFormattedError => ({
    message: error.message,
    ...(error.path && { path: error.path }),
    ...(error.locations && { locations: error.locations }),
    extensions: { ...error.extensions, service, requestId },
  });
  return (error) => {
    if (isFault(error)) return told(error);
    const cause = error.originalError;
    if (cause instanceof Refusal) return told(at(error, refused(cause, language)));
    if (cause instanceof InvalidCursor) return told(at(error, badInput(['after'], 'is a cursor of this list')));
    if (cause instanceof StoreUnavailable || cause instanceof EngineUnavailable) {
      logger.warn({ err: cause, requestId, path: error.path }, 'a request met something that does not answer');
      return told(at(error, unavailable(service)));
    }
    logger.error({ err: cause ?? error, requestId, path: error.path }, 'a request met an unexpected error');
    return told(at(error, new GraphQLError(`${sayings[language]} ${requestId}.`, { extensions: { code: 'INTERNAL_SERVER_ERROR' } })));
  };
};

const at = ({ path }: GraphQLError, { message, extensions }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { path: path ?? null, extensions });
