import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '@laurel/event-sourcing';
import type { Logger } from 'pino';
import type { ServiceValues } from '../configuration/service.config.js';

/** The log of the service. Its engine is loaded here and only when it is configured. */
export const openEventStore = async (service: string, config: ServiceValues, logger: Logger): Promise<EventStore> => {
  const { LAUREL_EVENT_STORE: store, LAUREL_EVENT_STORE_NAME: name } = config;
  switch (store.kind) {
    case 'postgres': {
      const { openPostgresEventStore } = await import('@laurel/event-store-postgres');
      const onTrouble = ({ message }: Error): void => logger.warn({ part: 'event store' }, `a connection broke: ${message}`);
      return openPostgresEventStore({ url: store.url, schema: name, onTrouble });
    }
    case 'kurrentdb': {
      const { openKurrentDbEventStore } = await import('@laurel/event-store-kurrentdb');
      return openKurrentDbEventStore({ url: store.url, namespace: name });
    }
    case 'sqlite': {
      const { openSqliteEventStore } = await import('@laurel/event-store-sqlite');
      const onLargeWal = (bytes: number): void =>
        logger.warn({ part: 'event store', bytes }, 'the write-ahead log is large: some other reader has held an old snapshot for long');
      return openSqliteEventStore({ path: join(folderOf(store.folder, service), 'events.sqlite'), onLargeWal });
    }
  }
};

/** As `npm start` lays it out: each service in a folder of its own. */
export const folderOf = (folder: string, service: string): string => {
  const own = join(folder, service);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return own;
};
