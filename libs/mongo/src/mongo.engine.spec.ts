import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { engineAddress } from '@laurel/testing';
import { type Mongo, openMongo } from './mongo.js';
import { MongoUnusable, NotAReplicaSet } from './refusals.js';
import { lonelyServer } from './spec/lonely-server.js';

interface Row {
  readonly _id: string;
  readonly n: number;
}

describe('a connection to MongoDB', () => {
  const uri = engineAddress('mongodb');
  let mongo: Mongo;
  const rows = () => mongo.connection.collection<Row>('rows');
  const found = async () => (await rows().find().sort({ _id: 1 }).toArray()).map(({ _id, n }) => `${_id}${n}`);
  const failingOnce = (data: object) =>
    mongo.connection
      .getClient()
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });

  beforeAll(async () => {
    // As the server comes: a shorter lifetime would end by itself what is to be ended.
    const plain = await openMongo({ uri });
    await plain.connection.getClient().db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 });
    await plain.close();
  });
  beforeEach(async () => {
    mongo = await openMongo({ uri, database: `laurel-${randomUUID()}`, appName: `spec-${randomUUID()}` });
    await mongo.connection.createCollection('rows');
  });
  afterEach(async () => {
    await mongo.connection.dropDatabase();
    await mongo.close();
  });
  const appName = () => mongo.connection.getClient().options.appName;

  describe('transactions', () => {
    it('take effect together or not at all', async () => {
      const work = mongo.transaction(async (session) => {
        await rows().insertOne({ _id: 'a', n: 1 }, { session });
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await found()).toEqual([]);
      const result = await mongo.transaction(async (session) => {
        await rows().insertOne({ _id: 'a', n: 1 }, { session });
        await rows().insertOne({ _id: 'b', n: 2 }, { session });
        return 'done';
      });
      expect([result, await found()]).toEqual(['done', ['a1', 'b2']]);
    });

    it('that meet on one document are run again, one after the other', async () => {
      await rows().insertOne({ _id: 'a', n: 0 });
      const raise = () =>
        mongo.transaction(async (session) => {
          const { n } = (await rows().findOne({ _id: 'a' }, { session }))!;
          await rows().updateOne({ _id: 'a' }, { $set: { n: n + 1 } }, { session });
        });
      await Promise.all(Array.from({ length: 20 }, raise));
      expect(await found()).toEqual(['a20']);
    });

    it('whose commit was done and whose answer was lost have their effect once', async () => {
      await rows().insertOne({ _id: 'a', n: 0 });
      let runs = 0;
      await failingOnce({
        failCommands: ['commitTransaction'],
        appName: appName(),
        writeConcernError: { code: 91, errmsg: 'shutting down' },
      });
      await mongo.transaction(async (session) => {
        runs += 1;
        await rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session });
      });
      await failingOnce({ failCommands: ['commitTransaction'], appName: appName(), closeConnection: true });
      await mongo.transaction(async (session) => rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }));
      expect([await found(), runs]).toEqual([['a2'], 1]);
    });

    it('outlive a change of primary', async () => {
      await failingOnce({ failCommands: ['insert'], appName: appName(), errorCode: 10107, errorLabels: ['TransientTransactionError'] });
      await mongo.transaction((session) => rows().insertOne({ _id: 'a', n: 1 }, { session }));
      expect(await found()).toEqual(['a1']);
    });

    it('do not wait for a process of their name that was killed in the middle of one', async () => {
      await rows().insertOne({ _id: 'a', n: 0 });
      const killed = await openMongo({ uri, database: mongo.connection.name, appName: appName()!.split('/')[0]! });
      const left = await killed.connection.startSession();
      left.startTransaction();
      await killed.connection.collection<Row>('rows').updateOne({ _id: 'a' }, { $inc: { n: 7 } }, { session: left });
      const begun = performance.now();
      await mongo.transaction((session) => rows().updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }));
      expect(performance.now() - begun).toBeLessThan(8000);
      await expect(left.commitTransaction()).rejects.toThrow(); // one that only froze begins anew
      await left.endSession();
      await killed.close();
      expect(await found()).toEqual(['a1']);
    });

    it('are given up in time, and nothing of them stands', async () => {
      const hasty = await openMongo({ uri, database: mongo.connection.name, transactionTimeoutMs: 1500 });
      const other = await mongo.connection.startSession();
      other.startTransaction();
      await rows().insertOne({ _id: 'a', n: 2 }, { session: other }); // holds the document until it ends
      const begun = performance.now();
      const work = hasty.transaction((session) => hasty.connection.collection<Row>('rows').insertOne({ _id: 'a', n: 1 }, { session }));
      await expect(work).rejects.toThrow(EngineUnavailable);
      expect(performance.now() - begun).toBeLessThan(6000);
      await other.abortTransaction();
      await other.endSession();
      await hasty.close();
      expect(await found()).toEqual([]);
    });
  });

  describe('is refused', () => {
    it('by a server that is no replica set, with the command that makes it one', async () => {
      const server = await lonelyServer({ isWritablePrimary: true, ismaster: true });
      for (const options of ['', '?replicaSet=rs0']) {
        const opening = openMongo({ uri: `mongodb://${server.address}/${options}`, selectionTimeoutMs: 500 });
        await expect(opening).rejects.toThrow(new NotAReplicaSet(server.address, { begun: false }));
      }
      expect(new NotAReplicaSet('db:1', { begun: false }).message).toBe(
        `MongoDB at db:1 is no replica set, so it has no transactions: start mongod with --replSet rs0, then once mongosh "mongodb://db:1/?directConnection=true" --eval 'rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "db:1" }] })'`,
      );
      await server.close();
    });

    it('by a server whose replica set nobody has made, and by one of another set', async () => {
      const waiting = await lonelyServer({ isWritablePrimary: false, ismaster: false, isreplicaset: true });
      await expect(openMongo({ uri: `mongodb://${waiting.address}/`, selectionTimeoutMs: 500 })).rejects.toThrow(
        new NotAReplicaSet(waiting.address, { begun: true }),
      );
      await waiting.close();
      await expect(openMongo({ uri: uri.replace(/replicaSet=\w+/, 'replicaSet=other'), selectionTimeoutMs: 500 })).rejects.toThrow(
        'the address asks for other',
      );
    });

    it('where nobody answers, and for an address that cannot be read', async () => {
      await expect(openMongo({ uri: 'mongodb://127.0.0.1:9/?replicaSet=rs0', selectionTimeoutMs: 300 })).rejects.toThrow(EngineUnavailable);
      await expect(openMongo({ uri: 'http://127.0.0.1', selectionTimeoutMs: 300 })).rejects.toThrow(MongoUnusable);
    });
  });
});
