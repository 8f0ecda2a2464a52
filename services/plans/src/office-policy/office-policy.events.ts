import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { reminderPolicy } from '../plan/edition.js';

export const policyData = z.object({
  /** Whether "trước ngày D" still allows D itself. */
  beforeCountsTheDay: z.boolean(),
  reminders: reminderPolicy,
});
export type PolicyData = z.infer<typeof policyData>;

/** One stream an authority: how its office reads deadlines and reminds. It holds for plans issued from then on. */
export const officePolicyEvents = defineEvents('officePolicy', {
  OfficePolicySet: z.object({ policy: policyData, reason: z.string().min(1) }),
});

export type OfficePolicyEvent = EventsOf<typeof officePolicyEvents>;
