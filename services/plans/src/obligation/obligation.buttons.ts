import { type Caller, toUserErrors } from '@laurel/subgraph';
import type { AvailableAction } from '../generated/schema.js';
import { actions, deadlineOf, type ObligationAction, type ObligationFacts, whyNot } from './obligation.actions.js';
import { obligation } from './obligation.decider.js';

/** How a front-end calls them. */
const mutations: Readonly<Record<ObligationAction, string>> = {
  FileObligation: 'fileObligation',
  WithdrawFiling: 'withdrawFiling',
  CorrectFiling: 'correctFiling',
  AcceptFiling: 'acceptFiling',
  ReturnFiling: 'returnFiling',
  PermitLateFiling: 'permitLateFiling',
  DateFilingByPostmark: 'dateFilingByPostmark',
  ExtendObligation: 'extendObligation',
  ExcuseObligation: 'excuseObligation',
  AskExplanation: 'askExplanation',
  GiveExplanation: 'giveExplanation',
};

/** What the caller may do with an obligation; what they have no permission for is not shown at all. */
export const actionsFor = (
  facts: ObligationFacts & Parameters<typeof deadlineOf>[1],
  owner: { readonly units: readonly string[] },
  caller: Caller,
): readonly AvailableAction[] =>
  (Object.keys(actions) as ObligationAction[]) // the keys of a literal
    .filter((action) => reachesFor(obligation.needs[action] ?? '', owner.units, caller))
    .map((action) => {
      const reasons = whyNot(action, facts);
      return {
        action: mutations[action],
        allowed: reasons.length === 0,
        reasons: toUserErrors(reasons, caller.language),
        deadline: deadlineOf(action, facts) ?? null,
      };
    });

/** One may read what another unit owes and still file for one's own only. */
const reachesFor = (permission: string, holders: readonly string[], caller: Caller): boolean => {
  if (!caller.may(permission)) return false;
  const { units, person } = caller.reach(permission);
  return person === undefined && (units === undefined || units.some((unit) => holders.includes(unit)));
};
