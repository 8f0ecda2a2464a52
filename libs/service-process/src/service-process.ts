import { commandHash, commandHashSecret } from '@laurel/personal-data';
import { type HostedService, hostService, type MovableClock, serviceMetrics } from '@laurel/runtime';
import type { OperationTable, ProcessDefinition, ProcessTools, Running } from '@laurel/runtime/process';
import { openServiceSubgraph, serveSubgraph, type ServicePart, tokenVerifier } from '@laurel/subgraph';
import { serviceConfiguration, type ServiceValues } from './configuration/service.config.js';
import { openEngines } from './engines/open-engines.js';
import { prepare, prepareStore, prepareTopics, tellTopics, whenPrepared } from './engines/prepare.js';
import { prepareReadModels } from './engines/read-models.js';
import { busMetrics } from './bus-metrics.js';
import { serviceHealth } from './health.js';
import { operationRoutes } from './operation-routes.js';
import { tokenKeys } from './token-keys.js';

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
      '--migrate-store': { says: 'of that, the schema of the log', run: (config, tools) => prepareStore(name, config, tools) },
      '--apply-indexes': {
        says: 'of that, the indexes of the read models',
        run: (config, { tell }) => prepareReadModels(part.definition, config, tell),
      },
      '--apply-topics': { says: 'of that, the topics of all services', run: (config, tools) => prepareTopics(name, config, tools) },
      '--check-topics': { says: 'tells how the topics differ; 1 when they do', run: (config, tools) => tellTopics(name, config, tools) },
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
    health: serviceHealth(hosted, opened.pings, issuer),
    metrics: registry,
    operations: {
      ...operationRoutes(hosted, opened.engines.clock, movable),
      ...(config.NODE_ENV !== 'production' && options.developerOperations?.(hosted, movable)),
    },
  };
};
