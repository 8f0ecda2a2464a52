import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
const text = z.string().min(1);

/** BEFORE and OVERDUE follow from the policy; MANUAL was sent by a person. */
export const reminderKind = z.enum(['BEFORE', 'OVERDUE', 'MANUAL']);
export type ReminderKind = z.infer<typeof reminderKind>;

/** Reminders of one obligation, in a stream of their own: they do not raise its version. */
export const reminderEvents = defineEvents('reminder', {
  ReminderSent: z.object({
    on: day,
    /** From 1 up, within the obligation. */
    no: z.int().positive(),
    obligationId: text,
    planId: text,
    taskId: text,
    taskNo: z.int(),
    milestoneId: text,
    unitIds: z.array(text).nonempty().readonly(),
    holderIds: z.array(text).nonempty().readonly(),
    kind: reminderKind,
    /** Calendar days until the last day; negative once it has passed. */
    daysToGo: z.int(),
    lastDay: day,
    /** What the person added. */
    message: z.string().optional(),
  }),
  /** The unit has seen these reminders; those before them it had seen already. */
  ReminderAcknowledged: z.object({ on: day, obligationId: text, from: z.int().positive(), upTo: z.int().positive() }),
});

export type ReminderEvent = EventsOf<typeof reminderEvents>;
export type ReminderData = Extract<ReminderEvent, { type: 'ReminderSent' }>['data'];
