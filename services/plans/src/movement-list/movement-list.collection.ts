import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { movementStatuses } from '../movement/movement.actions.js';
import { movementEvents } from '../movement/movement.events.js';
import { documentReference } from '../plan/plan.events.js';

const day = z.iso.date();
const review = z.object({ on: day, document: documentReference, summary: z.string() });
const { on: _, ...terms } = movementEvents.schemas.MovementPlanned.shape;

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  ...terms,
  status: z.enum(movementStatuses),
  launchedOn: day.optional(),
  launchDocument: documentReference.optional(),
  joined: z.array(z.object({ unitId: z.string(), on: day })).readonly(),
  interimReviews: z.array(review).readonly(),
  finalReview: review.optional(),
  version: z.int(),
});
export type MovementRow = z.infer<typeof row>;

/** The movements of a plan, and how far each is. */
export const movementList = defineCollection({
  name: 'movement-list',
  version: 1,
  read: 'movement.read',
  document: row,
  key: 'id',
  owner: { units: 'unitIds' },
  indexes: { byPlan: { equal: ['planId'], order: ['nameVi', 'id'] } },
});
