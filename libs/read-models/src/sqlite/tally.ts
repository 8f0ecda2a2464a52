import type { Scope } from '@laurel/event-sourcing';
import type { Connection } from '@laurel/sqlite';
import type { Tally } from '../collection.js';
import type { Layout } from './layout.js';
import { NotServed } from './streams.js';

/** Sums by group up to and with a day, of what lies within reach; groups whose sum is nothing are left out. */
export const readTally = (
  db: Connection,
  layout: Layout,
  scope: Scope,
  name: string,
  group: Tally['group'],
  asOf: string,
): ReadonlyMap<Tally['group'], number> => {
  const { spec, tallies } = layout;
  if (!spec.tallies?.[name]) throw new NotServed(spec.name, name, 'there is no such tally');
  const sums = new Map<string, number>();
  const [begin, end] = beginning(group);
  const owners = ownersWithin(db, layout, scope);
  // Two statements: with OR between them SQLite would walk every group of the tally.
  const sumsOf = (condition: string, ...values: readonly string[]) => {
    const sql = `SELECT grp, sum(sum) FROM ${tallies} WHERE tenant = ? AND tally = ? AND owner = ? AND ${condition} AND day <= ? GROUP BY grp`;
    const select = db.prepare<[string, number]>(sql, { arrays: true });
    for (const owner of owners) {
      for (const [text, sum] of select.all(scope.tenant, name, owner, ...values, asOf)) sums.set(text, (sums.get(text) ?? 0) + sum);
    }
  };
  if (group.length > 0) sumsOf('grp = ?', JSON.stringify(group)); // the empty one lies in the range
  sumsOf('grp >= ? AND grp < ?', begin, end);
  return new Map(
    [...sums]
      .filter(([, sum]) => sum !== 0)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([text, sum]) => [JSON.parse(text) as Tally['group'], sum]),
  );
};

/** The sets of owners whose documents lie within reach; the empty text stands for all. */
const ownersWithin = (db: Connection, { spec, owners }: Layout, { tenant, units, person }: Scope): readonly string[] => {
  if (!units && person === undefined) return [''];
  if ((units && !spec.owner.units) || (person !== undefined && !spec.owner.person)) return [];
  const select = db.prepare<[string]>(`SELECT owner FROM ${owners} WHERE tenant = ? AND member = ?`, { arrays: true });
  const having = (member: string) => select.all(tenant, member).map(([owner]) => owner);
  const ofUnits = units && new Set(units.flatMap((unit) => having(`u:${unit}`)));
  if (person === undefined) return [...(ofUnits ?? [])];
  return having(`p:${person}`).filter((owner) => !ofUnits || ofUnits.has(owner));
};

// A group is kept as JSON: what begins with ["plan_1",8 goes on with a comma. "-" is the next sign after it, "\" the next after "[".
export const beginning = (group: Tally['group']): readonly [string, string] => {
  if (group.length === 0) return ['[', '\\'];
  const open = JSON.stringify(group).slice(0, -1);
  return [`${open},`, `${open}-`];
};
