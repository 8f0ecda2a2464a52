import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { documentReference } from '../plan/plan.events.js';
import { reminderEvents } from '../reminder/reminder.events.js';

const text = z.string().min(1);

/** What is done to every one of them. */
export const bulkOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ACCEPT') }),
  z.object({ kind: z.literal('EXTEND'), lastDay: z.iso.date(), reason: text, document: documentReference.optional() }),
  z.object({ kind: z.literal('REMIND'), message: z.string().optional() }),
]);
export type BulkOrder = z.infer<typeof bulkOrder>;

/** Whom it is done to; what a reminder says of the obligation. A file, for they are many. */
const { on: _, no: __, daysToGo: ___, kind: ____, message: _____, ...about } = reminderEvents.schemas.ReminderSent.shape;
export const bulkList = z.array(z.object(about)).readonly();
export type BulkItem = z.infer<typeof bulkList>[number];

/** One order of a person for so many obligations that a process carries it out. */
export const bulkEvents = defineEvents('bulk', {
  BulkStarted: z.object({
    milestoneId: text,
    order: bulkOrder,
    /** How far the person's permission reached; the whole authority when absent. */
    units: z.array(text).readonly().optional(),
    /** Hash of the list. */
    list: text,
    count: z.int().positive(),
  }),
});

export type BulkEvent = EventsOf<typeof bulkEvents>;
