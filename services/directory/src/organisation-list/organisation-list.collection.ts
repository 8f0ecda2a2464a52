import { organisationInTime } from '@laurel/contracts';
import { defineCollection, type Tally } from '@laurel/read-models';
import { z } from 'zod';

const row = organisationInTime.extend({
  tenant: z.string(),
  /** Every parent that it has, had or will have: the query looks at the day. */
  parentIds: z.array(z.string()).readonly(),
  sortKey: z.string(),
  words: z.string(),
  version: z.int(),
});
export type OrganisationRow = z.infer<typeof row>;

/** How many there are of a kind, and under a parent, as of any day. */
const living = ({ kind, from = '0001-01-01', to, parents }: OrganisationRow): readonly Tally[] => {
  const span = (group: Tally['group'], begins: string, ends: string | undefined): readonly Tally[] => [
    { day: begins, group, by: 1 },
    ...(ends === undefined ? [] : [{ day: ends, group, by: -1 } as const]),
  ];
  return [
    ...span(['KIND', kind], from, to),
    ...parents.flatMap((fact) => (fact.parentId === null ? [] : span(['PARENT', fact.parentId, kind], fact.from ?? from, fact.to ?? to))),
  ];
};

/** Which organisations are there, with all that was and will be of each. Answers lists by kind, parent and code, and search. */
export const organisationList = defineCollection({
  name: 'organisation-list',
  version: 1,
  read: 'organisation.read',
  document: row,
  key: 'id',
  owner: { units: 'id' },
  indexes: {
    all: { equal: [], order: ['sortKey', 'id'] },
    byKind: { equal: ['kind'], order: ['sortKey', 'id'] },
    byParent: { equal: ['parentIds'], order: ['sortKey', 'id'] },
    byParentAndKind: { equal: ['parentIds', 'kind'], order: ['sortKey', 'id'] },
    byCode: { equal: ['code'], order: ['id'] },
  },
  tallies: { living },
  search: ['words'],
});
