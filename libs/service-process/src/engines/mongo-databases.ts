import type { Mongo } from '@laurel/mongo';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';

/** Gives a database at an address. Throws what `openMongo` throws. */
export type OpenDatabase = (url: string, database: string) => Promise<Mongo>;

type Addresses = Pick<ServiceValues, 'LAUREL_READ_MODELS' | 'LAUREL_READ_MODELS_DATABASE'>;

interface Standing {
  readonly mongo: Mongo;
  users: number;
}

/**
 * Opens the databases of one process, those at one address on one connection: each has heartbeats and timers of its own, much of what
 * a process at rest uses. It is named after the database of the read models, and closed with the last of those that stand on it.
 */
export const mongoDatabases = (service: string, config: Addresses, logger: Logger): OpenDatabase => {
  const { LAUREL_READ_MODELS: readModels, LAUREL_READ_MODELS_DATABASE: readModelsDatabase } = config;
  const standing = new Map<string, Standing>();

  const open: OpenDatabase = async (uri, database) => {
    const { openMongo } = await import('@laurel/mongo');
    return openMongo({ uri, database, appName: `laurel-${service}`, logger });
  };

  /** One of the databases there; closing it leaves the connection to the others. */
  const on = (url: string, shared: Standing, connection: Mongo['connection']): Mongo => {
    let isClosed = false;
    shared.users++;
    return {
      connection,
      transaction: shared.mongo.transaction,
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        if (--shared.users > 0) return;
        if (standing.get(url) === shared) standing.delete(url);
        await shared.mongo.close();
      },
    };
  };

  return async (url, database) => {
    const first = readModels.kind === 'mongodb' && readModels.url === url ? readModelsDatabase : database;
    const known = standing.get(url);
    const shared = known ?? { mongo: await open(url, first), users: 0 };
    standing.set(url, shared);
    const { connection } = shared.mongo;
    if (connection.name === database) return on(url, shared, connection);
    const beside = connection.useDb(database);
    try {
      await beside.db!.command({ dbStats: 1 }); // `openMongo` gives connections that are open
    } catch {
      if (shared.users === 0) await on(url, shared, connection).close();
      return open(url, database); // whose start tells why nobody may enter
    }
    return on(url, shared, beside);
  };
};
