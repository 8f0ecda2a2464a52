import { type Caller, toUserErrors } from '@laurel/subgraph';
import type { AvailableAction } from '../generated/schema.js';
import { actions, type PlanAction, whyNot } from './plan.actions.js';
import { plan } from './plan.decider.js';
import type { Plan } from './plan.state.js';

/** How a front-end calls them. */
const mutations: Readonly<Record<PlanAction, string>> = {
  ReadPlanAgain: 'readPlanAgain',
  ResolvePlanIssue: 'resolvePlanIssue',
  ReopenPlanIssue: 'reopenPlanIssue',
  IssuePlan: 'issuePlan',
  DiscardPlan: 'discardPlan',
  AmendPlan: 'amendPlan',
  ReceiveAwaitedDocument: 'recordAwaitedDocument',
  RecordAnchor: 'recordAnchorDate',
  ClosePlan: 'closePlan',
};

/** What the caller may do with a plan of this status; what they have no permission for is not shown at all. */
export const actionsFor = (status: Plan['status'], caller: Caller): readonly AvailableAction[] =>
  (Object.keys(actions) as PlanAction[]) // the keys of a literal
    .filter((action) => caller.may(plan.needs[action] ?? ''))
    .map((action) => {
      const reason = whyNot(action, status);
      return {
        action: mutations[action],
        allowed: !reason,
        reasons: toUserErrors(reason ? [reason] : [], caller.language),
        deadline: null,
      };
    });
