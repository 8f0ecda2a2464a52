import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { Logger } from 'pino';
import type { RequestContext } from './request-context.js';
import type { SubgraphTransport } from './transport.js';

type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** Between the planner and a transport. It keeps what stock @apollo/gateway drops (extensions) and says whose answer is missing. */
export const subgraphDataSource = (
  service: string,
  transport: SubgraphTransport | undefined,
  logger: Pick<Logger, 'warn'>,
): GraphQLDataSource<RequestContext> => ({
  process: async ({ request, context }: GraphQLDataSourceProcessOptions<RequestContext>): Promise<Response> => {
    const { headers, late, requestId } = context as RequestContext; // only operations come here: the supergraph is static, health checks are off
    try {
      if (!transport) throw new Error(`there is no way to ${service}`);
      const { data, errors, extensions } = await transport.execute({
        headers,
        query: request.query ?? '',
        ...(request.variables && { variables: request.variables }),
        ...(request.operationName != null && { operationName: request.operationName }),
      });
      for (const position of lateOf(extensions)) late.add(position);
      // The planner merges into what it gets; a subgraph's answer is made for this request alone, so nobody else sees that.
      return { data, errors } as Response;
    } catch (error) {
      logger.warn({ err: error, service, requestId }, 'a subgraph does not answer');
      // Answered, not thrown: the gateway would lose the service's name.
      return {
        errors: [
          { message: `${service} does not answer now; try again.`, extensions: { code: 'SERVICE_UNAVAILABLE', service, requestId } },
        ],
      } as unknown as Response; // typed as errors with methods, read as data
    }
  },
});

const lateOf = (extensions: Readonly<Record<string, unknown>> | undefined): readonly string[] => {
  const late = extensions?.late;
  return Array.isArray(late) ? late.filter((position) => typeof position === 'string') : [];
};
