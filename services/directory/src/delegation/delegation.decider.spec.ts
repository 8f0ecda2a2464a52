import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { DelegationCommand } from './delegation.commands.js';
import { delegation } from './delegation.decider.js';
import type { DelegationEvent } from './delegation.events.js';

const { given } = specification(delegation.decider);
const order = ordered<DelegationCommand>();

const grant = {
  delegationId: 'dlg_1',
  form: 'KT',
  principal: { id: 'per_1' },
  delegate: { id: 'per_2' },
  roles: [{ role: 'CHAIRMAN', units: [] }],
  permissions: ['plan.issue'],
  units: [],
  from: '2021-02-01',
  to: '2021-03-01',
} as const;
const granted: DelegationEvent = {
  type: 'DelegationGranted',
  data: {
    delegationId: 'dlg_1',
    form: 'KT',
    principalId: 'per_1',
    delegateId: 'per_2',
    roles: [{ role: 'CHAIRMAN', units: [] }],
    permissions: ['plan.issue'],
    unitIds: [],
    from: '2021-02-01',
    to: '2021-03-01',
  },
};

describe('a delegation', () => {
  it('lets one person act for another from day to day', () => given().when(order('GrantDelegation', grant)).then(granted));

  it('tells everything that is wrong with it at once', () =>
    given()
      .when(order('GrantDelegation', { ...grant, delegate: { id: 'per_1', seen: 'UNKNOWN' }, to: '2021-02-01', permissions: ['Issue!'] }))
      .refuses('DELEGATE_IS_PRINCIPAL', 'DELEGATION_ENDS_BEFORE_IT_BEGINS', 'UNKNOWN_PERMISSION', 'UNKNOWN_REFERENCE'));

  it('says whose rights are used: roles that there are', () => {
    given()
      .when(order('GrantDelegation', { ...grant, roles: [] }))
      .refuses('NO_ROLES_DELEGATED');
    given()
      .when(order('GrantDelegation', { ...grant, roles: [{ role: 'KING', units: [] }] }))
      .refuses('UNKNOWN_ROLE');
  });

  it('names at least one permission', () =>
    given()
      .when(order('GrantDelegation', { ...grant, permissions: [] }))
      .refuses('NO_PERMISSIONS_DELEGATED'));

  it('is revoked once, while it lasts', () => {
    const revoke = order('RevokeDelegation', { on: '2021-02-15', reason: 'Đã có người thay' });
    given(granted)
      .when(revoke)
      .then({ type: 'DelegationRevoked', data: { on: '2021-02-15', reason: 'Đã có người thay' } });
    given(granted, { type: 'DelegationRevoked', data: { on: '2021-02-15', reason: 'x' } })
      .when(revoke)
      .refuses('DELEGATION_REVOKED');
    given(granted)
      .when(order('RevokeDelegation', { on: '2021-03-01', reason: 'x' }))
      .refuses('DELEGATION_OVER');
  });

  it('never begins when it is revoked before', () =>
    given(granted)
      .when(order('RevokeDelegation', { on: '2021-01-15', reason: 'x' }))
      .then({ type: 'DelegationRevoked', data: { on: '2021-02-01', reason: 'x' } }));
});
