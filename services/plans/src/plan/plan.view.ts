import type { Handled } from '@laurel/event-sourcing';
import { answered, type Caller, type UserError } from '@laurel/subgraph';
import type { AvailableAction, Plan as PlanType, UserErrorCode } from '../generated/schema.js';
import type { PlanRow } from '../plan-list/plan-list.collection.js';
import { actionsFor } from './plan.buttons.js';
import type { PlanEvent } from './plan.events.js';
import type { Plan } from './plan.state.js';

/** The plan as a row or a fold tells it; what takes another question is added by the resolver's fields. */
export type PlanView = Omit<
  PlanType,
  'text' | 'movementParagraphs' | 'timeline' | 'availableActions' | 'opening' | 'progress' | 'movements'
> & {
  readonly files: { readonly text: PlanRow['text']; readonly reading: string };
  readonly availableActions: readonly AvailableAction[];
};

export const planOfRow = (row: PlanRow, caller: Caller): PlanView => ({
  id: row.id,
  number: row.number,
  date: row.date,
  issuer: row.issuer,
  year: row.year,
  title: row.title,
  signatory: row.signatory ?? null,
  signatoryTitle: row.signatoryTitle ?? null,
  parent: parentOf(row.parent),
  status: row.status,
  issuedOn: row.issuedOn ?? null,
  closedOn: row.closedOn ?? null,
  taskCount: row.taskCount,
  milestoneCount: row.milestoneCount,
  openIssues: open(row.issues, row.resolved),
  version: row.version,
  availableActions: actionsFor(row.status, caller),
  files: { text: row.text, reading: row.reading },
});

const planOfState = (id: string, version: number, state: Exclude<Plan, { status: 'NOT_IMPORTED' }>, caller: Caller): PlanView => ({
  id,
  number: state.head.number,
  date: state.head.date,
  issuer: state.head.issuer,
  year: state.head.year,
  title: state.head.titleVi,
  signatory: state.head.signatory ?? null,
  signatoryTitle: state.head.signatoryTitle ?? null,
  parent: parentOf(state.head.parent),
  status: state.status,
  issuedOn: 'issuedOn' in state ? state.issuedOn : null,
  closedOn: 'closedOn' in state ? state.closedOn : null,
  taskCount: state.counts.tasks,
  milestoneCount: state.counts.milestones,
  openIssues: open(state.counts, [...state.resolutions.values()]),
  version,
  availableActions: actionsFor(state.status, caller),
  files: { text: state.head.text, reading: state.reading },
});

export interface PlanPayloadView {
  readonly plan: PlanView | null;
  readonly position: string | null;
  readonly errors: readonly UserError<UserErrorCode>[];
  readonly warnings: readonly UserError<UserErrorCode>[];
}

/** A mutation answers from the fold, so it never shows a read model that lags. */
export const toPayload = (
  id: string,
  { state, revision, ...done }: Handled<Plan, PlanEvent>,
  caller: Caller,
  warnings: PlanPayloadView['warnings'] = [],
): PlanPayloadView => ({
  plan: state.status === 'NOT_IMPORTED' ? null : planOfState(id, revision, state, caller),
  ...answered('plans', done, warnings),
});

const parentOf = (parent: PlanRow['parent']): PlanView['parent'] =>
  parent ? { number: parent.number, date: parent.date ?? null, issuer: parent.issuer ?? null } : null;

const open = (
  { blocking, confirm, info }: { readonly blocking: number; readonly confirm: number; readonly info: number },
  resolved: readonly { readonly severity: 'BLOCKING' | 'CONFIRM' | 'INFO' }[],
): PlanView['openIssues'] => {
  const settled = (severity: string) => resolved.filter((each) => each.severity === severity).length;
  return { blocking: blocking - settled('BLOCKING'), confirm: confirm - settled('CONFIRM'), info: info - settled('INFO') };
};
