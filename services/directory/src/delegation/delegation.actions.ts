import type { Reason } from '@laurel/event-sourcing';
import { because } from './delegation.reasons.js';

/** Why it cannot be revoked as of a day; undefined when it can. */
export const whyNotRevoke = (
  { revoked, to }: { readonly revoked: boolean; readonly to?: string | undefined },
  day: string,
): Reason | undefined => {
  if (revoked) return because('DELEGATION_REVOKED');
  return to !== undefined && to <= day ? because('DELEGATION_OVER', { to }) : undefined;
};
