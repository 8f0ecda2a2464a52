import { reaches, type Scope } from '@laurel/event-sourcing';
import {
  type AnyChange,
  changed,
  compareRows,
  defineCollection,
  foldText,
  indexValue,
  keyOf,
  type Tally,
  wordsOf,
} from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  unitIds: z.array(z.string()).readonly(),
  personId: z.string().optional(),
  status: z.enum(['OPEN', 'FILED', 'CLOSED']),
  urgent: z.boolean(),
  lastDay: z.string().optional(),
  rank: z.number(),
  tags: z.array(z.string()).readonly(),
  title: z.string(),
});
export type Case = z.infer<typeof row>;

const progress = ({ status, tags, lastDay, rank }: Case): readonly Tally[] =>
  lastDay === undefined
    ? []
    : [
        { day: lastDay, group: [tags[0] ?? '', rank, 'OPENED'], by: 1 },
        // Of either sign: a group may sum up to nothing.
        ...(status === 'OPEN' ? [] : [{ day: lastDay, group: [tags[0] ?? '', rank, 'OPEN'], by: status === 'FILED' ? -1 : 1 } as const]),
      ];

/** A collection with one of everything that a declaration can ask for. */
export const cases = defineCollection({
  name: 'cases',
  version: 1,
  read: 'case.read',
  document: row,
  key: 'id',
  owner: { units: 'unitIds', person: 'personId' },
  indexes: {
    byUnit: { equal: ['unitIds'], order: ['lastDay', 'id'] },
    byStatus: { equal: ['status', 'urgent'], order: ['lastDay'] },
    byTag: { equal: ['tags'], order: ['rank', 'title'] },
    byPerson: { equal: ['personId'], order: ['id'] },
    byTitle: { equal: [], order: ['title'] },
  },
  tallies: { progress },
  search: ['title', 'tags'],
});

export const someCase = (id: string, more: Partial<Case> = {}): Case => ({
  id,
  tenant: 'ba-dinh',
  unitIds: ['u1'],
  status: 'OPEN',
  urgent: false,
  lastDay: '2021-01-27',
  rank: 1,
  tags: [],
  title: '',
  ...more,
});

type IndexName = keyof typeof cases.indexes;
export interface Question {
  readonly index: IndexName;
  readonly where: Readonly<Record<string, unknown>>;
}

/** What every engine must answer, worked out the simple way from all documents. */
export const oracle = (documents: readonly Case[]) => {
  const within = (scope: Scope) =>
    documents.filter(
      (one) =>
        one.tenant === scope.tenant && reaches(scope, { units: one.unitIds, ...(one.personId !== undefined && { person: one.personId }) }),
    );
  const sorted = (found: readonly Case[], order: readonly (keyof Case)[]) =>
    [...found].sort((a, b) =>
      compareRows(
        order.map((field) => indexValue(a[field])),
        order.map((field) => indexValue(b[field])),
      ),
    );
  return {
    find: (scope: Scope, { index, where }: Question): readonly Case[] => {
      const { equal, order } = cases.indexes[index];
      const { from, to } = (where[order[0]] ?? {}) as { from?: string | number; to?: string | number };
      const wanted = (field: keyof Case) => [where[field]].flat();
      const found = within(scope).filter((one) => {
        const first = one[order[0]] as string | number | undefined;
        return (
          equal.every((field) => [one[field]].flat().some((value) => wanted(field).includes(value))) &&
          ((from === undefined && to === undefined) || first !== undefined) &&
          (from === undefined || compareRows([first!], [from]) >= 0) &&
          (to === undefined || compareRows([first!], [to]) <= 0)
        );
      });
      return sorted(found, [...order, 'id']);
    },
    search: (scope: Scope, query: string): readonly Case[] => {
      const asked = wordsOf(query);
      const found = within(scope).filter((one) => {
        const has = [one.title, ...one.tags].flatMap(wordsOf);
        return asked.every((word, at) => {
          const folded = foldText(word);
          const fits = (text: string, wish: string) => (at === asked.length - 1 ? text.startsWith(wish) : text === wish);
          return has.some((text) => fits(foldText(text), folded) && (folded === word || fits(text, word)));
        });
      });
      return sorted(asked.length > 0 ? found : [], ['id']);
    },
    tally: (scope: Scope, group: Tally['group'], asOf: string): readonly (readonly [string, number])[] => {
      const sums = new Map<string, number>();
      for (const fact of within(scope).flatMap(progress)) {
        if (fact.day > asOf || !group.every((part, at) => fact.group[at] === part)) continue;
        const name = JSON.stringify(fact.group);
        sums.set(name, (sums.get(name) ?? 0) + fact.by);
      }
      return [...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => compareRows([a], [b]));
    },
  };
};

/** Documents of all tenants after these changes. */
export const folded = (changes: readonly { readonly tenant: string; readonly change: AnyChange }[]): readonly Case[] => {
  const documents = new Map<string, Case>();
  for (const { tenant, change } of changes) {
    const at = JSON.stringify([tenant, keyOf(cases, change)]);
    const after = changed(cases, tenant, change, documents.get(at)) as Case | undefined; // parsed by the collection's schema
    if (after) documents.set(at, after);
    else documents.delete(at);
  }
  return [...documents.values()];
};
