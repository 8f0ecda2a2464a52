import { randomBytes, randomUUID } from 'node:crypto';
import { type BinaryRecord, publishedOf, runRelay, toRecord } from '@laurel/event-bus';
import { openKafka } from '@laurel/event-bus-kafka';
import { type EventStore } from '@laurel/event-sourcing';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import { openMongo } from '@laurel/mongo';
import type { ReadModels } from '@laurel/read-models';
import { openMongoReadModels } from '@laurel/read-models-mongoose';
import { engineAddress } from '@laurel/testing/engine-address';
import { memoryEventStore } from '@laurel/testing/plain';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { fill, reportTopic } from './bus/reports.js';
import { paired, perSecond, spreadOf } from './event-store/paired.js';

const events = 5_000;
const batch = 500;
const rounds = 11;

/**
 * Events a second from a log to Kafka, against kafkajs itself with the same guarantees: idempotent, acknowledged by all, one request at a time,
 * the same records in the same batches, the same mark in MongoDB moved after each. The log is in memory, and the other side reads none at all.
 */
export const relayByRawKafkajs = async () => {
  const store = memoryEventStore();
  await fill(store, events);
  return compared(store);
};

/** The same with the log in PostgreSQL; the other side reads the same rows by `pg`. */
export const relayFromPostgresByRaw = async () => {
  const url = engineAddress('postgres');
  const schema = `bench_${randomBytes(4).toString('hex')}`;
  await migrate(url, { schema });
  const store = await openPostgresEventStore({ url, schema });
  const client = new pg.Client(url);
  await client.connect();
  const text = `SELECT position, stream, revision, type, version, data, metadata, recorded_at FROM ${schema}.events WHERE position > $1 ORDER BY position LIMIT ${batch}`;
  try {
    await fill(store, events);
    return await compared(store, async (batchNo) => {
      const { rows } = await client.query<string[]>({ name: 'page', text, values: [batchNo * batch], rowMode: 'array' });
      if (rows.length !== batch) throw new Error(`a page of ${rows.length} events`);
    });
  } finally {
    await store.close();
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
  }
};

const compared = async (store: EventStore, readPage = async (_batchNo: number): Promise<void> => undefined) => {
  const topic = reportTopic(store);
  const batches = await batchesOf(store);
  return withEngines(topic.publishing.topic, async ({ publisher, producer, outside, readModels }) => {
    let round = 0;
    const relay = async () => {
      const own = `${round++}`; // a mark of its own: each round begins at the beginning
      const marks: ReadModels = { ...readModels, acquire: (name) => readModels.acquire(`${name}/${own}`) };
      const running = await runRelay({ topic, publisher, readModels: marks });
      await running.settled();
      await running.stop();
    };
    const raw = async () => {
      let owner = await readModels.acquire(`raw/${round}`);
      for (const [batchNo, { records, position }] of batches.entries()) {
        await readPage(batchNo);
        await producer.send({ topic: outside, acks: -1, messages: records.map((one) => ({ ...one, headers: { ...one.headers } })) });
        await readModels.transaction((tx) => tx.advance(owner, position));
        owner = { ...owner, position };
      }
    };
    const [rawProcessor, ourProcessor]: [number[], number[]] = [[], []];
    const result = await paired(rounds, metered(rawProcessor, raw), metered(ourProcessor, relay));
    const counted = { raw: rawProcessor.slice(-rounds), ours: ourProcessor.slice(-rounds) };
    return {
      events,
      eachBatch: batch,
      ...result,
      processorMicroseconds: {
        raw: spreadOf(counted.raw),
        ours: spreadOf(counted.ours),
        ratio: spreadOf(counted.raw.map((theirs, at) => theirs / counted.ours[at]!)),
      },
    };
  });
};

/** Keeps the processor time of this process for each event, in microseconds. */
const metered = (into: number[], work: () => Promise<void>) => async (): Promise<number> => {
  const cpu = process.cpuUsage();
  const rate = await perSecond(events, work);
  const { user, system } = process.cpuUsage(cpu);
  into.push((user + system) / events);
  return rate;
};

interface Batch {
  readonly records: readonly BinaryRecord[];
  readonly position: string;
}

/** What the relay sends, made before. */
const batchesOf = async (store: EventStore): Promise<readonly Batch[]> => {
  const topic = reportTopic(store);
  const all: { readonly record: BinaryRecord; readonly position: string }[] = [];
  for await (const event of store.readAll())
    all.push(...publishedOf(topic, event).map((one) => ({ record: toRecord(one), position: event.position })));
  return Array.from({ length: Math.ceil(all.length / batch) }, (_, at) => {
    const some = all.slice(at * batch, (at + 1) * batch);
    return { records: some.map(({ record }) => record), position: some.at(-1)!.position };
  });
};

const withEngines = async <T>(
  name: string,
  work: (engines: {
    readonly publisher: ReturnType<typeof openKafka>['publisher'];
    readonly producer: ReturnType<Kafka['producer']>;
    readonly outside: string;
    readonly readModels: ReadModels;
  }) => Promise<T>,
): Promise<T> => {
  const brokers = engineAddress('kafka').split(',');
  const namespace = `bench-${randomUUID()}.`;
  const outside = `${namespace}${name}`;
  const ours = openKafka({ brokers, clientId: 'laurel-bench', namespace });
  const theirs = new Kafka({ brokers, clientId: 'raw-bench', logLevel: logLevel.NOTHING });
  const [producer, admin] = [theirs.producer({ idempotent: true, maxInFlightRequests: 1 }), theirs.admin()];
  const mongo = await openMongo({ uri: engineAddress('mongodb'), database: `laurel-bench-${randomUUID()}` });
  const readModels = await openMongoReadModels({ mongo });
  try {
    await ours.topics.apply([{ name, partitions: 12, replication: 1, settings: {} }]);
    await Promise.all([producer.connect(), admin.connect()]);
    return await work({ publisher: ours.publisher, producer, outside, readModels });
  } finally {
    await admin.deleteTopics({ topics: [outside] });
    await Promise.all([ours.close(), producer.disconnect(), admin.disconnect()]);
    await mongo.connection.dropDatabase();
    await readModels.close();
    await mongo.close();
  }
};
