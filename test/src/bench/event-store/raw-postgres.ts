import type { NewEvent } from '@laurel/event-sourcing';
import pg from 'pg';

/** What PostgreSQL does for the very same rows, tables and durability when nothing stands between: no port, no promise, no lock, no check. */
export const rawPostgres = async (url: string) => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS raw CASCADE; CREATE SCHEMA raw; CREATE TABLE raw.events (
     position bigserial PRIMARY KEY, stream text COLLATE "C" NOT NULL, revision bigint NOT NULL, id uuid NOT NULL UNIQUE,
     type text COLLATE "C" NOT NULL, version int NOT NULL, data text NOT NULL, metadata text NOT NULL, recorded_at text NOT NULL,
     category text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(stream, '-', 1)) STORED, UNIQUE (stream, revision));
   CREATE INDEX ON raw.events (category, position, type)`);
  const revisions = new Map<number, number>();
  return {
    /** One event to each of `streams` streams in one transaction, as one prepared statement of many rows. */
    transaction: async (streams: number, event: () => NewEvent): Promise<void> => {
      const rows = Array.from({ length: streams }, (_, stream) => {
        const revision = (revisions.get(stream) ?? -1) + 1;
        revisions.set(stream, revision);
        const { type, version, data, metadata } = event();
        return [`log-${stream}`, revision, metadata.id, type, version, JSON.stringify(data), JSON.stringify(metadata)];
      });
      const places = rows.map(
        (row, at) => `(${row.map((_, index) => `$${at * row.length + index + 1}`).join()}, '2021-01-27T01:00:00.000Z')`,
      );
      await client.query({
        name: `insert ${streams}`,
        text: `INSERT INTO raw.events (stream, revision, id, type, version, data, metadata, recorded_at) VALUES ${places.join()}`,
        values: rows.flat(),
      });
    },
    close: () => client.end(),
  };
};
