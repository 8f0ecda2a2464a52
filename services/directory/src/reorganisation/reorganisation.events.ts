import { organisationKind } from '@laurel/contracts';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
const share = z.enum(['WHOLE', 'PART']);

/** A successor that begins with the reorganisation. */
export const founding = z.object({
  organisationId: z.string(),
  code: z.string(),
  kind: organisationKind,
  name: z.string(),
  aliases: z.array(z.string()).readonly(),
  parentId: z.string().nullable(),
});

export const reorganisationEvents = defineEvents('reorganisation', {
  /** What was ordered; a process carries it to the streams of all whom it concerns. */
  ReorganisationOrdered: z.object({
    reorganisationId: z.string(),
    how: z.enum(['MERGED', 'SPLIT']),
    predecessors: z
      .array(z.object({ id: z.string(), share }))
      .nonempty()
      .readonly(),
    successors: z.array(z.string()).nonempty().readonly(),
    /** Of a split: the predecessor goes on beside what was split off. */
    goesOn: z.boolean(),
    founded: z.array(founding).readonly(),
    on: day,
    basis: z.string().optional(),
  }),
});

export type ReorganisationEvent = EventsOf<typeof reorganisationEvents>;
export type Ordered = Extract<ReorganisationEvent, { type: 'ReorganisationOrdered' }>['data'];
export type Founded = z.infer<typeof founding>;
