import { relative } from 'node:path';
import { topicDeclarations } from '@laurel/contracts';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { KafkaConnection } from '@laurel/event-bus-kafka';
import type { ServiceDefinition } from '@laurel/runtime';
import { StartProblem } from '@laurel/runtime/process';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';
import { openBus } from './bus.js';
import { openEventStore } from './event-store.js';
import { prepareReadModels } from './read-models.js';

type Tell = (line: string) => void;
interface Tools {
  readonly logger: Logger;
  readonly tell: Tell;
}

/** What an operator does once for each release, as a user who may: schema of the log, topics, indexes. Harmless to repeat. */
export const prepare = async (definition: ServiceDefinition, config: ServiceValues, { logger, tell }: Tools): Promise<void> => {
  await prepareStore(definition.name, config, { logger, tell });
  await prepareReadModels(definition, config, tell);
  await prepareTopics(definition.name, config, { logger, tell });
  tell(`${definition.name} is prepared.`);
};

export const prepareStore = async (service: string, config: ServiceValues, { logger, tell }: Tools): Promise<void> => {
  const { LAUREL_EVENT_STORE: store, LAUREL_EVENT_STORE_NAME: schema, LAUREL_EVENT_STORE_ROLE: role } = config;
  if (store.kind === 'postgres') {
    const { migrate } = await import('@laurel/event-store-postgres');
    const { from, to } = await migrate(store.url, {
      schema,
      ...(role !== undefined && { role }),
      onProgress: (step) => tell(`event store: ${step}`),
    });
    tell(`event store: schema ${schema} ${from === to ? 'is' : 'is now'} at version ${to}`);
  } else {
    // Nothing is made there before it is written; that it answers is worth to know.
    await (await openEventStore(service, config, logger)).close();
    tell(`event store: ${store.kind} needs nothing and answers`);
  }
};

export const prepareTopics = async (service: string, config: ServiceValues, { logger, tell }: Tools): Promise<void> => {
  const { kafka, close } = await openBus(service, config, logger);
  try {
    if (!kafka) return;
    const { done, left } = await kafka.topics.apply(topicsOf(config));
    for (const { topic, kind, told } of done) tell(`topics: ${kind === 'missing' ? `${topic} is made` : `settled: ${told}`}`);
    if (left.length > 0) throw new StartProblem(`topics: ${left.map(({ told }) => told).join('; ')}`);
    tell('topics: all are as declared');
  } finally {
    await close();
  }
};

/** Changes nothing. Throws `StartProblem` with every difference. */
export const tellTopics = async (service: string, config: ServiceValues, { logger, tell }: Tools): Promise<void> => {
  const { kafka, close } = await openBus(service, config, logger);
  try {
    const differences = (await kafka?.topics.check(topicsOf(config))) ?? [];
    if (differences.length > 0) throw new StartProblem(`topics: ${differences.map(({ told }) => told).join('; ')}`);
    tell(kafka ? 'topics: all are as declared' : 'topics: the bus is none, so there are no topics');
  } finally {
    await close();
  }
};

const topicsOf = ({ LAUREL_BUS_REPLICATION: replication }: ServiceValues) => topicDeclarations({ replication });

/** Brokers that are away hold no start up: what was prepared is still there when they come. Throws `StartProblem` for a topic that is not as it must be. */
export const checkTopics = async (config: ServiceValues, kafka: KafkaConnection, logger: Logger): Promise<void> => {
  try {
    const differences = await kafka.topics.check(topicsOf(config));
    const grave = differences.filter(({ kind }) => kind === 'missing' || kind === 'partitions');
    const why = `topics: ${grave.map(({ told }) => told).join('; ')}`;
    if (grave.some(({ kind }) => kind === 'missing')) throw unprepared(why);
    if (grave.length > 0) throw new StartProblem(why); // what cannot be changed no preparation mends
    for (const { told } of differences) logger.warn({ part: 'bus' }, told);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    logger.warn({ part: 'bus' }, `topics cannot be looked at now: ${error.message}`);
  }
};

/** Codes of engines that say: an operator has to do something first. */
const notPrepared: readonly unknown[] = ['STORE_SCHEMA_OUTDATED', 'INDEX_MISSING'];

/** What an engine refuses because it was not prepared is told with the command that prepares it. */
export const whenPrepared = async <T>(open: () => Promise<T>): Promise<T> => {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (notPrepared.includes(error.code)) throw unprepared(error.message, error);
    if (error.code === 'STORE_RIGHTS_MISSING')
      throw unprepared(`LAUREL_EVENT_STORE_ROLE names its user to whoever prepares; ${error.message}`, error);
    throw error;
  }
};

const unprepared = (why: string, cause?: Error): StartProblem =>
  new StartProblem(`run \`node ${relative(process.cwd(), process.argv[1] ?? 'dist/main.js')} --prepare\` first: ${why}`, { cause });
