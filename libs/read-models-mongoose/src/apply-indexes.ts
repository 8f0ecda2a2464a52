import { setTimeout as sleep } from 'node:timers/promises';
import { engineAnswer, type Mongo } from '@laurel/mongo';
import type { AnyCollection } from '@laurel/read-models';
import { createMissing, generationsOf } from './generations.js';
import { buildProgress, makeIndexes } from './indexes.js';
import { ledgerOf } from './ledger.js';

export interface IndexProgress {
  readonly collection: string;
  readonly indexes: readonly string[];
  /** Of the step that the server is at: documents gone through, then keys of each index. Told while it is RUNNING. */
  readonly done?: number;
  readonly total?: number;
  readonly state: 'BEGUN' | 'RUNNING' | 'DONE';
}

export interface ApplyIndexesOptions {
  readonly onProgress?: (progress: IndexProgress) => void;
}

/**
 * Makes the indexes that these collections lack, one collection after the other, while services go on reading and writing. For the operator,
 * before a start. Gives the collections that lacked some. Throws what `open` throws, but `IndexMissing`.
 */
export const applyIndexes = async (
  mongo: Mongo,
  collections: readonly AnyCollection[],
  { onProgress }: ApplyIndexesOptions = {},
): Promise<readonly string[]> => {
  const db = mongo.connection.db!; // `openMongo` gives connections that are open
  const made: string[] = [];
  const generations = generationsOf(mongo, db, ledgerOf(db));
  await engineAnswer('indexes', async () => {
    await createMissing(db);
    for (const spec of collections) {
      await generations.open([spec], async (collection, documents, missing) => {
        const indexes = missing.map(({ name }) => name);
        made.push(collection);
        onProgress?.({ collection, indexes, state: 'BEGUN' });
        await meanwhile(makeIndexes(documents, missing), async () => {
          const progress = await buildProgress(mongo.connection.getClient(), documents.namespace);
          if (progress) onProgress?.({ collection, indexes, state: 'RUNNING', ...progress });
        });
        onProgress?.({ collection, indexes, state: 'DONE' });
      });
    }
  });
  return made;
};

/** A step every half second until the work is over, never two at once, none afterwards, nor after one that failed: the work goes on. */
const meanwhile = async (work: Promise<void>, step: () => Promise<void>): Promise<void> => {
  const over = work.then(
    () => true,
    () => true,
  );
  for (let goesOn = true; goesOn && !(await Promise.race([over, sleep(500, false, { ref: false })]));)
    goesOn = await step().then(
      () => true,
      () => false,
    );
  await work;
};
