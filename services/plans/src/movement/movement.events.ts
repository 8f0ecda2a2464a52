import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { editionMovement } from '../plan/edition.js';
import { documentReference } from '../plan/plan.events.js';

const day = z.iso.date();
const text = z.string().min(1);
const { nameVi, kind, launchTasks, reviewTasks } = editionMovement.shape;

/** What becomes of an emulation movement of a plan. */
export const movementEvents = defineEvents('movement', {
  MovementPlanned: z.object({
    on: day,
    planId: text,
    nameVi,
    kind,
    launchTasks,
    reviewTasks,
    /** Who may join: every unit that the plan names. */
    unitIds: z.array(text).readonly(),
  }),
  MovementLaunched: z.object({ on: day, document: documentReference }),
  UnitJoinedMovement: z.object({ on: day, unitId: text, document: documentReference.optional() }),
  InterimReviewHeld: z.object({ on: day, document: documentReference, summary: text }),
  FinalReviewHeld: z.object({ on: day, document: documentReference, summary: text }),
});

export type MovementEvent = EventsOf<typeof movementEvents>;
export type MovementData<Type extends MovementEvent['type']> = Extract<MovementEvent, { type: Type }>['data'];
