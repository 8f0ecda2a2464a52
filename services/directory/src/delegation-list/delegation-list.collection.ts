import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();
const row = z.object({
  id: z.string(),
  tenant: z.string(),
  form: z.enum(['KT', 'TUQ']),
  principalId: z.string(),
  delegateId: z.string(),
  roles: z.array(z.object({ role: z.string(), units: z.array(z.string()).readonly() })).readonly(),
  permissions: z.array(z.string()).readonly(),
  /** None: all that the principal reaches. */
  unitIds: z.array(z.string()).readonly(),
  from: day,
  to: day.optional(),
  basis: z.string().optional(),
  revoked: z.boolean(),
  reason: z.string().optional(),
  version: z.int(),
});
export type DelegationRow = z.infer<typeof row>;

/** Who acts for whom, within what, from when to when. */
export const delegationList = defineCollection({
  name: 'delegation-list',
  version: 1,
  read: 'delegation.read',
  document: row,
  key: 'id',
  owner: { person: 'principalId' },
  indexes: {
    all: { equal: [], order: ['from', 'id'] },
    byPrincipal: { equal: ['principalId'], order: ['from', 'id'] },
    byDelegate: { equal: ['delegateId'], order: ['from', 'id'] },
  },
});
