import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();

/** KT. (ký thay): a deputy signs for the head; TUQ. (thừa ủy quyền): by authority given in writing. */
const form = z.enum(['KT', 'TUQ']);

export const delegationEvents = defineEvents('delegation', {
  DelegationGranted: z.object({
    delegationId: z.string(),
    form,
    /** For whom is acted. */
    principalId: z.string(),
    /** Who acts. */
    delegateId: z.string(),
    /** What the principal was when it was granted; `units` in which the role counts. */
    roles: z
      .array(z.object({ role: z.string(), units: z.array(z.string()).readonly() }))
      .nonempty()
      .readonly(),
    permissions: z.array(z.string()).nonempty().readonly(),
    /** Only for what belongs to these; all that the principal reaches when empty. */
    unitIds: z.array(z.string()).readonly(),
    from: day,
    /** The first day on which it no longer holds. */
    to: day.optional(),
    basis: z.string().optional(),
  }),
  DelegationRevoked: z.object({ on: day, reason: z.string() }),
});

export type DelegationEvent = EventsOf<typeof delegationEvents>;
