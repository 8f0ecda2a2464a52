import { randomUUID } from 'node:crypto';
import { defineEvents, type EventStore, idOf } from '@laurel/event-sourcing';
import { type Mongo, openMongo } from '@laurel/mongo';
import { type AnyProjection, defineCollection, projection, put, type ReadModels, runProjector, upsert } from '@laurel/read-models';
import { openMongoReadModels } from '@laurel/read-models-mongoose';
import { newEventId } from '@laurel/runtime';
import { engineAddress } from '@laurel/testing/engine-address';
import { memoryEventStore, metadataOf, plainCodec } from '@laurel/testing/plain';
import type { mongo } from 'mongoose';
import { z } from 'zod';
import { spread, timed } from './read-models/spread.js';

const events = defineEvents('counter', { Counted: z.object({ by: z.int() }) });
const document = z.object({ id: z.string(), tenant: z.string(), unitIds: z.array(z.string()).readonly(), title: z.string(), sum: z.int() });
type Counter = z.infer<typeof document>;

const counters = defineCollection({
  name: 'counters',
  version: 1,
  read: 'bench.read',
  document,
  key: 'id',
  owner: { units: 'unitIds' },
  indexes: { bySum: { equal: [], order: ['sum'] }, byTitle: { equal: ['unitIds'], order: ['title'] } },
});

const counting: AnyProjection = projection(counters).from(events, {
  Counted: ({ stream, data, metadata: { tenant } }) =>
    upsert(idOf(stream), (one: Counter | undefined) => counted(idOf(stream), tenant, (one?.sum ?? 0) + data.by)),
});

const counted = (id: string, tenant: string, sum: number): Counter => ({
  id,
  tenant,
  unitIds: [`u${Number(id) % 30}`],
  title: `nhiệm vụ số ${id}, trong kế hoạch thi đua, khen thưởng của năm`,
  sum,
});

const batch = 512;

/**
 * Events a second that a projection takes into MongoDB, against the writes a second of a raw `bulkWrite` of the very rows that it leaves,
 * with their indexes, as many in each transaction. `fresh`: every event makes a document; `again`: every event changes one.
 */
export const projectionAgainstRawBulkWrite = async ({ log = 10_240, rounds = 5 } = {}) => {
  const pairs: { readonly projected: Record<Kind, number>; readonly raw: Record<Kind, number> }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ projected: await projected(log), raw: await raw(log) });
  const of = (kind: Kind) => ({
    projectedPerSecond: Math.round(spread(pairs.map(({ projected: { [kind]: rate } }) => rate)).p50),
    rawPerSecond: Math.round(spread(pairs.map(({ raw: { [kind]: rate } }) => rate)).p50),
    ratio: spread(pairs.map(({ projected: { [kind]: one }, raw: { [kind]: other } }) => one / other)).p50,
  });
  return { documents: log, eachTransaction: batch, fresh: of('fresh'), again: of('again') };
};

type Kind = 'fresh' | 'again';

const projected = (log: number): Promise<Record<Kind, number>> =>
  withMongo(async (mongo) => {
    const readModels = await openMongoReadModels({ mongo });
    await readModels.open([counters]); // collections and indexes are made before the clock runs, as on the other side
    const store = memoryEventStore();
    const rate = async () => {
      await told(store, log);
      const stop = new AbortController();
      const begun = performance.now();
      const { caughtUp, done } = await runProjector({
        store,
        codec: plainCodec,
        vocabulary: [events],
        readModels,
        projections: [counting],
        signal: stop.signal,
        batch,
      });
      await caughtUp((await store.head())!, 120_000);
      const taken = performance.now() - begun;
      stop.abort();
      await done;
      return (log / taken) * 1000;
    };
    return { fresh: await rate(), again: await rate() };
  });

/** The same rows, made and changed by hand. */
const raw = (log: number): Promise<Record<Kind, number>> =>
  withMongo(async (mongo) => {
    const readModels = await openMongoReadModels({ mongo });
    await readModels.open([counters]);
    const rows = await rowsOf(mongo, readModels, log);
    const target = await documentsOf(mongo);
    const changes = rows.map(({ _id, d, o }) => {
      const text = JSON.stringify({ ...(JSON.parse(d) as Counter), sum: 2 });
      const places = { 'o.bySum': `${o['bySum']!.slice(0, 1)}c000000000000000${o['bySum']!.slice(17)}` };
      return { updateOne: { filter: { _id }, update: { $set: { d: text, ...places } } } };
    });
    const rate = async (operations: readonly mongo.AnyBulkWriteOperation<Row>[]) => {
      const begun = performance.now();
      for (let at = 0; at < log; at += batch)
        await mongo.transaction(async (session) => target.bulkWrite(operations.slice(at, at + batch), { session }));
      return (log / (performance.now() - begun)) * 1000;
    };
    return { fresh: await rate(rows.map((row) => ({ insertOne: { document: row } }))), again: await rate(changes) };
  });

interface Row {
  readonly _id: string;
  readonly d: string;
  readonly o: Readonly<Record<string, string>>;
}

const documentsOf = async (mongo: Mongo): Promise<mongo.Collection<Row>> => {
  const db = mongo.connection.db!; // open
  const entry = await db.collection('collections').findOne({ name: counters.name });
  return db.collection<Row>(String(entry!['generation']));
};

/** The rows that the engine itself makes of the documents. */
const rowsOf = async (mongo: Mongo, readModels: ReadModels, log: number): Promise<readonly Row[]> => {
  const documents = Array.from({ length: log }, (_, id) => put(counted(String(id), 'ba-dinh', 1)));
  for (let at = 0; at < log; at += 2048)
    await readModels.transaction((tx) => tx.apply(counters, 'ba-dinh', documents.slice(at, at + 2048)));
  const all = await documentsOf(mongo);
  const rows = await all.find().toArray();
  await all.deleteMany({});
  return rows;
};

/** Milliseconds from an append until a reader in another process (a connection of its own) sees it. */
export const visibleInAnotherProcess = ({ rounds = 300 } = {}) =>
  withMongo(async (mongo) =>
    withMongo(
      async (other) => {
        const [readModels, elsewhere] = [await openMongoReadModels({ mongo }), await openMongoReadModels({ mongo: other })];
        const store = memoryEventStore();
        const stop = new AbortController();
        const { done } = await runProjector({
          store,
          codec: plainCodec,
          vocabulary: [events],
          readModels,
          projections: [counting],
          signal: stop.signal,
        });
        const visible = await timed(rounds, async () => {
          await told(store, 1);
          await elsewhere.waitFor('counters@1', (await store.head())!, 5000);
        });
        stop.abort();
        await done;
        return { visibleMs: visible };
      },
      mongo.connection.db!.databaseName, // open
    ),
  );

/** A transaction of one batch that changes very many documents, as a fan-out does. */
export const manyDocumentsInOneTransaction = ({ documents = 20_000 } = {}) =>
  withMongo(async (mongo) => {
    const readModels = await openMongoReadModels({ mongo });
    await readModels.open([counters]);
    const changes = (sum: number) => Array.from({ length: documents }, (_, id) => put(counted(String(id), 'ba-dinh', sum)));
    const ms = async (sum: number) => {
      const begun = performance.now();
      await readModels.transaction((tx) => tx.apply(counters, 'ba-dinh', changes(sum)));
      return Math.round(performance.now() - begun);
    };
    return { documents, freshMs: await ms(1), againMs: await ms(2) };
  });

/** With --large: a read model of a million documents is built beside the one that answers, and takes its place. */
export const rebuiltBeside = async () => {
  if (!process.argv.includes('--large')) return 'only with --large';
  const documents = 1_000_000;
  return withMongo(async (mongo) => {
    const readModels = await openMongoReadModels({ mongo });
    const store = memoryEventStore();
    for (let at = 0; at < documents; at += 50_000) await told(store, 50_000, at);
    const stop = new AbortController();
    const begun = performance.now();
    const projector = await runProjector({
      store,
      codec: plainCodec,
      vocabulary: [events],
      readModels,
      projections: [counting],
      signal: stop.signal,
      batch: 2048,
    });
    await projector.caughtUp((await store.head())!, 3_600_000);
    const built = performance.now();
    const reads: number[] = [];
    let over = false;
    const asking = (async () => {
      const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
      while (!over) {
        const asked = performance.now();
        const found = await readModels.collection(counters).get(reader, '500');
        reads.push(performance.now() - asked);
        if (found?.sum !== 1) throw new Error('a reader saw something else than the document');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await projector.rebuild(counters.name);
    const rebuilt = performance.now();
    over = true;
    await asking;
    stop.abort();
    await projector.done;
    const seconds = (from: number, to: number) => Number(((to - from) / 1000).toFixed(1));
    return { documents, builtSeconds: seconds(begun, built), rebuiltSeconds: seconds(built, rebuilt), readsMeanwhileMs: spread(reads) };
  });
};

let next = 0;
const told = async (store: EventStore, count: number, from = 0): Promise<void> => {
  for (let at = 0; at < count; at++) {
    const stream = `counter-${count === 1 ? next++ % 997 : from + at}`;
    const event = { type: 'Counted', version: 1, data: { by: 1 }, metadata: metadataOf(newEventId()) };
    await store.append([{ stream, expected: 'any', events: [event] }]);
  }
};

const withMongo = async <T>(work: (mongo: Mongo) => Promise<T>, database = `laurel-bench-${randomUUID()}`): Promise<T> => {
  const mongo = await openMongo({ uri: engineAddress('mongodb'), database });
  try {
    return await work(mongo);
  } finally {
    await mongo.connection.dropDatabase();
    await mongo.close();
  }
};
