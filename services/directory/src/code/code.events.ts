import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

/** One stream a code and tenant: who holds it. Organisations, groups and offices share one space, so that a document's name means one thing. */
export const codeEvents = defineEvents('code', {
  CodeReserved: z.object({ code: z.string(), holder: z.string() }),
  CodeTakenOver: z.object({ holder: z.string(), from: z.string() }),
});

export type CodeEvent = EventsOf<typeof codeEvents>;
