import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();

/** Who may act for whom (KT., TUQ.), until when, and within what: checked when a request says that it acts for another. */
export const delegationCopy = defineCollection({
  name: 'delegation-copy',
  version: 1,
  read: 'delegation.read',
  document: z.object({
    id: z.string(),
    tenant: z.string(),
    principalId: z.string(),
    delegateId: z.string(),
    form: z.enum(['KT', 'TUQ']),
    roles: z.array(z.object({ role: z.string(), units: z.array(z.string()).readonly() })).readonly(),
    permissions: z.union([z.literal('ALL'), z.array(z.string()).readonly()]),
    units: z.union([z.literal('ALL'), z.array(z.string()).readonly()]),
    from: day,
    to: day.optional(),
  }),
  key: 'id',
  owner: {},
  indexes: { byDelegate: { equal: ['delegateId'], order: ['principalId', 'id'] } },
});
