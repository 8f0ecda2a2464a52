import { commandHash, commandHashSecret } from '@laurel/personal-data';
import { type HostedService, hostService, type MovableClock, serviceMetrics } from '@laurel/runtime';
import type { Health, OperationTable, ProcessDefinition, ProcessTools, Running } from '@laurel/runtime/process';
import { openServiceSubgraph, serveSubgraph, type ServicePart, tokenVerifier } from '@laurel/subgraph';
import { serviceConfiguration, type ServiceValues } from './configuration/service.config.js';
import { type OpenedEngines, openEngines } from './engines/open-engines.js';
import { prepare, whenPrepared } from './engines/prepare.js';
import { busMetrics } from './bus-metrics.js';
import { operationRoutes } from './operation-routes.js';
import { type TokenKeys, tokenKeys } from './token-keys.js';

export interface ServiceProcessOptions {
  /** What a service adds to `/operations/` outside production: to load a sample, say. */
  readonly developerOperations?: (hosted: HostedService, clock: MovableClock | undefined) => OperationTable;
}

/** A service as a process of its own, its engines chosen by the environment. */
export const serviceProcess = (part: ServicePart, options: ServiceProcessOptions = {}): ProcessDefinition<ServiceValues> => {
  const { name } = part.definition;
  return {
    name,
    configuration: serviceConfiguration(name),
    open: (config, tools) => whenPrepared(() => openService(part, config, tools, options)),
    words: {
      '--prepare': {
        says: 'makes what this service needs on its engines: schema of the log, topics, indexes; can be repeated',
        run: (config, tools) => prepare(part.definition, config, tools),
      },
    },
  };
};

/**
 * Order of the start: what all share, the log, the read models, the bus; then the service at work on them; then its subgraph; last it listens.
 * The stop goes the other way round: no new request, those under way end, consumers and the leader's work stop (the lease is let go at once),
 * then the engines close. So nothing is asked of what is closed already.
 */
const openService = async (
  part: ServicePart,
  config: ServiceValues,
  tools: ProcessTools,
  options: ServiceProcessOptions,
): Promise<Running> => {
  const { logger, shutdown } = tools;
  const opened = await openEngines(part.definition, config, tools);
  const hosted = await hostService(part.definition, opened.engines, { leaseMs: config.LAUREL_LEASE_SECONDS * 1000 });
  shutdown.add('the work of the service', () => hosted.stop());

  const issuer = await tokenKeys(config.LAUREL_JWT_JWKS);
  const tokens = tokenVerifier({ issuer: config.LAUREL_JWT_ISSUER, audience: config.LAUREL_JWT_AUDIENCE, keys: issuer.keys });
  const secret = commandHashSecret(config.LAUREL_MASTER_KEY.key);
  const subgraph = await openServiceSubgraph(part, hosted, { tokens, hash: (value) => commandHash(secret, value) });
  shutdown.add('the subgraph', () => subgraph.close());
  const served = await serveSubgraph(subgraph, { host: config.LAUREL_HOST, port: config.LAUREL_PORT });
  shutdown.add('the requests under way', () => served.close());
  logger.info({ url: served.url }, 'the subgraph is served');

  const registry = serviceMetrics(() => [hosted]);
  if (opened.kafka) busMetrics(registry, hosted.definition.name, opened.kafka);
  const { movable } = opened;
  return {
    health: () => healthOf(hosted, opened, issuer),
    metrics: registry,
    operations: {
      ...operationRoutes(hosted, opened.engines.clock, movable),
      ...(config.NODE_ENV !== 'production' && options.developerOperations?.(hosted, movable)),
    },
  };
};

/** Not ready where its answers would be wrong or none. A bus that is away stops nobody who asks; it is told all the same. */
const healthOf = async (hosted: HostedService, { pings }: OpenedEngines, issuer: TokenKeys): Promise<Health> => {
  const [{ ready, leads, problems }, ...answers] = await Promise.all([hosted.health(), ...pings.map(answerOf)]);
  const silent = answers.flatMap((answer) => answer ?? []);
  const issuerProblem = issuer.problem();
  return {
    ready: ready && issuer.known() && silent.every(({ part }) => part === 'bus'),
    leads,
    problems: [...problems, ...silent, ...(issuerProblem === undefined ? [] : [{ part: 'tokens', problem: issuerProblem }])],
  };
};

const answerOf = ({ part, ping }: OpenedEngines['pings'][number]): Promise<Health['problems'][number] | undefined> =>
  ping().then(
    () => undefined,
    (error: unknown) => ({ part, problem: error instanceof Error ? error.message : String(error) }),
  );
