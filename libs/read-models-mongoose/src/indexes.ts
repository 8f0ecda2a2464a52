import { isUnavailable } from '@laurel/mongo';
import type { mongo } from 'mongoose';
import type { Layout, OwnIndex } from './layout.js';

/** Documents are there and an index that their questions need is not: to make it takes a while, so somebody has to say when. */
export class IndexMissing extends Error {
  override readonly name = 'IndexMissing';
  readonly code = 'INDEX_MISSING';
  constructor(
    readonly collection: string,
    readonly indexes: readonly string[],
  ) {
    super(`collection ${collection} lacks the ${indexes.length > 1 ? 'indexes' : 'index'} ${indexes.join(', ')}`);
  }
}

/** Those of a layout that the collection has not, by name and fields. A collection that is not there has none. */
export const missingIndexes = async (documents: mongo.Collection, { own }: Layout): Promise<readonly OwnIndex[]> => {
  const known = await documents.indexes().catch((error: unknown) => {
    if (isNotThere(error)) return [];
    throw error;
  });
  return own.filter(({ name, fields }) => !known.some((one) => one.name === name && Object.keys(one.key).join() === fields.join()));
};

/** Makes them, in one pass over the documents. One of the same name with other fields gives way. */
export const makeIndexes = async (documents: mongo.Collection, indexes: readonly OwnIndex[]): Promise<void> => {
  if (indexes.length === 0) return;
  const known = await documents.indexes();
  for (const { name } of indexes) if (known.some((one) => one.name === name)) await documents.dropIndex(name);
  await documents.createIndexes(indexes.map(({ name, fields }) => ({ name, key: Object.fromEntries(fields.map((field) => [field, 1])) })));
};

const isForbidden = (error: unknown): boolean => error instanceof Error && 'codeName' in error && error.codeName === 'Unauthorized';
const isNotThere = (error: unknown): boolean => error instanceof Error && 'codeName' in error && error.codeName === 'NamespaceNotFound';

/**
 * How far a build has come, as the server tells it; undefined when it tells nothing (it has not begun, or is over, or it may not be asked).
 * The build is done by a thread of the server's, which is no user's: who may not see others' work (`inprog`) is not told.
 */
export const buildProgress = async (
  client: mongo.MongoClient,
  namespace: string,
): Promise<{ readonly done: number; readonly total: number } | undefined> => {
  const [db, ...name] = namespace.split('.');
  const stages = [
    // The thread may pass for idle while it builds.
    { $currentOp: { allUsers: true, idleConnections: true, idleSessions: false } },
    { $match: { 'command.createIndexes': name.join('.'), 'command.$db': db } },
  ];
  try {
    const running = await client
      .db('admin')
      .aggregate<{ progress?: { done: number; total: number } }>(stages, { readConcern: { level: 'local' } }) // the only one that $currentOp takes
      .toArray();
    return running.find(({ progress }) => progress)?.progress;
  } catch (error) {
    if (isUnavailable(error) || isForbidden(error)) return undefined;
    throw error;
  }
};
