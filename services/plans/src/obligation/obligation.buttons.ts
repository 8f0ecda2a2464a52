import { availableActions, type Caller } from '@laurel/subgraph';
import type { AvailableAction } from '../generated/schema.js';
import { actions, deadlineOf, type ObligationAction, type ObligationFacts, whyNot } from './obligation.actions.js';
import { obligation } from './obligation.decider.js';

/** What the caller may do with an obligation: one may read what another unit owes and still file for one's own only. */
export const actionsFor = (
  facts: ObligationFacts & Parameters<typeof deadlineOf>[1],
  owner: { readonly units: readonly string[] },
  caller: Caller,
): readonly AvailableAction[] =>
  availableActions(
    caller,
    owner,
    (Object.keys(actions) as ObligationAction[]) // the keys of a literal
      .map((type) => ({ type, permission: obligation.needs[type], whyNot: whyNot(type, facts), deadline: deadlineOf(type, facts) })),
  );
