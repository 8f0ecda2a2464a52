import type { Handled, Reason } from '@laurel/event-sourcing';
import { answered, type Caller, toUserErrors, type UserError } from '@laurel/subgraph';
import type { DocumentReference as DocumentView, Obligation as ObligationType, UserErrorCode } from '../generated/schema.js';
import type { ObligationRow } from '../obligation-list/obligation-list.collection.js';
import type { DocumentReference } from '../plan/plan.events.js';
import { factsOf } from './obligation.actions.js';
import { actionsFor } from './obligation.buttons.js';
import type { ObligationEvent } from './obligation.events.js';
import { because } from './obligation.reasons.js';
import type { Obligation } from './obligation.state.js';

/** What a row or a fold tells; what takes another question is added by the resolver's fields. */
export type ObligationView = Omit<
  ObligationType,
  'plan' | 'task' | 'units' | 'holders' | 'documents' | 'explanation' | 'timeline' | 'reminders'
> & {
  readonly explanation: ExplanationView | null;
  readonly documents: readonly PaperView[];
  readonly planId: string;
  readonly taskId: string;
  readonly units: readonly { readonly id: string }[];
  readonly holders: readonly { readonly id: string }[];
};

/** Its file is read only when it is asked for. */
export type PaperView = Omit<DocumentView, 'file'>;

export const documentView = ({ number, date, issuer, titleVi, fileId }: DocumentReference): PaperView => ({
  number,
  date,
  issuer,
  title: titleVi ?? null,
  fileId: fileId ?? null,
});

type ExplanationView = Omit<NonNullable<ObligationType['explanation']>, 'documents'> & { readonly documents: readonly PaperView[] };

const explained = (
  question: string,
  answerBy: string | undefined,
  answer: string | undefined,
  documents: readonly DocumentReference[] = [],
): ExplanationView => ({ question, answerBy: answerBy ?? null, answer: answer ?? null, documents: documents.map(documentView) });

const stub = (id: string): { readonly id: string } => ({ id });

export const obligationOfRow = (row: ObligationRow, caller: Caller): ObligationView => ({
  id: row.id,
  planId: row.planId,
  taskId: row.taskId,
  milestoneId: row.milestoneId,
  occurrence: row.occurrence ?? null,
  condition: row.condition ?? null,
  units: row.unitIds.map(stub),
  holders: row.holderIds.map(stub),
  firstDay: row.firstDay ?? null,
  lastDay: row.lastDay,
  leaveUntil: row.leaveUntil ?? null,
  status: row.status,
  overdue: row.overdue,
  late: row.late,
  withLeave: row.withLeave,
  filedOn: row.filedOn ?? null,
  documents: row.documents.map(documentView),
  returned: row.returned,
  explanation: row.question === undefined ? null : explained(row.question, row.answerBy, row.answer, row.answerDocuments),
  version: row.version,
  availableActions: actionsFor(row, { units: row.holderIds }, caller),
});

const obligationOfState = (
  id: string,
  version: number,
  state: Exclude<Obligation, { status: 'NOT_OPENED' }>,
  caller: Caller,
): ObligationView => {
  const { terms, unitIds, holderIds, lastDay, leaveUntil, explanation } = state;
  const filing = 'filing' in state ? state.filing : undefined;
  return {
    id,
    planId: terms.planId,
    taskId: terms.taskId,
    milestoneId: terms.milestoneId,
    occurrence: terms.occurrence ?? null,
    condition: terms.condition ?? null,
    units: unitIds.map(stub),
    holders: holderIds.map(stub),
    firstDay: terms.firstDay ?? null,
    lastDay,
    leaveUntil: leaveUntil ?? null,
    status: state.status,
    overdue: state.status === 'OPEN' && state.overdue,
    late: filing?.late ?? false,
    withLeave: filing?.withLeave ?? false,
    filedOn: filing?.on ?? null,
    documents: filing?.documents.map(documentView) ?? [],
    returned: state.status === 'OPEN' ? state.returned : [],
    explanation: explanation ? explained(explanation.question, explanation.answerBy, explanation.answer, explanation.documents) : null,
    version,
    availableActions: actionsFor({ ...factsOf(state), lastDay, leaveUntil, answerBy: explanation?.answerBy }, { units: holderIds }, caller),
  };
};

export interface ObligationPayloadView {
  readonly obligation: ObligationView | null;
  readonly position: string | null;
  readonly errors: readonly UserError<UserErrorCode>[];
  readonly warnings: readonly UserError<UserErrorCode>[];
}

/** A mutation answers from the fold, so it never shows a read model that lags. */
export const toPayload = (
  id: string,
  { state, revision, events, ...done }: Handled<Obligation, ObligationEvent>,
  caller: Caller,
): ObligationPayloadView => ({
  obligation: state.status === 'NOT_OPENED' ? null : obligationOfState(id, revision, state, caller),
  ...answered(
    'plans',
    done,
    toUserErrors(
      events.flatMap((event) => warningsOf(event, state)),
      caller.language,
    ),
  ),
});

const warningsOf = (event: ObligationEvent, state: Obligation): readonly Reason[] =>
  event.type === 'ObligationFiled' && event.data.late && state.status !== 'NOT_OPENED'
    ? [because('FILED_LATE', { lastDay: state.lastDay })]
    : [];
