import { eventCodec } from '@laurel/personal-data';
import { enginePings, type Engines, type MovableClock, type Ping, type ServiceDefinition } from '@laurel/runtime';
import type { ProcessTools } from '@laurel/runtime/process';
import type { KafkaConnection } from '@laurel/event-bus-kafka';
import type { ServiceValues } from '../configuration/service.config.js';
import { tracedBus, tracedPublisher } from '../tracing/traced-bus.js';
import { tracedStore } from '../tracing/traced-store.js';
import { openBus } from './bus.js';
import { openEventStore } from './event-store.js';
import { mongoDatabases } from './mongo-databases.js';
import { checkTopics } from './prepare.js';
import { openReadModels } from './read-models.js';
import { openSharedEngines } from './shared-engines.js';
import { soleProcess } from './sole-process.js';

export interface OpenedEngines {
  readonly engines: Engines;
  readonly movable?: MovableClock;
  readonly kafka?: KafkaConnection;
  readonly pings: readonly Ping[];
}

/**
 * Opens what the configuration names and gives each to `shutdown`: what all share first, so that it is closed last. Throws what the engines
 * throw, `StartProblem` where something was not prepared or another process is the only one.
 */
export const openEngines = async (
  definition: ServiceDefinition,
  config: ServiceValues,
  { logger, shutdown, signal }: ProcessTools,
): Promise<OpenedEngines> => {
  const { name } = definition;
  const tracing = config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;
  const openDatabase = mongoDatabases(name, config, logger);
  const { keys, blobs, clock, movable, leases } = await openSharedEngines(config, { logger, shutdown, openDatabase });
  const inFolder = [config.LAUREL_EVENT_STORE, config.LAUREL_READ_MODELS].some(({ kind }) => kind === 'sqlite');
  if (leases && inFolder) await soleProcess(leases, name, { shutdown, signal, because: 'sqlite' });

  const store = await openEventStore(name, config, logger);
  shutdown.add('the event store', () => store.close());
  const readModels = await openReadModels(name, config, openDatabase);
  shutdown.add('the read models', () => readModels.close());
  const { bus, publisher, kafka, close } = await openBus(name, config, logger);
  shutdown.add('the bus', close);
  if (kafka) await checkTopics(config, kafka, logger);

  return {
    engines: {
      store: tracing ? tracedStore(store) : store,
      readModels,
      bus: tracing ? tracedBus(bus) : bus,
      codec: eventCodec(keys),
      blobs,
      clock,
      logger,
      ...(publisher && { publisher: tracing ? tracedPublisher(publisher) : publisher }),
      ...(leases && { leases }),
    },
    pings: [
      ...enginePings({ store, readModels }),
      { part: 'keys', ping: () => keys.key('health') },
      ...(kafka ? [{ part: 'bus', ping: () => kafka.check() }] : []),
    ],
    ...(movable && { movable }),
    ...(kafka && { kafka }),
  };
};
