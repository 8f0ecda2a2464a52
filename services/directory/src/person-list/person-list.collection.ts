import { personal } from '@laurel/event-sourcing';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { erasedName } from '../person/person.events.js';

const day = z.iso.date();
const row = z.object({
  id: z.string(),
  tenant: z.string(),
  name: personal(z.string(), { subject: 'id', erased: erasedName }),
  sortKey: personal(z.string(), { subject: 'id', erased: '' }),
  birthDate: personal(day.nullable(), { subject: 'id', erased: null }),
  units: z.array(z.object({ unitId: z.string(), from: day.optional(), to: day.optional() })).readonly(),
  /** Every unit that the person has, had or will have. */
  unitIds: z.array(z.string()).readonly(),
  /** Whose the person is: the unit of the last transfer. */
  ownerIds: z.array(z.string()).readonly(),
  from: day,
  leftOn: day.optional(),
  version: z.int(),
});
export type PersonRow = z.infer<typeof row>;

/** Who is in the directory, under which unit as of a day. */
export const personList = defineCollection({
  name: 'person-list',
  version: 1,
  read: 'person.read',
  document: row,
  key: 'id',
  owner: { units: 'ownerIds', person: 'id' },
  indexes: { all: { equal: [], order: ['sortKey', 'id'] }, byUnit: { equal: ['unitIds'], order: ['sortKey', 'id'] } },
  search: ['name'],
});
