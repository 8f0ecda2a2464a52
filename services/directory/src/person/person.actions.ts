import type { Reason } from '@laurel/event-sourcing';
import { because } from './person.reasons.js';

export const personActions = ['RenamePerson', 'CorrectBirthDate', 'TransferPerson', 'RecordLeaving'] as const;
export type PersonAction = (typeof personActions)[number];

/** Why a change cannot take effect on a day. Who left can still be corrected, and can come back by a transfer. */
export const whyNot = (
  action: PersonAction,
  { from, leftOn }: { readonly from: string; readonly leftOn?: string | undefined },
  day: string,
): Reason | undefined => {
  if (action === 'CorrectBirthDate') return undefined;
  if (day < from) return because('BEFORE_ENTRY', { from });
  if (leftOn === undefined) return undefined;
  return action === 'RecordLeaving' || (action === 'TransferPerson' && day < leftOn) ? because('ALREADY_LEFT', { on: leftOn }) : undefined;
};
