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

export const orderedReorganisation = z.object({
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
});

export const reorganisationEvents = defineEvents('reorganisation', {
  /** A process carries it to the streams of all whom it concerns. */
  ReorganisationOrdered: orderedReorganisation,
});

export type ReorganisationEvent = EventsOf<typeof reorganisationEvents>;
export type Ordered = z.infer<typeof orderedReorganisation>;
export type Founded = z.infer<typeof founding>;
