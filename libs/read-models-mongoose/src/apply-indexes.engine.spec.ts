import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Mongo, openMongo } from '@laurel/mongo';
import { defineCollection, put } from '@laurel/read-models';
import { engineAddress } from '@laurel/testing';
import { z } from 'zod';
import { applyIndexes, type IndexProgress } from './apply-indexes.js';
import { idOf } from './encoded.js';
import { openMongoReadModels } from './mongo-read-models.js';

const rows = defineCollection({
  name: 'rows',
  version: 1,
  read: 'row.read',
  document: z.object({ id: z.string(), tenant: z.string(), title: z.string() }),
  key: 'id',
  owner: {},
  indexes: { byTitle: { equal: [], order: ['title'] } },
});
const many = 300;
const last = `row-${randomUUID()}`;
const documents = [...Array.from({ length: many - 1 }, (_, at) => `${at}`), last].map((id) => ({ id, tenant: 'ba-dinh', title: id }));

describe('indexes that an operator makes', () => {
  let mongo: Mongo;
  /** The scan stops in front of the last document: the server is asked in the middle of a build, however fast it is. */
  const holdBuild = (mode: 'alwaysOn' | 'off') =>
    mongo.connection
      .getClient()
      .db('admin')
      .command({
        configureFailPoint: 'hangIndexBuildDuringCollectionScanPhaseBeforeInsertion',
        mode,
        ...(mode === 'alwaysOn' && { data: { fieldsToMatch: { _id: idOf('ba-dinh', last) } } }),
      });
  beforeEach(async () => {
    mongo = await openMongo({ uri: engineAddress('mongodb'), database: `laurel-${randomUUID()}` });
  });
  afterEach(async () => {
    await holdBuild('off');
    await mongo.connection.dropDatabase();
    await mongo.close();
  });

  it('tell while they are made how many documents were gone through, of how many', async () => {
    const readModels = await openMongoReadModels({ mongo });
    await readModels.open([rows]);
    await readModels.transaction((tx) => tx.apply(rows, 'ba-dinh', documents.map(put))); // prettier-ignore
    const db = mongo.connection.db!; // open
    const entry = await db.collection<{ _id: string; generation: string }>('collections').findOne({ _id: 'rows@1' });
    await db.collection(entry!.generation).dropIndex('byTitle');

    await holdBuild('alwaysOn');
    const patience = setTimeout(() => void holdBuild('off'), 20_000);
    const told: IndexProgress[] = [];
    await applyIndexes(mongo, [rows], {
      onProgress: (one) => {
        told.push(one);
        if (one.state === 'RUNNING') void holdBuild('off');
      },
    });
    clearTimeout(patience);
    const about = { collection: 'rows@1', indexes: ['byTitle'] };
    expect(told[0]).toEqual({ ...about, state: 'BEGUN' });
    expect(told[1]).toEqual({ ...about, state: 'RUNNING', done: expect.any(Number), total: many });
    expect(told.at(-1)).toEqual({ ...about, state: 'DONE' });
    for (const { done } of told.slice(1, -1)) {
      expect(done).toBeGreaterThanOrEqual(0);
      expect(done).toBeLessThanOrEqual(many);
    }
  });
});
