import type { Validity } from '@laurel/contracts';
import type { Reason } from '@laurel/event-sourcing';
import { because } from './organisation.reasons.js';

export const organisationActions = [
  'RenameOrganisation',
  'AddAlias',
  'MoveOrganisation',
  'AppointLeadingUnit',
  'DissolveOrganisation',
] as const;
export type OrganisationAction = (typeof organisationActions)[number];

/** Why a change cannot take effect on a day; undefined when it can. The decider and every button read this one rule. */
export const whyNot = (
  action: OrganisationAction,
  { from, to, kind }: Validity & { readonly kind: string },
  day: string,
): Reason | undefined => {
  if (to !== undefined && (to <= day || action === 'DissolveOrganisation')) return because('ORGANISATION_ENDED', { on: to });
  if (action === 'AppointLeadingUnit' && kind !== 'CLUSTER') return because('NOT_A_CLUSTER');
  if (from === undefined || from < day) return undefined;
  if (action === 'DissolveOrganisation') return because('ENDS_BEFORE_IT_BEGINS', { from });
  return day < from ? because('BEFORE_FOUNDING', { from }) : undefined;
};
