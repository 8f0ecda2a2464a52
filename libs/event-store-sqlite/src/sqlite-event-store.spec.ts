import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@laurel/event-sourcing';
import { openSqlite } from '@laurel/sqlite';
import { describeEventStore, type StoreUnderTest } from '@laurel/testing';
import { openSqliteEventStore } from './index.js';
import { migrations } from './schema.js';

const open = async (): Promise<StoreUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-events-'));
  const path = join(folder, 'events.db');
  const opened: EventStore[] = [];
  const another = async () => {
    const store = await openSqliteEventStore({ path, lockTimeoutMs: 100 });
    opened.push(store);
    return store;
  };
  const store = await another();
  const beside = await openSqlite({ path, migrations });
  const count = beside.openReader();
  return {
    store,
    another,
    whileLocked: (work) => beside.transaction(work),
    committed: () => count.prepare<{ events: number }>('SELECT count(*) AS events FROM events').get()!.events,
    removeLast: () => beside.transaction((db) => void db.exec('DELETE FROM events WHERE position = (SELECT max(position) FROM events)')),
    dispose: async () => {
      for (const one of opened) await one.close();
      await beside.close();
      rmSync(folder, { recursive: true });
    },
  };
};

describeEventStore('the SQLite store', open, ['severalWrites', 'committed', 'whileLocked', 'removeLast'], 15);
