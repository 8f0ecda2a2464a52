import { dated } from '@laurel/contracts';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();
const row = z.object({
  id: z.string(),
  tenant: z.string(),
  code: z.string(),
  names: z.array(dated).readonly(),
  aliases: z.array(dated).readonly(),
  organisationId: z.string().nullable(),
  holders: z.array(z.object({ personId: z.string(), from: day, to: day.optional() })).readonly(),
  from: day.optional(),
  to: day.optional(),
  organisationIds: z.array(z.string()).readonly(),
  holderIds: z.array(z.string()).readonly(),
  sortKey: z.string(),
  version: z.int(),
});
export type OfficeRow = z.infer<typeof row>;

/** Which offices are there, and who holds them as of a day. */
export const officeList = defineCollection({
  name: 'office-list',
  version: 1,
  read: 'office.read',
  document: row,
  key: 'id',
  owner: { units: 'organisationIds' },
  indexes: {
    all: { equal: [], order: ['sortKey', 'id'] },
    byCode: { equal: ['code'], order: ['id'] },
    byOrganisation: { equal: ['organisationIds'], order: ['sortKey', 'id'] },
    byHolder: { equal: ['holderIds'], order: ['sortKey', 'id'] },
  },
});
