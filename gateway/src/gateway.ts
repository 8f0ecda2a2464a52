import './environment.js';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { answerPlugin } from './answer-plugin.js';
import { explorer, type ExplorerOptions } from './explorer.js';
import { limits, requestLimits } from './limits.js';
import { nodesService, type SupergraphSource } from './node-table.js';
import { nodesTransport } from './nodes-transport.js';
import { type RequestContext, requestContext } from './request-context.js';
import { subgraphDataSource } from './subgraph-data-source.js';
import { toldError } from './told-error.js';
import type { Transports } from './transport.js';

export interface GatewayOptions {
  readonly supergraph: SupergraphSource;
  /** The way to each service. The caller closes what has to be closed. */
  readonly transports: Transports;
  readonly logger: Logger;
  /** No introspection, no explorer, no hints about the schema. */
  readonly production: boolean;
  readonly explorer?: ExplorerOptions;
  /** Not ready: 503 with the reasons. */
  readonly health?: () => Promise<{ readonly ready: boolean }>;
  /** Called before the routes are made, for hooks that watch them. */
  readonly watch?: (app: FastifyInstance) => void;
}

export interface Gateway {
  /** For routes of the composition root; not listening yet. */
  readonly app: FastifyInstance;
  /** Gives the address. Rejects with the system's code when the port is taken. */
  listen(options: { readonly host: string; readonly port: number }): Promise<string>;
  /** Lets the requests under way end, then stops. */
  close(): Promise<void>;
}

export const openGateway = async ({ supergraph, transports, logger, production, health, ...options }: GatewayOptions): Promise<Gateway> => {
  const { sdl, nodes } = await supergraph.load();
  const ways: Transports = { ...transports, [nodesService]: nodesTransport(nodes, transports) };
  const app = fastify({ bodyLimit: limits.bodyBytes, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 200 } });
  options.watch?.(app);
  const { plugins, validationRules, costOf } = requestLimits();
  const apollo = new ApolloServer<RequestContext>({
    gateway: new ApolloGateway({
      supergraphSdl: sdl,
      logger,
      __exposeQueryPlanExperimental: false,
      telemetry: { includeDocument: false, recordExceptions: 0 }, // traces leave the house, and both may quote what somebody wrote
      buildService: ({ name }) => subgraphDataSource(name, ways[name], logger),
    }),
    logger,
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false, // the composition root drains
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    validationRules,
    parseOptions: { maxTokens: limits.tokens },
    formatError: (error) => toldError(error),
    plugins: [answerPlugin(costOf), ...[...plugins, ...quiet(app)].map(asOurs)],
  });
  await apollo.start();
  await app.register(fastifyApollo(apollo), { path: '/graphql', context: async ({ headers }) => requestContext(headers) });
  app.get('/healthz', async (_, reply) => {
    const state = (await health?.()) ?? { ready: true };
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  if (options.explorer && !production) explorer(app, '/graphql', options.explorer);
  return {
    app,
    listen: (where) => app.listen(where),
    close: async () => {
      await apollo.stop(); // drains through the plugin, which closes the app
      await app.close();
    },
  };
};

const quiet = (app: FastifyInstance) => [
  fastifyApolloDrainPlugin(app),
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
];

// The packages that make these plugins see the types of Apollo's other build (CommonJS); the classes differ by name only.
const asOurs = (plugin: unknown): ApolloServerPlugin<RequestContext> => plugin as ApolloServerPlugin<RequestContext>;
