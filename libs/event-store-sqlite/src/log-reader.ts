import type { EventFilter } from '@laurel/event-sourcing';
import { columns, type Row, type Scan } from '@laurel/event-sourcing/engine-kit';
import type { Connection, SqliteValue } from '@laurel/sqlite';

/** Positions looked through in one go; a filter that matches nothing does not hold the event loop longer than this takes. */
const window = 10_000;

/** Reads of the whole log, each in a short read transaction of its own. Bounds are exclusive at `from`, inclusive at `until`. */
export const logReader = (reader: Connection, filter: EventFilter = {}) => {
  const forward = query(filter, false);
  const backward = query(filter, true);
  const scan = (backwards: boolean, from: number, until: number, limit: number): Scan => {
    const to = backwards ? Math.max(until, from - window) : Math.min(until, from + window);
    const { sql, values } = backwards ? backward : forward;
    const rows = sql === undefined ? [] : reader.prepare<Row>(sql, { arrays: true }).all(...values(from, to, limit));
    return { rows, to: rows.length < limit ? to : rows.at(-1)![0] };
  };
  return {
    forward: (from: number, until: number, limit: number): Scan => scan(false, from, until, limit),
    backward: (from: number, until: number, limit: number): Scan => scan(true, from, until, limit),
  };
};

interface Query {
  /** Undefined when nothing can match. */
  readonly sql: string | undefined;
  readonly values: (from: number, to: number, limit: number) => readonly SqliteValue[];
}

const query = ({ categories, types }: EventFilter, backwards: boolean): Query => {
  const [range, order] = backwards ? ['position < ? AND position >= ?', 'position DESC'] : ['position > ? AND position <= ?', 'position'];
  const ofTypes = types === undefined ? '' : ` AND type IN (${types.map(() => '?').join()})`;
  if (categories === undefined) {
    return {
      sql: `SELECT ${columns} FROM events WHERE ${range}${ofTypes} ORDER BY ${order} LIMIT ?`,
      values: (from, to, limit) => [from, to, ...(types ?? []), limit],
    };
  }
  // One walk along the index per category, merged: `category IN (…)` would gather and sort every match of the log first.
  const walk = `SELECT position FROM events INDEXED BY events_by_category WHERE category = ? AND ${range}${ofTypes} ORDER BY ${order} LIMIT ?`;
  const walks = [...new Set(categories)];
  return {
    sql:
      walks.length === 0
        ? undefined
        : `SELECT ${columns} FROM events WHERE position IN (SELECT position FROM (${walks.map(() => `SELECT * FROM (${walk})`).join(' UNION ALL ')})
           ORDER BY ${order} LIMIT ?) ORDER BY ${order}`,
    values: (from, to, limit) => [...walks.flatMap((category) => [category, from, to, ...(types ?? []), limit]), limit],
  };
};
