import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { Mongo } from '@laurel/mongo';
import { engineAddress } from '@laurel/testing';
import pino from 'pino';
import { mongoDatabases, type OpenDatabase } from './mongo-databases.js';

const url = engineAddress('mongodb');
const run = `${process.pid}_${Date.now().toString(36)}`;
const [models, platform] = [`databases_${run}_plans`, `databases_${run}_platform`];

describe('the databases of a process', () => {
  let openDatabase: OpenDatabase;
  const opened: Mongo[] = [];
  const open = async (address: string, database: string): Promise<Mongo> => {
    const mongo = await openDatabase(address, database);
    opened.push(mongo);
    return mongo;
  };
  const notes = (mongo: Mongo) => mongo.connection.db!.collection<{ readonly _id: string }>('notes');
  beforeEach(() => {
    const config = { LAUREL_READ_MODELS: { kind: 'mongodb', url }, LAUREL_READ_MODELS_DATABASE: models } as const;
    openDatabase = mongoDatabases('plans', config, pino({ level: 'silent' }));
  });
  afterEach(async () => {
    for (const mongo of opened.splice(0)) await mongo.close();
    const last = await openDatabase(url, models);
    for (const name of [models, platform]) await last.connection.useDb(name).dropDatabase();
    await last.close();
  });

  it('stand on one connection, which is named after the read models, each with documents of its own', async () => {
    const [shared, own] = [await open(url, platform), await open(url, models)];
    expect(shared.connection.getClient()).toBe(own.connection.getClient());
    expect(own.connection.getClient().options.appName).toBe(`laurel-plans/${models}`);
    expect([shared.connection.name, own.connection.name]).toEqual([platform, models]);
    await notes(own).insertOne({ _id: 'a' });
    await notes(shared).insertOne({ _id: 'b' });
    expect(await Promise.all([own, shared].map((mongo) => notes(mongo).find().toArray()))).toEqual([[{ _id: 'a' }], [{ _id: 'b' }]]);
  });

  it('have transactions, undone as a whole', async () => {
    const shared = await open(url, platform);
    const undone = shared.transaction(async (session) => {
      await notes(shared).insertOne({ _id: 'a' }, { session });
      throw new Error('not this one');
    });
    await expect(undone).rejects.toThrow('not this one');
    await shared.transaction((session) => notes(shared).insertOne({ _id: 'b' }, { session }));
    expect(await notes(shared).find().toArray()).toEqual([{ _id: 'b' }]);
  });

  it('keep the connection until the last of them is closed, whichever it is', async () => {
    const [shared, own] = [await open(url, platform), await open(url, models)];
    await own.close();
    await own.close();
    expect(await notes(shared).countDocuments()).toBe(0);
    await shared.close();
    await expect(notes(shared).countDocuments()).rejects.toThrow(/must be connected|closed/i);
    const anew = await open(url, platform);
    expect(await notes(anew).countDocuments()).toBe(0);
  });

  it('stand on connections of their own where their addresses differ', async () => {
    const [own, shared] = [await open(url, models), await open(`${url}&retryReads=true`, platform)];
    expect(shared.connection.getClient()).not.toBe(own.connection.getClient());
    expect(shared.connection.getClient().options.appName).toBe(`laurel-plans/${platform}`);
  });

  it('are told of as by a connection of their own when nobody answers', async () => {
    await expect(open('mongodb://127.0.0.1:1/?replicaSet=rs0', platform)).rejects.toBeInstanceOf(EngineUnavailable);
  });
});
