import { defineProcessEvents, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { actingUnits, amendment, documentReference, groupMembers, openingMilestone } from '../plan/plan.events.js';

const text = z.string().min(1);
const day = z.iso.date();
/** The time of what caused it: that of every order that follows. */
const at = z.string();

/** What a plan's opening has taken in. Each is one job, done one after the other, in batches. */
export const openingEvents = defineProcessEvents('opening', {
  IssueTaken: z.object({ at, on: day, edition: text }),
  OpeningsTaken: z.object({
    at,
    edition: text,
    opens: z.array(openingMilestone).readonly(),
    groups: groupMembers,
    acting: actingUnits,
    /** Who asked for it: they owe it, whomever the milestone names. */
    units: z.array(text).readonly().optional(),
    /** The milestone whose recurrence a person has chosen after the issue. */
    chosen: z.string().optional(),
  }),
  AmendmentTaken: z.object({
    at,
    on: day,
    before: text,
    edition: text,
    reason: text,
    document: documentReference,
    changes: z.array(amendment).readonly(),
  }),
  CloseTaken: z.object({ at, reason: text }),
});

export type OpeningEvent = OwnEventsOf<typeof openingEvents>;
export type OpeningData<Type extends OpeningEvent['type']> = Extract<OpeningEvent, { type: Type }>['data'];
