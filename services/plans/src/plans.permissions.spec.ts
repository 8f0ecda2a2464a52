import { describe, expect, it } from '@jest/globals';
import { reachOf } from '@laurel/subgraph';
import { bulk } from './bulk/bulk.decider.js';
import { movement } from './movement/movement.decider.js';
import { obligation } from './obligation/obligation.decider.js';
import { officePolicy } from './office-policy/office-policy.decider.js';
import { plan } from './plan/plan.decider.js';
import { plansPermissions } from './plans.permissions.js';
import { plansService } from './plans.service.js';
import { reminder } from './reminder/reminder.decider.js';

const roles = ['OFFICER', 'UNIT_CLERK', 'UNIT_HEAD', 'CHAIRMAN', 'AUDITOR', 'ADMINISTRATOR'] as const;

/** T: the whole authority; U: the units of the role; P: what is one's own; –: not at all. In the order of `roles`. */
const table: Readonly<Record<keyof typeof plansPermissions, string>> = {
  'plan.read': 'TTTTTT',
  'plan.draft': 'T-----',
  'plan.issue': 'T--T--',
  'plan.follow': 'T-----',
  'obligation.read': 'TUUTTT',
  'obligation.file': '-UU---',
  'obligation.explain': '-UU---',
  'obligation.review': 'T-----',
  'obligation.remind': 'T-----',
  'obligation.extend': 'T--T--',
  'obligation.excuse': 'T--T--',
  'obligation.postmark': 'T--T--',
  'file.put': 'TUUT--',
  'movement.read': 'TTTTTT',
  'movement.lead': 'T--T--',
  'movement.join': '-UU---',
  'organisation.read': 'TTTTTT',
  'delegation.read': 'T--TTT',
  'process.read': 'T--TTT',
};

const cell = (permission: string, role: string): string => {
  const scope = reachOf(plansPermissions, permission, { person: 'per_1', tenant: 'ba-dinh', roles: [{ role, units: ['org_1'] }] });
  if (!scope) return '-';
  return scope.units ? 'U' : scope.person ? 'P' : 'T';
};

describe('the permissions of plans', () => {
  it('are what the table says, cell by cell', () =>
    expect(
      Object.fromEntries(
        Object.keys(plansPermissions).map((permission) => [permission, roles.map((role) => cell(permission, role)).join('')]),
      ),
    ).toEqual(table));

  it('are all that collections and commands name, but that of timers, which nobody has', () => {
    const named = [
      ...[...plansService.projections, ...(plansService.copies ?? []).flatMap(({ projections }) => projections)].map(
        ({ into }) => into.read,
      ),
      ...[plan, officePolicy, obligation, reminder, movement, bulk].flatMap(({ needs }) => Object.values(needs)),
    ];
    expect(named.filter((permission) => !(permission in plansPermissions))).toEqual(['timer.run']);
  });

  it('what a service orders of itself, no person orders', () =>
    expect(
      [plan, officePolicy, obligation, reminder, movement, bulk]
        .flatMap(({ needs }) => Object.keys(needs))
        .filter((type) => ['OpenObligation', 'TransferObligation', 'MarkOverdue', 'EndObligationUnfiled', 'PlanMovement'].includes(type)),
    ).toEqual([]));
});
