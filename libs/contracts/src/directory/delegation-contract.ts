import { z } from 'zod';
import { definePublished } from '../published-contract.js';
import { day } from './time.js';

const delegationId = z.string();

/** Acting for another: KT. (a deputy for the head), TUQ. (by authority given). */
export const delegationContract = definePublished('directory', 'delegation', {
  DelegationGranted: {
    version: 1,
    summary: 'From a day on one person may act for another, within these permissions.',
    schema: z.object({
      delegationId,
      /** Whose rights are used. */
      principalId: z.string(),
      /** Who acts. */
      delegateId: z.string(),
      form: z.enum(['KT', 'TUQ']),
      /** What the principal was when it was granted: a role, and the units in which it counts; none for a role of the whole authority. */
      roles: z
        .array(z.object({ role: z.string(), units: z.array(z.string()).readonly() }))
        .nonempty()
        .readonly(),
      /** All that the principal has, or these permissions only. */
      permissions: z.union([z.literal('ALL'), z.array(z.string()).nonempty().readonly()]),
      /** All units within the principal's reach, or these only. */
      units: z.union([z.literal('ALL'), z.array(z.string()).nonempty().readonly()]),
      from: day,
      to: day.optional(),
    }),
    example: {
      delegationId: 'dlg_01h2xcejqtf2nbrexx3vqjhp80',
      principalId: 'per_01h2xcejqtf2nbrexx3vqjhp60',
      delegateId: 'per_01h2xcejqtf2nbrexx3vqjhp61',
      form: 'KT',
      roles: [{ role: 'CHAIRMAN', units: [] }],
      permissions: ['plan.issue'],
      units: 'ALL',
      from: '2021-02-01',
      to: '2021-03-01',
    },
  },
  DelegationRevoked: {
    version: 1,
    summary: 'It ends on a day, earlier than it would have.',
    schema: z.object({ delegationId, on: day }),
    example: { delegationId: 'dlg_01h2xcejqtf2nbrexx3vqjhp80', on: '2021-02-15' },
  },
});
