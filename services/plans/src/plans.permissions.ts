import { definePermissions } from '@laurel/subgraph';

/** A plan is public within the authority; what a unit owes is that unit's and the office's. */
const everybody = {
  OFFICER: 'TENANT',
  UNIT_CLERK: 'TENANT',
  UNIT_HEAD: 'TENANT',
  CHAIRMAN: 'TENANT',
  AUDITOR: 'TENANT',
  ADMINISTRATOR: 'TENANT',
} as const;
const office = { OFFICER: 'TENANT' } as const;
const officeAndChairman = { OFFICER: 'TENANT', CHAIRMAN: 'TENANT' } as const;
const ownUnits = { UNIT_CLERK: 'UNITS', UNIT_HEAD: 'UNITS' } as const;
const overseers = { OFFICER: 'TENANT', CHAIRMAN: 'TENANT', AUDITOR: 'TENANT', ADMINISTRATOR: 'TENANT' } as const;

export const plansPermissions = definePermissions({
  'plan.read': everybody,
  'plan.draft': office,
  'plan.issue': officeAndChairman,
  'plan.follow': office,
  'obligation.read': { ...overseers, ...ownUnits },
  'obligation.file': ownUnits,
  'obligation.explain': ownUnits,
  'obligation.review': office,
  'obligation.remind': office,
  'obligation.extend': officeAndChairman,
  'obligation.excuse': officeAndChairman,
  /** A postmark moves a day of filing into the past: it is not for whoever reviews by the way. */
  'obligation.postmark': { CHAIRMAN: 'TENANT', OFFICER: 'TENANT' },
  'file.put': { ...officeAndChairman, ...ownUnits },
  'movement.read': everybody,
  'movement.lead': officeAndChairman,
  'movement.join': ownUnits,
  /** Local copies of the directory, read by this service for itself. */
  'organisation.read': everybody,
  'delegation.read': overseers,
  'process.read': overseers,
});
