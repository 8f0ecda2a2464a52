import type { GraphQLFormattedError } from 'graphql';

const ours = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'REFUSED', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);
const ofTheRequest = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What may leave the house of an error. A subgraph's have been masked there; what neither it nor the request is to blame for is ours, and masked here. */
export const toldError = (
  { message, path, locations, extensions = {} }: GraphQLFormattedError,
  requestId?: string,
): GraphQLFormattedError => {
  const { code, service } = extensions;
  // The gateway's own name for the service says the same as ours; traces and exceptions stay inside.
  const { serviceName: _, stacktrace: __, exception: ___, ...said } = extensions;
  const fromSubgraph = typeof service === 'string' && ours.has(String(code));
  if (ours.has(String(code)) || ofTheRequest.has(String(code))) {
    const masked = code === 'INTERNAL_SERVER_ERROR' && !fromSubgraph;
    return {
      message: masked ? internal(requestId) : message,
      ...(path && { path }),
      ...(locations && !fromSubgraph && { locations }),
      extensions: masked
        ? { code, ...(requestId !== undefined && { requestId }) }
        : { ...said, ...(requestId !== undefined && { requestId }) },
    };
  }
  return {
    message: internal(requestId),
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...(requestId !== undefined && { requestId }) },
  };
};

const internal = (requestId: string | undefined): string =>
  `Something unexpected happened.${requestId === undefined ? '' : ` Request ${requestId}.`}`;
