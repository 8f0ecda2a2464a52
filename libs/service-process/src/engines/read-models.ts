import { join } from 'node:path';
import type { AnyCollection, ReadModels } from '@laurel/read-models';
import type { ServiceDefinition } from '@laurel/runtime';
import { processIndex } from '@laurel/processes';
import type { ServiceValues } from '../configuration/service.config.js';
import { folderOf } from './event-store.js';
import type { OpenDatabase } from './mongo-databases.js';

/** Closing them closes the connection that they stand on, unless others stand on it too. */
export const openReadModels = async (service: string, config: ServiceValues, openDatabase: OpenDatabase): Promise<ReadModels> => {
  const { LAUREL_READ_MODELS: readModels, LAUREL_READ_MODELS_DATABASE: database } = config;
  if (readModels.kind === 'sqlite') {
    const { openSqliteReadModels } = await import('@laurel/read-models/sqlite');
    return openSqliteReadModels({ path: join(folderOf(readModels.folder, service), 'read-models.sqlite') });
  }
  const [mongo, { openMongoReadModels }] = await Promise.all([
    openDatabase(readModels.url, database),
    import('@laurel/read-models-mongoose'),
  ]);
  try {
    const opened = await openMongoReadModels({ mongo });
    return { ...opened, close: () => opened.close().finally(() => mongo.close()) };
  } catch (error) {
    await mongo.close();
    throw error;
  }
};

/** All that the service keeps there: what a start opens, so that what it needs can be made before. */
const collectionsOf = ({ projections, copies }: ServiceDefinition): readonly AnyCollection[] => [
  processIndex,
  ...[...projections, ...copies.flatMap((copy) => copy.projections)].map(({ into }) => into),
];

/** The indexes that its questions need; a large collection takes its time and tells how far it is. */
export const prepareReadModels = async (
  definition: ServiceDefinition,
  config: ServiceValues,
  tell: (line: string) => void,
): Promise<void> => {
  const { LAUREL_READ_MODELS: readModels, LAUREL_READ_MODELS_DATABASE: database } = config;
  if (readModels.kind === 'sqlite') return tell('read models: sqlite needs nothing');
  const [{ openMongo }, { applyIndexes }] = await Promise.all([import('@laurel/mongo'), import('@laurel/read-models-mongoose')]);
  const mongo = await openMongo({ uri: readModels.url, database, appName: `laurel-${definition.name}-prepare` });
  try {
    const made = await applyIndexes(mongo, collectionsOf(definition), {
      onProgress: ({ collection, indexes, state, done, total }) => {
        if (state === 'BEGUN') tell(`read models: ${collection} gets ${indexes.join(', ')}`);
        else if (state === 'RUNNING' && total) tell(`read models: ${collection} ${Math.floor((100 * (done ?? 0)) / total)} %`);
      },
    });
    tell(made.length === 0 ? 'read models: all indexes are there' : `read models: ${made.length} collections have their indexes now`);
  } finally {
    await mongo.close();
  }
};
