import { appendFunction } from './append-function.js';

export interface Migration {
  /** What the operator reads while it runs. */
  readonly title: string;
  readonly sql: (schema: string) => string;
}

/**
 * Number n leads to version n. A released one is never changed: what follows is a new one, and leaves an `append` that the processes of the
 * release before can go on calling until they are replaced.
 * `data` and `metadata` are text, not jsonb: what was written is what is read. jsonb turns -0 into 0, sorts keys and refuses \u0000, and json
 * would parse each event again for nothing; who looks by hand writes `data::json`.
 */
export const migrations: readonly Migration[] = [
  {
    title: 'the log, and its append',
    sql: (schema) => `
CREATE TABLE ${schema}.events (
  position bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  id uuid NOT NULL UNIQUE,
  type text COLLATE "C" NOT NULL,
  version int NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  recorded_at text NOT NULL,
  category text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(stream, '-', 1)) STORED,
  UNIQUE (stream, revision)
);
CREATE INDEX events_by_category ON ${schema}.events (category, position, type);

-- Nobody removes events, but if an owner does: their positions are not used again.
CREATE TABLE ${schema}.removed (position bigint PRIMARY KEY);
CREATE FUNCTION ${schema}.note_removed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $note$
BEGIN
  INSERT INTO ${schema}.removed SELECT gone.position FROM gone ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$note$;
CREATE TRIGGER note_removed AFTER DELETE ON ${schema}.events REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.note_removed();
${appendFunction(schema)}
REVOKE ALL ON FUNCTION ${schema}.append FROM PUBLIC;`,
  },
];

export const newestVersion = migrations.length;

/** What a service's role needs, and all it gets: to read, and to append. It cannot change or remove an event. */
export const grants = (schema: string, role: string): string => `
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT ON ${schema}.events, ${schema}.migrations TO ${role};
GRANT EXECUTE ON FUNCTION ${schema}.append TO ${role};`;
