import { assertNever } from '@laurel/event-sourcing';
import type { DocumentReference } from '../plan/plan.events.js';
import type { ObligationData, ObligationEvent } from './obligation.events.js';

interface Explanation {
  readonly question: string;
  readonly answerBy?: string | undefined;
  readonly answer?: string;
  readonly documents?: readonly DocumentReference[];
}

interface Filing {
  /** The day that counts. */
  readonly on: string;
  readonly documents: readonly DocumentReference[];
  readonly late: boolean;
  readonly withLeave: boolean;
}

/** What the filing that stands, or is to come, can only follow. */
export type OpenBy = 'OPENING' | 'RETURN' | 'WITHDRAWAL';

interface Opened {
  /** As it was opened; what has changed since stands beside it. */
  readonly terms: ObligationData<'ObligationOpened'>;
  readonly unitIds: readonly string[];
  readonly holderIds: readonly string[];
  readonly lastDay: string;
  /** Filing after the last day is permitted until then, and is late all the same. */
  readonly leaveUntil?: string;
  /** The first day on which the filing that stands, or is to come, can have been posted. */
  readonly openSince: string;
  /** Why there is nothing before it that could have been posted. */
  readonly openBy: OpenBy;
  readonly explanation?: Explanation;
}

/** What one unit, or several together, owe for one milestone. A field exists only where its status gives it meaning. */
export type Obligation =
  | { readonly status: 'NOT_OPENED' }
  | (Opened & { readonly status: 'OPEN'; readonly overdue: boolean; readonly returned: readonly string[] })
  | (Opened & { readonly status: 'FILED' | 'ACCEPTED'; readonly filing: Filing })
  | (Opened & { readonly status: 'EXCUSED' | 'WITHDRAWN' | 'ENDED_UNFILED'; readonly reason: string });

export type ObligationStatus = Exclude<Obligation['status'], 'NOT_OPENED'>;
export type InStatus<Status extends Obligation['status']> = Obligation & { readonly status: Status };

export const notOpened: Obligation = { status: 'NOT_OPENED' };

export const evolve = (state: Obligation, event: ObligationEvent): Obligation => {
  if (event.type === 'ObligationOpened') {
    const { unitIds, holderIds, lastDay, on } = event.data;
    return {
      status: 'OPEN',
      terms: event.data,
      unitIds,
      holderIds,
      lastDay,
      openSince: on,
      openBy: 'OPENING',
      overdue: false,
      returned: [],
    };
  }
  if (state.status === 'NOT_OPENED') return state;
  switch (event.type) {
    case 'ObligationFiled':
      return { ...opened(state), status: 'FILED', filing: filingOf(event.data) };
    case 'FilingWithdrawn':
      return { ...opened(state), status: 'OPEN', openSince: event.data.on, openBy: 'WITHDRAWAL', overdue: false, returned: [] };
    case 'FilingCorrected':
      return 'filing' in state ? { ...state, filing: { ...state.filing, documents: event.data.documents } } : state;
    case 'FilingAccepted':
      return 'filing' in state ? { ...state, status: 'ACCEPTED' } : state;
    case 'FilingReturned': {
      const { on, reasons, resubmitBy } = event.data;
      const leave = later(state.leaveUntil, resubmitBy);
      const owedAgain = { ...opened(state), ...(leave && { leaveUntil: leave }), openSince: on, openBy: 'RETURN' } as const;
      return { ...owedAgain, status: 'OPEN', overdue: false, returned: reasons };
    }
    case 'LateFilingPermitted':
      return { ...state, leaveUntil: event.data.until };
    case 'FilingDatedByPostmark':
      return 'filing' in state ? { ...state, filing: filingOf({ ...event.data, documents: state.filing.documents }) } : state;
    case 'ObligationExtended':
    case 'ObligationRescheduled':
      return postponed(state, event.data);
    case 'ObligationExcused':
      return { ...opened(state), status: 'EXCUSED', reason: event.data.reason };
    case 'ObligationWithdrawn':
      return { ...opened(state), status: 'WITHDRAWN', reason: event.data.reason };
    case 'ObligationEndedUnfiled':
      return { ...opened(state), status: 'ENDED_UNFILED', reason: event.data.reason };
    case 'ObligationBecameOverdue':
      return state.status === 'OPEN' ? { ...state, overdue: true } : state;
    case 'ExplanationAsked':
      return { ...state, explanation: { question: event.data.question, answerBy: event.data.answerBy } };
    case 'ExplanationGiven':
      return state.explanation
        ? { ...state, explanation: { ...state.explanation, answer: event.data.text, documents: event.data.documents } }
        : state;
    case 'ObligationTransferred':
      return { ...state, ...transferred(state, event.data) };
    default:
      return assertNever(event);
  }
};

/** Who owes and who holds after a transfer. A cluster whose leading unit ended still owes; the successor acts for it. */
export const transferred = (
  { unitIds, holderIds }: Pick<Opened, 'unitIds' | 'holderIds'>,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
): Pick<Opened, 'unitIds' | 'holderIds'> => ({
  unitIds: [...new Set(unitIds.flatMap((unit) => (unit === from ? to : [unit])))],
  holderIds: [...new Set([...holderIds, ...to])],
});

/** Drops what only the status before gave meaning. */
const opened = ({ terms, unitIds, holderIds, lastDay, leaveUntil, openSince, openBy, explanation }: Opened): Opened => ({
  terms,
  unitIds,
  holderIds,
  lastDay,
  openSince,
  openBy,
  ...(leaveUntil && { leaveUntil }),
  ...(explanation && { explanation }),
});

const filingOf = ({ on, documents, late, withLeave }: ObligationData<'ObligationFiled'>): Filing => ({
  on,
  documents,
  late,
  withLeave: withLeave ?? false,
});

const postponed = (
  state: Exclude<Obligation, { status: 'NOT_OPENED' }>,
  { lastDay, late }: { readonly lastDay: string; readonly late?: boolean | undefined },
): Obligation => {
  if (state.status === 'OPEN') return { ...state, lastDay, overdue: false };
  if ('filing' in state) return { ...state, lastDay, filing: { ...state.filing, late: late ?? state.filing.late } };
  return { ...state, lastDay };
};

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
