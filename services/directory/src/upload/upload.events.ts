import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const counts = z.object({ organisations: z.int(), groups: z.int(), people: z.int(), offices: z.int() });

export const uploadEvents = defineEvents('upload', {
  /** Every row was found right. What is to be loaded lies in a file, for it may be large and holds names of people. */
  UploadAccepted: z.object({ uploadId: z.string(), entriesHash: z.string(), counts }),
});

export type UploadEvent = EventsOf<typeof uploadEvents>;
export type UploadCounts = z.infer<typeof counts>;
