import { engineAnswer, type Mongo } from '@laurel/mongo';
import type { AnyCollection } from '@laurel/read-models';
import { createMissing, generationsOf } from './generations.js';
import { buildProgress, makeIndexes } from './indexes.js';
import { ledgerNames, ledgerOf } from './ledger.js';
import { prefixOf } from './mongo-read-models.js';

export interface IndexProgress {
  readonly collection: string;
  readonly indexes: readonly string[];
  /** Documents gone through, of all; undefined before the server tells. */
  readonly done?: number;
  readonly total?: number;
  readonly state: 'BEGUN' | 'RUNNING' | 'DONE';
}

export interface ApplyIndexesOptions {
  readonly service?: string;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/**
 * Makes the indexes that these collections lack, one collection after the other, while services go on reading and writing. For the operator,
 * before a start. Gives the collections that lacked some. Throws what `open` throws, but `IndexMissing`.
 */
export const applyIndexes = async (
  mongo: Mongo,
  collections: readonly AnyCollection[],
  { service, onProgress }: ApplyIndexesOptions = {},
): Promise<readonly string[]> => {
  const db = mongo.connection.db!; // `openMongo` gives connections that are open
  const prefix = prefixOf(service);
  const made: string[] = [];
  const generations = generationsOf(mongo, db, prefix, ledgerOf(db, prefix));
  await engineAnswer('indexes', async () => {
    await createMissing(
      db,
      [...ledgerNames, 'collections', 'serving', 'garbage'].map((name) => prefix + name),
    );
    for (const spec of collections) {
      await generations.open([spec], async (collection, documents, missing) => {
        const indexes = missing.map(({ name }) => name);
        made.push(collection);
        onProgress?.({ collection, indexes, state: 'BEGUN' });
        const tell = setInterval(() => {
          void buildProgress(mongo.connection.getClient(), documents.namespace).then(
            (progress) => progress && onProgress?.({ collection, indexes, state: 'RUNNING', ...progress }),
          );
        }, 500);
        try {
          await makeIndexes(documents, missing);
        } finally {
          clearInterval(tell);
        }
        onProgress?.({ collection, indexes, state: 'DONE' });
      });
    }
  });
  return made;
};
