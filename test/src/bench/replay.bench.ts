import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { paired, perSecond } from './event-store/paired.js';
import { sample } from './event-store/sample.js';

const columns = 'position, stream, revision, type, version, data, metadata, recorded_at';
const page = 512;

/** Events a second, replayed and folded, against the raw engine that scans the same pages and parses the same JSON. */
export const replay = async ({ events = 40_000, streamEvents = 2000 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-replay-'));
  const path = join(folder, 'events.db');
  const store = await openSqliteEventStore({ path, synchronous: 'NORMAL' });
  try {
    for (let index = 0; index < events; index += 100) {
      const stream = index < streamEvents ? 'log-long' : `log-${index}`;
      await store.append([{ stream, expected: 'any', events: Array.from({ length: 100 }, sample) }]);
    }
    const database = new DatabaseSync(path, { readOnly: true });
    const scan = (where: string, cursor: number, ...values: readonly string[]) => {
      const statement = database.prepare(`SELECT ${columns} FROM events WHERE ${where} LIMIT ${page}`);
      statement.setReturnArrays(true);
      return () => {
        let length = 0;
        for (let after = -1; ;) {
          // The driver types nothing; the columns are named above.
          const rows = statement.all(...values, after) as readonly (readonly [
            number,
            string,
            number,
            string,
            number,
            string,
            string,
            string,
          ])[];
          for (const row of rows) {
            length += (JSON.parse(row[5]) as { text: string }).text.length;
            JSON.parse(row[6]);
          }
          if (rows.length < page) return length;
          after = rows.at(-1)![cursor] as number;
        }
      };
    };
    const folded = async (read: AsyncIterable<{ readonly data: unknown }>) => {
      let length = 0;
      for await (const { data } of read) length += (data as { text: string }).text.length;
      return length;
    };
    const wholeLog = scan('position > ? ORDER BY position', 0);
    const oneStream = scan('stream = ? AND revision > ? ORDER BY revision', 2, 'log-long');
    const figures = {
      log: await paired(
        11,
        () => perSecond(events, wholeLog),
        () => perSecond(events, () => folded(store.readAll())),
      ),
      stream: await paired(
        41,
        () => perSecond(streamEvents, oneStream),
        () => perSecond(streamEvents, () => folded(store.readStream('log-long'))),
      ),
    };
    database.close();
    return { events, streamEvents, ...figures };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
};
