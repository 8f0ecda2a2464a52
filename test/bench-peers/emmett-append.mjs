import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';

// node emmett-append.mjs '<data of an event>' <clients> <appends of each>: JSON with what it reached. WAL, synchronous FULL (its defaults).
const [data, clients, each] = [JSON.parse(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const folder = mkdtempSync(join(tmpdir(), 'laurel-peer-'));
const store = getSQLiteEventStore({ fileName: join(folder, 'events.db'), schema: { autoMigration: 'CreateOrUpdate' } });
await store.appendToStream('warm-0', [{ type: 'NoteAdded', data }]);

let done = 0;
const failures = {};
const client = async (number) => {
  for (let index = 0; index < each; index++) {
    try {
      await store.appendToStream(`log-${number}`, [{ type: 'NoteAdded', data }]);
      done++;
    } catch (error) {
      const reason = error.code ?? error.name;
      failures[reason] = (failures[reason] ?? 0) + 1;
    }
  }
};
const begun = performance.now();
await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ clients, asked: clients * each, done, failures, perSecond: Math.round(done / seconds) }));
rmSync(folder, { recursive: true });
process.exit(0);
