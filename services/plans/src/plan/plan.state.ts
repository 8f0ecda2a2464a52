import { assertNever } from '@laurel/event-sourcing';
import type { Amendment, DatedMilestone, IssueChoice, PlanEvent } from './plan.events.js';

type ImportData = Extract<PlanEvent, { type: 'PlanImported' }>['data'];

export interface Resolution {
  readonly code: string;
  readonly severity: 'BLOCKING' | 'CONFIRM' | 'INFO';
  readonly choice: IssueChoice;
  readonly reason: string;
  /** Absent where the issue is about a row that belongs to no task. */
  readonly taskId?: string | undefined;
}

interface Imported {
  /** What the document says about itself. */
  readonly head: Omit<ImportData, 'reading' | 'counts'>;
  readonly counts: ImportData['counts'];
  /** Hash of the reading that the choices are about. */
  readonly reading: string;
  /** By issue id. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
}

interface Issued extends Imported {
  readonly edition: string;
  readonly issuedOn: string;
  /** In the order in which they were made. */
  readonly amendments: readonly Amendment[];
  /** `task:28`, or the reference of a body outside. */
  readonly received: ReadonlySet<string>;
  /** Days that arrived documents gave, by milestone. */
  readonly dated: ReadonlyMap<string, DatedMilestone>;
  /** `milestone/occurrence` of everything that has been opened since the issue. */
  readonly opened: ReadonlySet<string>;
}

export type Plan =
  | { readonly status: 'NOT_IMPORTED' }
  | (Imported & { readonly status: 'DRAFT' })
  | (Issued & { readonly status: 'ISSUED' })
  | (Issued & { readonly status: 'CLOSED'; readonly closedOn: string })
  | (Imported & { readonly status: 'DISCARDED' });

export const notImported: Plan = { status: 'NOT_IMPORTED' };

export const openingKey = ({
  milestoneId,
  occurrence = '',
}: {
  readonly milestoneId: string;
  readonly occurrence?: string | undefined;
}): string => `${milestoneId}/${occurrence}`;

export const evolve = (state: Plan, event: PlanEvent): Plan => {
  if (event.type === 'PlanImported') {
    const { reading, counts, ...head } = event.data;
    return { status: 'DRAFT', head, counts, reading, resolutions: new Map() };
  }
  if (state.status === 'NOT_IMPORTED') return state;
  switch (event.type) {
    case 'PlanReadAgain': {
      const { reading, counts, kept } = event.data;
      return { ...state, reading, counts, resolutions: new Map([...state.resolutions].filter(([id]) => kept.includes(id))) };
    }
    case 'PlanIssueResolved': {
      const { issueId, code, severity, taskId, choice, reason, edition, opens = [] } = event.data;
      const resolutions = new Map(state.resolutions).set(issueId, { code, severity, choice, reason, taskId });
      return opening(isIssued(state) && edition ? { ...state, resolutions, edition } : { ...state, resolutions }, opens);
    }
    case 'PlanIssueReopened':
      return { ...state, resolutions: new Map([...state.resolutions].filter(([id]) => id !== event.data.issueId)) };
    case 'PlanIssued': {
      const { edition, on } = event.data;
      return {
        ...state,
        status: 'ISSUED',
        edition,
        issuedOn: on,
        amendments: [],
        received: new Set(),
        dated: new Map(),
        opened: new Set(),
      };
    }
    case 'PlanAmended':
      return isIssued(state) ? { ...state, edition: event.data.edition, amendments: [...state.amendments, ...event.data.changes] } : state;
    case 'AwaitedDocumentReceived': {
      if (!isIssued(state)) return state;
      const dated = new Map(state.dated);
      for (const each of event.data.dates) dated.set(each.milestoneId, each);
      return opening({ ...state, received: new Set(state.received).add(event.data.awaited), dated }, event.data.opens);
    }
    case 'OccurrenceBegan':
    case 'AnchorRecorded':
    case 'ChainReached':
      return opening(state, event.data.opens);
    case 'PlanClosed':
      return isIssued(state) ? { ...state, status: 'CLOSED', closedOn: event.data.on } : state;
    case 'PlanDiscarded': {
      const { head, counts, reading, resolutions } = state;
      return { status: 'DISCARDED', head, counts, reading, resolutions };
    }
    default:
      return assertNever(event);
  }
};

export const isIssued = (state: Plan): state is Extract<Plan, { status: 'ISSUED' | 'CLOSED' }> =>
  state.status === 'ISSUED' || state.status === 'CLOSED';

const opening = (state: Plan, opens: readonly { readonly milestoneId: string; readonly occurrence?: string | undefined }[]): Plan =>
  isIssued(state) && opens.length > 0 ? { ...state, opened: new Set([...state.opened, ...opens.map(openingKey)]) } : state;
