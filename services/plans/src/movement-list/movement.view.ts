import type { Handled } from '@laurel/event-sourcing';
import { answered, availableActions, type Caller, type UserError } from '@laurel/subgraph';
import type { AvailableAction, Movement as MovementType, MovementReview, UserErrorCode } from '../generated/schema.js';
import { documentView, type PaperView } from '../obligation/obligation.view.js';
import { actions, type MovementAction, type MovementStatus, whyNot } from '../movement/movement.actions.js';
import { type Movement, movement } from '../movement/movement.decider.js';
import type { MovementEvent } from '../movement/movement.events.js';
import type { MovementRow } from './movement-list.collection.js';

export type MovementView = Omit<MovementType, 'plan' | 'joined' | 'launchDocument' | 'interimReviews' | 'finalReview' | 'timeline'> & {
  readonly launchDocument: PaperView | null;
  readonly interimReviews: readonly ReviewView[];
  readonly finalReview: ReviewView | null;
  readonly planId: string;
  readonly joined: readonly { readonly unit: { readonly id: string }; readonly on: string }[];
};

type ReviewView = Omit<MovementReview, 'document'> & { readonly document: PaperView };

export const movementOfRow = (row: MovementRow, caller: Caller): MovementView => ({
  id: row.id,
  planId: row.planId,
  name: row.nameVi,
  kind: row.kind,
  status: row.status,
  launchTaskNumbers: row.launchTasks,
  reviewTaskNumbers: row.reviewTasks,
  launchedOn: row.launchedOn ?? null,
  launchDocument: row.launchDocument ? documentView(row.launchDocument) : null,
  joined: row.joined.map(({ unitId, on }) => ({ unit: { id: unitId }, on })),
  interimReviews: row.interimReviews.map(reviewView),
  finalReview: row.finalReview ? reviewView(row.finalReview) : null,
  version: row.version,
  availableActions: actionsFor(row.status, caller),
});

export interface MovementPayloadView {
  readonly movement: MovementView | null;
  readonly position: string | null;
  readonly errors: readonly UserError<UserErrorCode>[];
  readonly warnings: readonly UserError<UserErrorCode>[];
}

/** A mutation answers from the fold, so it never shows a read model that lags. */
export const toPayload = (
  id: string,
  { state, revision, ...done }: Handled<Movement, MovementEvent>,
  caller: Caller,
): MovementPayloadView => ({
  movement:
    state.status === 'NOT_PLANNED' ? null : movementOfRow({ ...rowOf(state), id, tenant: caller.tenant, version: revision }, caller),
  ...answered('plans', done),
});

/** The row as the list will show it. */
const rowOf = ({
  plan: { on: _, ...terms },
  launch,
  ...rest
}: Exclude<Movement, { status: 'NOT_PLANNED' }>): Omit<MovementRow, 'id' | 'tenant' | 'version'> => ({
  ...terms,
  ...rest,
  ...(launch && { launchedOn: launch.on, launchDocument: launch.document }),
});

const reviewView = ({ on, document, summary }: NonNullable<MovementRow['finalReview']>): ReviewView => ({
  on,
  document: documentView(document),
  summary,
});

const actionsFor = (status: MovementStatus, caller: Caller): readonly AvailableAction[] =>
  availableActions(
    caller,
    undefined,
    (Object.keys(actions) as MovementAction[]) // the keys of a literal
      .map((type) => ({ type, permission: movement.needs[type], whyNot: whyNot(type, status) })),
  );
