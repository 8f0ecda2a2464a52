import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
const text = z.string().min(1);

export const handoverWhy = z.enum(['MERGED', 'SPLIT', 'DISSOLVED']);

/** What a unit that ends passes on. The stream is named by the unit. */
export const handoverEvents = defineEvents('handover', {
  /** Known beforehand. Nobody in `to`: the unit ends without a successor, and what it owes stays with the office to decide. */
  HandoverPlanned: z.object({ from: text, to: z.array(text).readonly(), effectiveOn: day, why: handoverWhy }),
  /** The day has come, or something opened for the unit after it had ended. */
  HandoverStarted: z.object({
    from: text,
    to: z.array(text).nonempty().readonly(),
    effectiveOn: day,
    why: handoverWhy,
    /** Hash of the list of obligations that were open then, and how many they are. */
    list: text,
    count: z.int(),
  }),
});

export type HandoverEvent = EventsOf<typeof handoverEvents>;
