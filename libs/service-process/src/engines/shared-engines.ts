import { join } from 'node:path';
import type { Blobs } from '@laurel/blobs';
import type { KeyStore } from '@laurel/personal-data';
import { type BusinessClock, businessClock, type Leases, lockDataFolder, type MovableClock, systemClock } from '@laurel/runtime';
import type { Shutdown } from '@laurel/runtime/process';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';
import type { OpenDatabase } from './mongo-databases.js';

/** What all services of one Laurel share. */
export interface SharedEngines {
  readonly keys: KeyStore;
  readonly blobs: Blobs;
  readonly clock: BusinessClock;
  /** The same one, where it can be moved. */
  readonly movable?: MovableClock;
  /** Absent where the process is alone. */
  readonly leases?: Leases;
}

export interface SharingTools {
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  readonly openDatabase: OpenDatabase;
}

export const openSharedEngines = (config: ServiceValues, tools: SharingTools): Promise<SharedEngines> => {
  const { LAUREL_PLATFORM: platform } = config;
  return platform.kind === 'folder' ? inFolder(platform.folder, config, tools) : inMongo(platform.url, config, tools);
};

const inMongo = async (uri: string, config: ServiceValues, { logger, shutdown, openDatabase }: SharingTools): Promise<SharedEngines> => {
  const engines = await import('@laurel/platform-mongoose');
  const { key: masterKey } = config.LAUREL_MASTER_KEY;
  const mongo = await openDatabase(uri, config.LAUREL_PLATFORM_DATABASE);
  shutdown.add('the shared database', () => mongo.close());
  const keys = await engines.openMongoKeyStore(mongo, { masterKey });
  shutdown.add('the keys', () => keys.close());
  const blobs = await engines.openMongoBlobs(mongo, { masterKey });
  const leases = engines.openMongoLeases(mongo);
  if (config.LAUREL_BUSINESS_CLOCK === 'system') return { keys, blobs, leases, clock: systemClock };
  const start = config.LAUREL_BUSINESS_CLOCK_START;
  const clock = await engines.openMongoClock(mongo, {
    name: clockName,
    onProblem: (error) => logger.warn({ part: 'business clock', err: error }, 'the business clock could not be followed'),
    ...(start !== undefined && { start }),
  });
  shutdown.add('the business clock', () => clock.close());
  return { keys, blobs, leases, clock, movable: clock };
};

/** One for all services. */
const clockName = 'business';

const inFolder = async (folder: string, config: ServiceValues, { shutdown }: SharingTools): Promise<SharedEngines> => {
  const release = lockDataFolder(folder);
  shutdown.add('the lock of the folder', release);
  const [{ openSqliteKeyStore }, { openFolderBlobs }] = await Promise.all([import('@laurel/personal-data'), import('@laurel/blobs')]);
  const { key: masterKey } = config.LAUREL_MASTER_KEY;
  const keys = await openSqliteKeyStore({ path: join(folder, 'keys.sqlite'), masterKey });
  shutdown.add('the keys', () => keys.close());
  const blobs = openFolderBlobs({ path: join(folder, 'files'), masterKey });
  if (config.LAUREL_BUSINESS_CLOCK === 'system') return { keys, blobs, clock: systemClock };
  const start = config.LAUREL_BUSINESS_CLOCK_START;
  const clock = businessClock({ path: join(folder, 'clock.json'), ...(start !== undefined && { start }) });
  return { keys, blobs, clock, movable: clock };
};
