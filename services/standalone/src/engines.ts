import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Blobs, openFolderBlobs } from '@laurel/blobs';
import { type Bus, inProcessBus, type Topic } from '@laurel/event-bus';
import type { EventStore } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { eventCodec, type KeyStore, openSqliteKeyStore } from '@laurel/personal-data';
import type { ReadModels } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import type { BusinessClock, Engines, ServiceDefinition } from '@laurel/runtime';
import type { Logger } from 'pino';

/** The embedded engines of all services: a store and read models for each, keys and files for all. */
export interface EmbeddedEngines {
  readonly keys: KeyStore;
  readonly blobs: Blobs;
  of(service: string): Engines;
  close(): Promise<void>;
}

interface Opened {
  readonly definition: ServiceDefinition;
  readonly store: EventStore;
  readonly readModels: ReadModels;
}

export const openEngines = async (
  definitions: readonly ServiceDefinition[],
  {
    dataDir,
    masterKey,
    clock,
    logger,
  }: { readonly dataDir: string; readonly masterKey: Uint8Array; readonly clock: BusinessClock; readonly logger: Logger },
): Promise<EmbeddedEngines> => {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.reverse()) await each();
  };
  try {
    const keys = await openSqliteKeyStore({ path: join(dataDir, 'keys.sqlite'), masterKey });
    closing.push(() => keys.close());
    const opened: Opened[] = [];
    for (const definition of definitions) {
      const folder = join(dataDir, definition.name);
      mkdirSync(folder, { recursive: true });
      const log = logger.child({ service: definition.name });
      const store = await openSqliteEventStore({
        path: join(folder, 'events.sqlite'),
        onLargeWal: (bytes) =>
          log.warn({ bytes }, 'the write-ahead log of the events is large: some other reader has held an old snapshot for long'),
      });
      closing.push(() => store.close());
      const readModels = await openSqliteReadModels({ path: join(folder, 'read-models.sqlite') });
      closing.push(() => readModels.close());
      opened.push({ definition, store, readModels });
    }
    // All that is published here; each service reads it for itself, from the stores' own logs.
    const topics = opened.flatMap(({ definition: { publishing, vocabulary }, store }): Topic[] =>
      publishing ? [{ publishing, store, vocabulary }] : [],
    );
    const blobs = openFolderBlobs({ path: join(dataDir, 'files'), masterKey });
    const codec = eventCodec(keys);
    const engines = new Map<string, Engines>();
    for (const { definition, store, readModels } of opened) {
      const bus: Bus = inProcessBus({ topics, readModels });
      closing.push(() => bus.close());
      engines.set(definition.name, { store, readModels, bus, codec, blobs, clock, logger: logger.child({ service: definition.name }) });
    }
    return {
      keys,
      blobs,
      close,
      of: (service) => {
        const found = engines.get(service);
        if (!found) throw new TypeError(`${service} is not one of the services here`);
        return found;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
