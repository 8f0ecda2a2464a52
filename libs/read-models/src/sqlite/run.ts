import type { Connection } from '@laurel/sqlite';
import { absent, compareRows, compareValues, type IndexValue } from '../index-value.js';
import type { Range, Stream } from './streams.js';

export interface Place {
  readonly id: number;
  readonly values: readonly IndexValue[];
}

/** Rows after a bound (exclusive), nearest first. */
export type Run = (bound: readonly IndexValue[] | undefined, backwards: boolean, limit: number) => readonly Place[];

/** Reads one stream in its order, from its index alone. */
export const runOf =
  (db: Connection, tenant: string, stream: Stream, range: Range): Run =>
  (bound, backwards, limit) => {
    const { source } = stream;
    const { sql, values } = conditions(tenant, stream, range, bound && { values: bound, backwards });
    const order = source.order.map((column) => `a.${column}${backwards ? ' DESC' : ''}`).join(', ');
    const columns = source.order.map((column) => `a.${column}`).join(', ');
    return db
      .prepare<[number, ...IndexValue[]]>(`SELECT a.id, ${columns} FROM ${source.table} a WHERE ${sql} ORDER BY ${order} LIMIT ?`, {
        arrays: true,
      })
      .all(...values, limit)
      .map(([id, ...place]) => ({ id, values: place }));
  };

interface Conditions {
  readonly sql: string;
  readonly values: readonly IndexValue[];
}

export const conditions = (
  tenant: string,
  { source, fixed, also }: Stream,
  { from, to }: Range,
  bound?: { readonly values: readonly IndexValue[]; readonly backwards: boolean },
): Conditions => {
  const first = `a.${source.order[0]}`;
  const after = (sign: '>' | '<'): Conditions => ({
    sql: `(${source.order.map((column) => `a.${column}`).join(', ')}) ${sign} (${source.order.map(() => '?').join(', ')})`,
    values: bound!.values,
  });
  const parts: readonly (Conditions | undefined)[] = [
    { sql: 'a.tenant = ?', values: [tenant] },
    ...[...(source.owner ? [source.owner] : []), ...source.equal].map((column, at) => ({ sql: `a.${column} = ?`, values: [fixed[at]!] })),
    // A cursor inside the range replaces the end it comes from: with both, SQLite may begin at the wrong one and walk all pages before.
    bound && !bound.backwards && !liesBefore(bound.values[0]!, from, to) ? after('>') : atLeast(first, from, to),
    bound?.backwards && !liesBehind(bound.values[0]!, to) ? after('<') : atMost(first, to),
    also && {
      sql: `EXISTS (SELECT 1 FROM ${source.table} b WHERE b.tenant = a.tenant AND ${[...source.equal, ...source.order]
        .map((column) => (column === also.column ? `b.${column} = ?` : `b.${column} = a.${column}`))
        .join(' AND ')})`,
      values: [also.value],
    },
  ];
  const given = parts.filter((part) => part !== undefined);
  return { sql: given.map(({ sql }) => sql).join(' AND '), values: given.flatMap(({ values }) => values) };
};

const liesBefore = (value: IndexValue, from: IndexValue | undefined, to: IndexValue | undefined): boolean =>
  from === undefined ? to !== undefined && value === absent : compareValues(value, from) < 0;
const liesBehind = (value: IndexValue, to: IndexValue | undefined): boolean => to !== undefined && compareValues(value, to) > 0;

// An absent field lies in no range; where no range is asked for it is listed first.
const atLeast = (column: string, from: IndexValue | undefined, to: IndexValue | undefined): Conditions | undefined => {
  if (from !== undefined) return { sql: `${column} >= ?`, values: [from] };
  return to === undefined ? undefined : { sql: `${column} > ?`, values: [absent] };
};
const atMost = (column: string, to: IndexValue | undefined): Conditions | undefined =>
  to === undefined ? undefined : { sql: `${column} <= ?`, values: [to] };

/** Several runs as one, in order; a document that stands in more than one of them comes once. */
export const merged =
  (runs: readonly Run[]): Run =>
  (bound, backwards, limit) => {
    if (runs.length === 1) return runs[0]!(bound, backwards, limit);
    const places = new Map(runs.flatMap((run) => run(bound, backwards, limit)).map((place) => [place.id, place]));
    return [...places.values()].sort((a, b) => (backwards ? -1 : 1) * compareRows(a.values, b.values)).slice(0, limit);
  };
