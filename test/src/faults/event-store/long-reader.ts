import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { openSqlite } from '@laurel/sqlite';
import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { appendOne } from './append-one.js';

const mib = 1024 * 1024;

/** F4: somebody holds an old snapshot while much is written. */
export const longReader: FaultRun = {
  name: 'F4 a reader that holds a snapshot makes the write-ahead log grow: it is alarmed, and shrinks when the reader leaves',
  run: (long) =>
    inFolder(async (folder) => {
      const path = join(folder, 'events.db');
      const alarms: number[] = [];
      const store = await openSqliteEventStore({ path, walAlarmBytes: 20 * mib, onLargeWal: (bytes) => alarms.push(bytes) });
      await appendOne(store, 'log-0', 'none', 0);
      const file = await openSqlite({ path, migrations: ['SELECT 1'] });
      const reader = file.openReader();
      reader.exec('BEGIN');
      const count = () => reader.prepare<{ events: number }>('SELECT count(*) AS events FROM events').get()!.events;
      const before = count();
      let number = 1;
      const size = () => statSync(`${path}-wal`).size;
      const bound = (long ? 200 : 30) * mib;
      while (size() < bound)
        await Promise.all(Array.from({ length: 20 }, () => appendOne(store, `log-${number}`, 'none', number++, 'x'.repeat(8000))));
      const swollen = size();
      assert.equal(count(), before, 'the snapshot stands still');
      reader.exec('COMMIT');
      for (let more = 0; more < 400; more++) await appendOne(store, `log-${number}`, 'none', number++, 'x'.repeat(8000));
      const after = size();
      await file.close();
      await store.close();
      assert.ok(alarms.length > 0 && alarms[0]! >= 20 * mib, 'it was alarmed');
      assert.ok(after <= 20 * mib, `the write-ahead log has shrunk to ${after} bytes`);
      return {
        kills: 0,
        figures: { 'swollen MiB': Math.round(swollen / mib), 'after MiB': Math.round(after / mib), alarms: alarms.length },
      };
    }),
};
