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
  base bigint;
  known int[];
  heads bigint[];
  lasts bigint[];
BEGIN
  ${lock}
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  base := (${base});
  known := ARRAY(
    SELECT e.write FROM unnest(writes, ids) AS e (write, id)
    WHERE (SELECT stored.position FROM ${schema}.events AS stored WHERE stored.id = e.id) IS NOT NULL
  );
  SELECT array_agg(placed.head ORDER BY placed.write),
         array_agg(CASE WHEN placed.taken THEN base + placed.through END ORDER BY placed.write)
  INTO heads, lasts
  FROM (
    SELECT judged.*, sum(judged.size) FILTER (WHERE judged.taken) OVER (ORDER BY judged.write) AS through
    FROM (
      SELECT asked.*, bool_and(asked.write <> ALL (known) AND CASE asked.expectation
        WHEN -1 THEN asked.head < 0
        WHEN -2 THEN asked.head >= 0
        WHEN -3 THEN true
        ELSE asked.head = asked.expectation
      END) OVER (PARTITION BY asked.append) AS taken
      FROM (
        SELECT w.*, coalesce((SELECT max(stored.revision) FROM ${schema}.events AS stored WHERE stored.stream = w.stream), -1) AS head
        FROM unnest(appends, streams, expectations, sizes) WITH ORDINALITY AS w (append, stream, expectation, size, write)
      ) AS asked
    ) AS judged
  ) AS placed;
  INSERT INTO ${schema}.events (position, stream, revision, id, type, version, data, metadata, recorded_at)
  SELECT lasts[e.write] - sizes[e.write] + e.place, streams[e.write], heads[e.write] + e.place, e.id, e.type, e.version, e.data, e.metadata,
         to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  FROM unnest(writes, places, ids, types, versions, datas, metadatas) AS e (write, place, id, type, version, data, metadata)
  WHERE lasts[e.write] IS NOT NULL;
  RETURN QUERY SELECT * FROM unnest(heads, lasts);
END
$append$;`;
