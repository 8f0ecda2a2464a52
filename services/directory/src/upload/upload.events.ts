import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

/** How many orders of each sort: the sum is what progress is measured against. */
const counts = z.object({
  organisations: z.int(),
  leadingUnits: z.int(),
  groups: z.int(),
  people: z.int(),
  offices: z.int(),
  holders: z.int(),
});

export const uploadEvents = defineEvents('upload', {
  /** Every row was found right. What is to be loaded lies in a file, for it may be large and holds names of people. */
  UploadAccepted: z.object({ uploadId: z.string(), entriesHash: z.string(), counts }),
});

export type UploadEvent = EventsOf<typeof uploadEvents>;
export type UploadCounts = z.infer<typeof counts>;
