import type { Connection } from '@laurel/sqlite';
import { ownerOf } from '../owner.js';
import type { pace } from '../pace.js';
import type { Layout } from './layout.js';

type Document = Readonly<Record<string, unknown>>;

/** The differences that a transaction makes to tallies, summed up so that thousands of documents of one group touch few rows. */
export interface TallySums {
  add(layout: Layout, tenant: string, document: Document, sign: 1 | -1): void;
  /** Once, before COMMIT. */
  flush(db: Connection, breathe: ReturnType<typeof pace>): Promise<void>;
}

type Row = readonly [tenant: string, tally: string, owner: string, group: string, day: string];

export const tallySums = (): TallySums => {
  const sums = new Map<Layout, Map<string, { readonly row: Row; by: number }>>();
  const members = new Map<Layout, Map<string, readonly [tenant: string, member: string, owner: string]>>();
  const count = (layout: Layout, row: Row, by: number) => {
    const of = entry(sums, layout);
    const name = JSON.stringify(row);
    const known = of.get(name);
    if (known) known.by += by;
    else of.set(name, { row, by });
  };
  return {
    add: (layout, tenant, document, sign) => {
      const owner = ownerOf(layout.spec, document);
      const set = ownerSet(owner);
      for (const member of set === undefined ? [] : membersOf(owner)) {
        entry(members, layout).set(JSON.stringify([tenant, member, set]), [tenant, member, set!]);
      }
      for (const [tally, facts] of Object.entries(layout.spec.tallies ?? {})) {
        for (const { day, group, by } of facts(document)) {
          for (const whose of set === undefined ? [''] : ['', set])
            count(layout, [tenant, tally, whose, JSON.stringify(group), day], sign * by);
        }
      }
    },
    flush: async (db, breathe) => {
      for (const [{ owners }, rows] of members) {
        const insert = db.prepare(`INSERT INTO ${owners} VALUES (?, ?, ?) ON CONFLICT DO NOTHING`);
        for (const row of rows.values()) {
          const pause = breathe();
          if (pause) await pause;
          insert.run(...row);
        }
      }
      for (const [{ tallies }, rows] of sums) {
        const add = db.prepare(`INSERT INTO ${tallies} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET sum = sum + excluded.sum`);
        const clear = db.prepare(`DELETE FROM ${tallies} WHERE tenant = ? AND tally = ? AND owner = ? AND grp = ? AND day = ? AND sum = 0`);
        for (const { row, by } of rows.values()) {
          if (by === 0) continue;
          const pause = breathe();
          if (pause) await pause;
          add.run(...row, by);
          clear.run(...row);
        }
      }
    },
  };
};

type Ownership = ReturnType<typeof ownerOf>;

// By the whole set of owners, not by each of them: what two units own together counts once for somebody who sees both.
export const ownerSet = ({ units, person }: Ownership): string | undefined =>
  units?.length || person !== undefined ? JSON.stringify([units ?? [], person ?? null]) : undefined;

export const membersOf = ({ units = [], person }: Ownership): readonly string[] => [
  ...units.map((unit) => `u:${unit}`),
  ...(person === undefined ? [] : [`p:${person}`]),
];

const entry = <K, V>(map: Map<K, Map<string, V>>, key: K): Map<string, V> => {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<string, V>();
  map.set(key, made);
  return made;
};
