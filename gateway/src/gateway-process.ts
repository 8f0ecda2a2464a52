import { type Health, type ProcessDefinition, type ProcessTools, type Running } from '@laurel/runtime/process';
import { type BalancedTransport, balancedTransport } from './balanced-transport.js';
import { committedSupergraph } from './committed-supergraph.js';
import { type GatewayValues, gatewayConfiguration } from './gateway.config.js';
import { gatewayMetrics } from './gateway-metrics.js';
import { openGateway } from './gateway.js';
import { nodesService, type SupergraphSource } from './node-table.js';
import { servicesIn } from './subgraph-addresses.js';
import { watchedTransport, watchRequests } from './watched.js';

/** The gateway in a process of its own: no state, as many of them as wanted. Which services need an address is the schema's. */
export const gatewayProcess = async (source: SupergraphSource = committedSupergraph): Promise<ProcessDefinition<GatewayValues>> => {
  const supergraph = await source.load();
  const wanted = servicesIn(supergraph.sdl, nodesService);
  return {
    name: 'gateway',
    configuration: gatewayConfiguration(wanted),
    open: (config, tools) => openGatewayProcess(config, tools, { supergraph: { load: async () => supergraph }, wanted }),
  };
};

interface Joined {
  readonly supergraph: SupergraphSource;
  readonly wanted: readonly string[];
}

/** Serves the schema from the services' addresses; the configuration has one for each. */
const openGatewayProcess = async (
  config: GatewayValues,
  { logger, shutdown }: Pick<ProcessTools, 'logger' | 'shutdown'>,
  { supergraph, wanted }: Joined,
): Promise<Running> => {
  const addresses = config.LAUREL_SUBGRAPHS;
  const services = new Map<string, BalancedTransport>();
  const metrics = gatewayMetrics(services);
  for (const service of wanted) {
    const onRepeat = (because: Error): void => {
      metrics.repeated(service);
      logger.info({ service, because: because.message }, 'asked once more');
    };
    services.set(service, balancedTransport(addresses.get(service)!, { timeoutMs: config.LAUREL_SUBGRAPH_SECONDS * 1000, onRepeat }));
  }
  shutdown.add('the connections to services', () => Promise.all([...services.values()].map((each) => each.close())));

  const health = (): Promise<Health> => healthOf(services);
  const people = config.LAUREL_EXPLORER_PEOPLE;
  const gateway = await openGateway({
    supergraph,
    logger,
    transports: Object.fromEntries([...services].map(([name, each]) => [name, watchedTransport(name, each, metrics)])),
    production: config.NODE_ENV === 'production',
    health: async () => ({ ready: (await health()).ready }), // where services are is for operators
    watch: (app) => watchRequests(app, metrics, logger),
    ...(people && { explorer: { people, defaultQuery: config.LAUREL_EXPLORER_QUERY } }),
  });
  shutdown.add('the requests under way', () => gateway.close());
  const url = await gateway.listen({ host: config.LAUREL_HOST, port: config.LAUREL_PORT });
  logger.info({ url }, 'the schema is served');
  return { health, metrics: metrics.registry };
};

/** Ready as long as one service answers, for what it knows can be asked. Who does not answer is told. */
const healthOf = async (services: ReadonlyMap<string, BalancedTransport>): Promise<Health> => {
  const asked = await Promise.all([...services].map(async ([service, each]) => ({ service, answers: await each.answers(), each })));
  return {
    ready: asked.some(({ answers }) => answers),
    problems: asked.flatMap(({ service, answers, each }) => [
      ...(answers ? [] : [{ part: service, problem: 'none of its replicas answers' }]),
      ...each.replicas().flatMap(({ out, problem }) => (out ? [{ part: service, problem: problem ?? 'left out' }] : [])),
    ]),
  };
};
