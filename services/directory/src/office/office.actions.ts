import type { Reason } from '@laurel/event-sourcing';
import { because } from './office.reasons.js';

export const officeActions = ['RenameOffice', 'AddOfficeAlias', 'AssignOffice', 'VacateOffice', 'AbolishOffice'] as const;
export type OfficeAction = (typeof officeActions)[number];

interface Days {
  readonly from?: string | undefined;
  readonly abolishedOn?: string | undefined;
  readonly held: boolean;
}

/** Why a change cannot take effect on a day; `held` says whether somebody holds the office then. */
export const whyNot = (action: OfficeAction, { from, abolishedOn, held }: Days, day: string): Reason | undefined => {
  if (abolishedOn !== undefined && (action === 'AbolishOffice' || abolishedOn <= day))
    return because('OFFICE_ABOLISHED', { on: abolishedOn });
  if (from !== undefined && (day < from || (action === 'AbolishOffice' && day === from))) return because('BEFORE_OFFICE_BEGAN', { from });
  return action === 'VacateOffice' && !held ? because('OFFICE_VACANT', { on: day }) : undefined;
};
