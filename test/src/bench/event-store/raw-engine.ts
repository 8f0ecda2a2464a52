import { DatabaseSync } from '@photostructure/sqlite';
import type { NewEvent } from '@laurel/event-sourcing';

/** What SQLite does for the very same rows, tables and durability when nothing stands between: no port, no promise, no check. */
export const rawEngine = (path: string) => {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(`CREATE TABLE events (
     position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL,
     version INTEGER NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at TEXT NOT NULL,
     category TEXT NOT NULL GENERATED ALWAYS AS (substr(stream, 1, instr(stream, '-') - 1)) VIRTUAL, UNIQUE (stream, revision)) STRICT;
   CREATE INDEX events_by_category ON events (category, position, type)`);
  const insert = database.prepare(
    'INSERT INTO events (stream, revision, id, type, version, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const revisions = new Map<number, number>();
  return {
    /** One event to each of `streams` streams in one transaction. */
    transaction: (streams: number, event: () => NewEvent): void => {
      begin.run();
      for (let stream = 0; stream < streams; stream++) {
        const revision = (revisions.get(stream) ?? -1) + 1;
        revisions.set(stream, revision);
        const { type, version, data, metadata } = event();
        const id = Buffer.from(metadata.id.replaceAll('-', ''), 'hex');
        insert.run(
          `log-${stream}`,
          revision,
          id,
          type,
          version,
          JSON.stringify(data),
          JSON.stringify(metadata),
          '2021-01-27T01:00:00.000Z',
        );
      }
      commit.run();
    },
    close: () => database.close(),
  };
};
