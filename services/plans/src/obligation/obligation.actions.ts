import { assertNever, type Reason } from '@laurel/event-sourcing';
import { because } from './obligation.reasons.js';
import type { Obligation } from './obligation.state.js';

type Status = Obligation['status'];

/** From which statuses a person may do what. The decider and every button read this one table. */
export const actions = {
  FileObligation: ['OPEN'],
  WithdrawFiling: ['FILED'],
  CorrectFiling: ['FILED'],
  AcceptFiling: ['FILED'],
  ReturnFiling: ['FILED'],
  PermitLateFiling: ['OPEN'],
  DateFilingByPostmark: ['FILED', 'ACCEPTED'],
  ExtendObligation: ['OPEN'],
  ExcuseObligation: ['OPEN'],
  AskExplanation: ['OPEN', 'FILED', 'ACCEPTED'],
  GiveExplanation: ['OPEN', 'FILED', 'ACCEPTED'],
} as const satisfies Record<string, readonly Status[]>;

export type ObligationAction = keyof typeof actions;
export type AllowedIn<Action extends ObligationAction> = (typeof actions)[Action][number];

/** All that the table looks at, so that a list answers without a fold. */
export interface ObligationFacts {
  readonly status: Status;
  readonly overdue: boolean;
  readonly late: boolean;
  readonly explanation: 'NONE' | 'ASKED' | 'GIVEN';
}

export const factsOf = (state: Obligation): ObligationFacts => ({
  status: state.status,
  overdue: state.status === 'OPEN' && state.overdue,
  late: 'filing' in state && state.filing.late,
  explanation: 'explanation' in state && state.explanation ? (state.explanation.answer === undefined ? 'ASKED' : 'GIVEN') : 'NONE',
});

/** Every reason why not; none when allowed. */
export const whyNot = (action: ObligationAction, facts: ObligationFacts): readonly Reason[] => {
  if (!(actions[action] as readonly Status[]).includes(facts.status)) return [wrongStatus(facts.status)];
  if (action === 'AskExplanation' && !facts.overdue && !facts.late) return [because('NOTHING_TO_EXPLAIN')];
  if (action === 'GiveExplanation' && facts.explanation === 'NONE') return [because('NO_EXPLANATION_ASKED')];
  if (action === 'GiveExplanation' && facts.explanation === 'GIVEN') return [because('EXPLANATION_ALREADY_GIVEN')];
  return [];
};

/** The day until which an action is in time; undefined where nothing says so. */
export const deadlineOf = (action: ObligationAction, { status, lastDay, leaveUntil, answerBy }: DeadlineFacts): string | undefined => {
  if (action === 'FileObligation' && status === 'OPEN') return leaveUntil !== undefined && leaveUntil > lastDay ? leaveUntil : lastDay;
  return action === 'GiveExplanation' ? answerBy : undefined;
};

interface DeadlineFacts {
  readonly status: Status;
  readonly lastDay: string;
  readonly leaveUntil?: string | undefined;
  readonly answerBy?: string | undefined;
}

const wrongStatus = (status: Status): Reason => {
  switch (status) {
    case 'NOT_OPENED':
      return because('OBLIGATION_NOT_OPENED');
    case 'OPEN':
      return because('NOTHING_FILED');
    case 'FILED':
      return because('OBLIGATION_ALREADY_FILED');
    case 'ACCEPTED':
      return because('FILING_ALREADY_ACCEPTED');
    case 'EXCUSED':
    case 'WITHDRAWN':
    case 'ENDED_UNFILED':
      return because('OBLIGATION_CLOSED');
    default:
      return assertNever(status);
  }
};
