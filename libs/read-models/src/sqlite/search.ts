import type { Scope } from '@laurel/event-sourcing';
import type { Connection } from '@laurel/sqlite';
import type { IndexValue } from '../index-value.js';
import type { Layout } from './layout.js';
import type { Run } from './run.js';
import type { Term } from './words.js';

/** A word with fewer entries than this is rare: its documents are gathered, whatever their order. */
const rare = 2000;
const last = '\u{10FFFF}'; // stands behind every word that begins so

/** One run for everybody who sees the whole tenant, or one for each owner within reach. */
export const searchRuns = (db: Connection, { spec, words }: Layout, scope: Scope, terms: readonly Term[]): readonly Run[] => {
  if (terms.length === 0) return [];
  if (scope.person !== undefined) return spec.owner.person ? [run(db, words, scope.tenant, `p:${scope.person}`, terms)] : [];
  if (!scope.units) return [run(db, words, scope.tenant, '', terms)];
  return spec.owner.units ? [...new Set(scope.units)].map((unit) => run(db, words, scope.tenant, `u:${unit}`, terms)) : [];
};

const run =
  (db: Connection, table: string, tenant: string, owner: string, terms: readonly Term[]): Run =>
  (bound, backwards, limit) => {
    const counted = terms.map((term) => ({ term, entries: entries(db, table, tenant, owner, term) }));
    if (counted.some((one) => one.entries === 0)) return [];
    // Whole words lie in the order of the key; beginnings of words do only as far as they are walked by key.
    const leader = counted.reduce((a, b) => (b.entries < a.entries || (b.entries === a.entries && a.term.prefix) ? b : a));
    const path = leader.term.prefix && leader.entries === rare ? `INDEXED BY ${table.slice(0, -1)}#byKey"` : '';
    const others = terms.filter((term) => term !== leader.term);
    const bounds = bound ? ` AND a.key ${backwards ? '<' : '>'} ?` : '';
    const values: IndexValue[] = [
      tenant,
      owner,
      ...valuesOf(leader.term),
      ...(bound ? [bound[0]!] : []),
      ...others.flatMap(valuesOf),
      limit,
    ];
    return db
      .prepare<[number, string]>(
        `SELECT DISTINCT a.id, a.key FROM ${table} a ${path} WHERE a.tenant = ? AND a.owner = ? AND ${matches('a', leader.term)}${bounds}${others
          .map(
            (term) =>
              ` AND EXISTS (SELECT 1 FROM ${table} b WHERE b.tenant = a.tenant AND b.owner = a.owner AND b.key = a.key AND ${matches('b', term)})`,
          )
          .join('')} ORDER BY a.key${backwards ? ' DESC' : ''} LIMIT ?`,
        { arrays: true },
      )
      .all(...values)
      .map(([id, key]) => ({ id, values: [key] }));
  };

const entries = (db: Connection, table: string, tenant: string, owner: string, { word, prefix }: Term): number => {
  const matching = prefix ? 'word >= ? AND word < ?' : 'word = ?';
  const sql = `SELECT count(*) AS entries FROM (SELECT 1 FROM ${table} WHERE tenant = ? AND owner = ? AND ${matching} LIMIT ${rare})`;
  return db.prepare<{ entries: number }>(sql).get(tenant, owner, ...(prefix ? [word, word + last] : [word]))!.entries;
};

const matches = (alias: string, { prefix, exact }: Term): string => {
  const like = (column: string) => (prefix ? `${alias}.${column} >= ? AND ${alias}.${column} < ?` : `${alias}.${column} = ?`);
  return exact === undefined ? like('word') : `${like('word')} AND ${like('exact')}`;
};

const valuesOf = ({ word, exact, prefix }: Term): readonly string[] =>
  [word, exact].filter((text) => text !== undefined).flatMap((text) => (prefix ? [text, text + last] : [text]));
