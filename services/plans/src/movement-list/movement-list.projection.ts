import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, type Change, projection, put } from '@laurel/read-models';
import { movementEvents } from '../movement/movement.events.js';
import { movementList, type MovementRow } from './movement-list.collection.js';

const change = ({ stream, revision }: Recorded, to: (row: MovementRow) => Partial<MovementRow>): Change<MovementRow> =>
  alter(idOf(stream), (row) => ({ ...row, ...to(row), version: revision }));

export const movementListProjection = projection(movementList).from(movementEvents, {
  MovementPlanned: ({ stream, revision, metadata: { tenant }, data: { on: _, ...terms } }) =>
    put({ id: idOf(stream), tenant, ...terms, status: 'PLANNED', joined: [], interimReviews: [], version: revision }),
  MovementLaunched: (event) =>
    change(event, () => ({ status: 'LAUNCHED', launchedOn: event.data.on, launchDocument: event.data.document })),
  UnitJoinedMovement: (event) => change(event, ({ joined }) => ({ joined: [...joined, { unitId: event.data.unitId, on: event.data.on }] })),
  InterimReviewHeld: (event) =>
    change(event, ({ interimReviews }) => ({ status: 'REVIEWED', interimReviews: [...interimReviews, event.data] })),
  FinalReviewHeld: (event) => change(event, () => ({ status: 'CLOSED', finalReview: event.data })),
});
