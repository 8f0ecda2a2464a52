import { availableActions, type Caller } from '@laurel/subgraph';
import type { AvailableAction } from '../generated/schema.js';
import { actions, type PlanAction, whyNot } from './plan.actions.js';
import { plan } from './plan.decider.js';
import type { Plan } from './plan.state.js';

/** Where a front-end calls it otherwise. */
const mutations: Readonly<Partial<Record<PlanAction, string>>> = {
  ReceiveAwaitedDocument: 'recordAwaitedDocument',
  RecordAnchor: 'recordAnchorDate',
};

/** What the caller may do with a plan of this status. */
export const actionsFor = (status: Plan['status'], caller: Caller): readonly AvailableAction[] =>
  availableActions(
    caller,
    undefined,
    (Object.keys(actions) as PlanAction[]) // the keys of a literal
      .map((type) => ({ type, mutation: mutations[type], permission: plan.needs[type], whyNot: whyNot(type, status) })),
  );
