import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineEvents, idOf, type DomainEvent } from '@laurel/event-sourcing';
import { type Mongo, openMongo } from '@laurel/mongo';
import { type AnyCollection, defineCollection, projection, put, type ReadModels, runProjector, upsert } from '@laurel/read-models';
import { engineAddress, history, type MemoryEventStore, memoryEventStore, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import { applyIndexes, type IndexProgress } from './apply-indexes.js';
import { IndexMissing } from './indexes.js';
import { openMongoReadModels } from './mongo-read-models.js';

const document = z.object({ id: z.string(), tenant: z.string(), unitIds: z.array(z.string()), sum: z.int(), title: z.string() });
type Row = z.infer<typeof document>;
const rows = defineCollection({
  name: 'rows',
  version: 1,
  read: 'row.read',
  document,
  key: 'id',
  owner: { units: 'unitIds' },
  indexes: { bySum: { equal: [], order: ['sum'] } },
  tallies: { all: () => [{ day: '2021-01-01', group: ['all'], by: 1 }] },
  search: ['title'],
});
const row = (id: string, sum: number, more: Partial<Row> = {}): Row => ({
  id,
  tenant: 'ba-dinh',
  unitIds: ['u1'],
  sum,
  title: 'đăng ký',
  ...more,
});
const everyone = { reach: () => ({ tenant: 'ba-dinh' }) };

const rowEvents = defineEvents('row', { Counted: z.object({ by: z.int() }) });
const counting = projection(rows).from(rowEvents, {
  Counted: ({ stream, data, metadata: { tenant } }) =>
    upsert(idOf(stream), (one: Row | undefined) => row(idOf(stream), (one?.sum ?? 0) + data.by, { tenant })),
});

describe('MongoDB read models of several processes', () => {
  let mongo: Mongo;
  let other: Mongo;
  let here: ReadModels;
  let elsewhere: ReadModels;
  beforeEach(async () => {
    const database = `laurel-${randomUUID()}`;
    [mongo, other] = [await opened(database), await opened(database)];
    [here, elsewhere] = [await openMongoReadModels({ mongo }), await openMongoReadModels({ mongo: other })];
  });
  afterEach(async () => {
    await mongo.connection.dropDatabase();
    for (const one of [mongo, other]) await one.close();
  });
  const opened = (database: string) => openMongo({ uri: engineAddress('mongodb'), database, appName: `spec-${randomUUID()}` });
  const db = () => mongo.connection.db!; // open
  const write = (on: ReadModels, ...documents: readonly Row[]) =>
    on.transaction((tx) => tx.apply(rows, 'ba-dinh', documents.map(put))); // prettier-ignore
  const sums = async (on: ReadModels) => {
    const { items } = await on.collection(rows).find(everyone, { index: 'bySum', where: {}, page: { first: 100 } });
    return items.map(({ document: { id, sum } }) => `${id}:${sum}`);
  };
  const documentsOf = async (id: string) => {
    const entry = await db().collection<{ _id: string; generation: string }>('collections').findOne({ _id: id });
    return db().collection(entry!.generation);
  };

  it('open a collection that is new at the same moment, and mean the same documents', async () => {
    await Promise.all([here.open([rows]), elsewhere.open([rows])]);
    await write(here, row('a', 1));
    await write(elsewhere, row('b', 2));
    expect([await sums(here), await sums(elsewhere)]).toEqual([
      ['a:1', 'b:2'],
      ['a:1', 'b:2'],
    ]);
  });

  it('keep a text as it is where BSON would not', async () => {
    await here.open([rows]);
    const odd = row('a', 1, { title: 'nửa \uD83C chữ' });
    await write(here, odd);
    expect(await elsewhere.open([rows]).then(() => elsewhere.collection(rows).get(everyone, 'a'))).toEqual(odd);
  });

  describe('indexes', () => {
    it('that documents lack are told by name at the start, and made by the operator who sees how far that is', async () => {
      await here.open([rows]);
      await write(here, row('a', 1));
      const documents = await documentsOf('rows@1');
      await documents.dropIndex('bySum/units');
      await documents.dropIndex('words');
      await expect(elsewhere.open([rows])).rejects.toThrow(new IndexMissing('rows@1', ['bySum/units', 'words']));
      expect(new IndexMissing('rows@1', ['words']).message).toBe('collection rows@1 lacks the index words');
      const progress: IndexProgress[] = [];
      expect(await applyIndexes(mongo, [rows], { onProgress: (one) => progress.push(one) })).toEqual(['rows@1']);
      const about = { collection: 'rows@1', indexes: ['bySum/units', 'words'] };
      expect(progress.filter(({ state }) => state !== 'RUNNING')).toEqual([
        { ...about, state: 'BEGUN' },
        { ...about, state: 'DONE' },
      ]);
      await elsewhere.open([rows]);
      expect(await sums(elsewhere)).toEqual(['a:1']);
      expect(await applyIndexes(mongo, [rows])).toEqual([]);
    });

    it('are made at once where there is no document yet', async () => {
      await here.open([rows]);
      await (await documentsOf('rows@1')).dropIndexes();
      await elsewhere.open([rows]);
      const names = (await (await documentsOf('rows@1')).indexes()).map(({ name }) => name);
      expect(names).toEqual(['_id_', 'bySum', 'bySum/units', 'words']);
    });
  });

  describe('documents that are replaced in one process', () => {
    const beside = (name: string): AnyCollection => ({ ...rows, name });
    const replace = async (name: string, ...documents: readonly Row[]) => {
      await here.open([beside(name)]);
      await here.transaction((tx) => tx.apply(beside(name), 'ba-dinh', documents.map(put))); // prettier-ignore
      await here.replace(rows, beside(name));
    };
    beforeEach(async () => {
      await here.open([rows]);
      await elsewhere.open([rows]);
      await write(here, row('a', 0));
    });

    it('are the new ones at once in the others, and at no moment none', async () => {
      let over = false;
      const seen: number[] = [];
      const reading = (async () => {
        while (!over) {
          const list = elsewhere.collection(rows);
          const { items } = await list.find(everyone, { index: 'bySum', where: {}, page: { first: 9 } });
          const found = await list.search(everyone, 'dang', { first: 9 });
          const tally = await list.tally(everyone, 'all', [], '2099-01-01');
          expect([items.length, found.items.length, [...tally.values()]]).toEqual([1, 1, [1]]);
          seen.push(items[0]!.document.sum);
        }
      })();
      for (let round = 1; round <= 5; round++) {
        await replace(`rows-beside-${round}`, row('a', round));
        expect(await elsewhere.collection(rows).get(everyone, 'a')).toEqual(row('a', round));
        await sleep(30);
      }
      over = true;
      await reading;
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      const left = (await db().listCollections().toArray()).map(({ name }) => name).filter((name) => name.includes('~'));
      expect(left.sort()).toEqual(
        await documentsOf('rows@1').then(({ collectionName: name }) => [name, `${name}/owners`, `${name}/tallies`]),
      );
    });

    it('are the new ones for the first that asks in another one, whose old ones are gone', async () => {
      await replace('rows-beside', row('a', 1));
      expect(await elsewhere.collection(rows).getMany(everyone, ['a'])).toEqual([row('a', 1)]);
    });
  });

  describe('a projection', () => {
    let store: MemoryEventStore;
    const stop = () => new AbortController();
    const tell = async (count: number) => {
      for (let at = 0; at < count; at++) {
        const stream = `row-${at % 3}`;
        const event: DomainEvent = { type: 'Counted', data: { by: 1 } };
        const [recorded] = history(stream, event);
        const id = `01900000-0000-7000-8000-${String(ids++).padStart(12, '0')}`;
        await store.append([{ stream, expected: 'any', events: [{ ...event, version: 1, metadata: { ...recorded!.metadata, id } }] }]);
      }
    };
    let ids = 0;
    const failing = (on: Mongo, data: object, mode: object) =>
      db()
        .admin()
        .command({ configureFailPoint: 'failCommand', mode, data: { ...data, appName: on.connection.getClient().options.appName } });
    const run = (readModels: ReadModels, signal: AbortSignal) =>
      runProjector({ store, codec: plainCodec, vocabulary: [rowEvents], readModels, projections: [counting], signal, batch: 4 });
    beforeEach(() => {
      store = memoryEventStore();
    });

    const faults = {
      'the answer to a commit is lost': { failCommands: ['commitTransaction'], closeConnection: true },
      'a commit is done while the primary goes': { failCommands: ['commitTransaction'], writeConcernError: { code: 91, errmsg: 'bye' } },
      'the primary is another one': { failCommands: ['update', 'insert'], errorCode: 10107, errorLabels: ['TransientTransactionError'] },
      'the connection breaks in the middle': { failCommands: ['find', 'insert', 'update'], closeConnection: true },
    };
    it.each(Object.entries(faults))('has its effect once when %s', async (_, fault) => {
      const stopping = stop();
      const projector = await run(here, stopping.signal);
      for (let round = 0; round < 6; round++) {
        await failing(mongo, fault, { times: 1 });
        await tell(5);
        expect(await projector.caughtUp((await store.head())!, 15_000)).toBe(true);
      }
      stopping.abort();
      await projector.done;
      await elsewhere.open([rows]);
      const total = (await sums(elsewhere)).map((one) => Number(one.split(':')[1])).reduce((a, b) => a + b, 0);
      const tallied = [...(await elsewhere.collection(rows).tally(everyone, 'all', [], '2099-01-01')).values()];
      expect([total, tallied, await elsewhere.position('rows@1')]).toEqual([30, [3], await store.head()]);
    });

    it('that another process has taken over is fenced out', async () => {
      const [first, second] = [stop(), stop()];
      const old = await run(here, first.signal);
      await tell(3);
      await old.caughtUp((await store.head())!, 5000);
      const current = await run(elsewhere, second.signal);
      await tell(6);
      expect(await current.caughtUp((await store.head())!, 5000)).toBe(true);
      await old.done;
      expect(old.health().map(({ state }) => state)).toEqual(['FENCED']);
      expect((await sums(here)).sort()).toEqual(['0:3', '1:3', '2:3']);
      second.abort();
      await current.done;
    });
  });
});
