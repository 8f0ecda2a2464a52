/** How an append gets its positions. */
export interface Guard {
  /** Lets one append in at a time. */
  readonly lock: string;
  /** The position behind which it goes on. */
  readonly base: string;
}

/**
 * One append at a time, from the drawing of its positions to its COMMIT: position order is commit order, and no reader ever sees a position
 * before a smaller one. The lock ends with the transaction; its key is the table's own, so that schemas do not wait for each other.
 */
export const serialised = (schema: string): Guard => ({
  lock: `PERFORM pg_advisory_xact_lock(${lockClass}, '${schema}.events'::regclass::oid::int);`,
  base: `SELECT coalesce(greatest((SELECT max(position) FROM ${schema}.events), (SELECT max(position) FROM ${schema}.removed)), 0)`,
});

/** 'LAUR': tells the locks of event stores from those of others in the same database. */
export const lockClass = 0x4c415552;

/**
 * The append of a group in one statement: takes arrays with an entry a write and arrays with an entry an event, gives for each write the
 * revision at which it found its stream, and the position of its last event unless it was refused. An append is refused when one of its
 * expectations does not hold (-1 none, -2 exists, -3 any) or one of its ids is known; then nothing of it is written. A group names no stream
 * and no id twice. It runs with its owner's rights: who appends needs none on the table. After the lock every statement sees what was
 * committed before it, for a volatile function takes a new snapshot each time.
 */
export const appendFunction = (schema: string, { lock, base }: Guard = serialised(schema)): string => `
CREATE OR REPLACE FUNCTION ${schema}.append(
  appends int[], streams text[], expectations bigint[], sizes int[],
  writes int[], places int[], ids uuid[], types text[], versions int[], datas text[], metadatas text[],
  OUT head bigint, OUT last bigint
) RETURNS SETOF record LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- A plan that was made while the table was empty must not scan it when it is large.
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $append$
DECLARE
  known int[];
  heads bigint[];
  lasts bigint[];
  refused int[] := '{}';
  through bigint;
  now text;
BEGIN
  ${lock}
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  SELECT (${base}),
    ARRAY(
      SELECT e.write FROM unnest(writes, ids) AS e (write, id)
      WHERE (SELECT stored.position FROM ${schema}.events AS stored WHERE stored.id = e.id) IS NOT NULL
    ),
    ARRAY(
      SELECT coalesce((SELECT max(stored.revision) FROM ${schema}.events AS stored WHERE stored.stream = w.stream), -1)
      FROM unnest(streams) WITH ORDINALITY AS w (stream, n) ORDER BY w.n
    )
  INTO through, known, heads;
  FOR n IN 1 .. cardinality(streams) LOOP
    IF n = ANY (known) OR NOT (CASE expectations[n]
      WHEN -1 THEN heads[n] < 0
      WHEN -2 THEN heads[n] >= 0
      WHEN -3 THEN true
      ELSE heads[n] = expectations[n]
    END) THEN
      refused := refused || appends[n];
    END IF;
  END LOOP;
  FOR n IN 1 .. cardinality(streams) LOOP
    IF appends[n] = ANY (refused) THEN
      lasts[n] := NULL;
    ELSE
      through := through + sizes[n];
      lasts[n] := through;
    END IF;
  END LOOP;
  now := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  INSERT INTO ${schema}.events (position, stream, revision, id, type, version, data, metadata, recorded_at)
  SELECT lasts[e.write] - sizes[e.write] + e.place, streams[e.write], heads[e.write] + e.place, e.id, e.type, e.version, e.data, e.metadata, now
  FROM unnest(writes, places, ids, types, versions, datas, metadatas) AS e (write, place, id, type, version, data, metadata)
  WHERE lasts[e.write] IS NOT NULL;
  RETURN QUERY SELECT * FROM unnest(heads, lasts);
END
$append$;`;
