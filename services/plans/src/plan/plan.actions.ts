import { assertNever, type Reason } from '@laurel/event-sourcing';
import { because } from './plan.reasons.js';
import type { Plan } from './plan.state.js';

type Status = Plan['status'];

/** From which statuses a person may do what. The decider and every button read this one table. */
export const actions = {
  ReadPlanAgain: ['DRAFT'],
  ResolvePlanIssue: ['DRAFT', 'ISSUED'],
  ReopenPlanIssue: ['DRAFT'],
  IssuePlan: ['DRAFT'],
  DiscardPlan: ['DRAFT'],
  AmendPlan: ['ISSUED'],
  ReceiveAwaitedDocument: ['ISSUED'],
  RecordAnchor: ['ISSUED'],
  ClosePlan: ['ISSUED'],
} as const satisfies Record<string, readonly Status[]>;

export type PlanAction = keyof typeof actions;

/** Why not; undefined when allowed. A status is all it needs, so that a list answers without a fold. */
export const whyNot = (action: PlanAction, status: Status): Reason | undefined => {
  if ((actions[action] as readonly Status[]).includes(status)) return undefined;
  switch (status) {
    case 'NOT_IMPORTED':
      return because('PLAN_NOT_IMPORTED');
    case 'DRAFT':
      return because('PLAN_IS_DRAFT');
    case 'ISSUED':
      return because('PLAN_IS_ISSUED');
    case 'CLOSED':
      return because('PLAN_IS_CLOSED');
    case 'DISCARDED':
      return because('PLAN_IS_DISCARDED');
    default:
      return assertNever(status);
  }
};
