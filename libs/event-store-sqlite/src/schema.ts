import type { Migration } from '@laurel/sqlite';

/**
 * AUTOINCREMENT, so that a position is never used twice. `id` serves uniqueness only: readers take it from the metadata.
 * The category index holds the type too, so that a filter is decided without touching the row.
 */
export const migrations: readonly Migration[] = [
  `CREATE TABLE events (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     stream TEXT NOT NULL,
     revision INTEGER NOT NULL,
     id BLOB NOT NULL UNIQUE,
     type TEXT NOT NULL,
     version INTEGER NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     recorded_at TEXT NOT NULL,
     category TEXT NOT NULL GENERATED ALWAYS AS (substr(stream, 1, instr(stream, '-') - 1)) VIRTUAL,
     UNIQUE (stream, revision)
   ) STRICT;
   CREATE INDEX events_by_category ON events (category, position, type);`,
];
