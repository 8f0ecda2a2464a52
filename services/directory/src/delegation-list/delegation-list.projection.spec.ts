import { expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import { delegation } from '../delegation/delegation.decider.js';
import type { DelegationEvent } from '../delegation/delegation.events.js';
import { delegationListProjection, delegationRow } from './delegation-list.projection.js';

it('the delegation list ends a delegation on the day of its revocation, as the fold does', () => {
  const granted: Extract<DelegationEvent, { type: 'DelegationGranted' }> = {
    type: 'DelegationGranted',
    data: {
      delegationId: 'dlg_1',
      form: 'TUQ',
      principalId: 'per_1',
      delegateId: 'per_2',
      roles: [{ role: 'CHAIRMAN', units: [] }],
      permissions: ['plan.issue'],
      unitIds: ['org_1'],
      from: '2021-02-01',
      basis: '3/UQ',
    },
  };
  const revoked: DelegationEvent = { type: 'DelegationRevoked', data: { on: '2021-02-15', reason: 'Đã có người thay' } };
  const { delegationId: id, ...data } = granted.data;
  const row = { id, tenant: 'ba-dinh', ...data, to: '2021-02-15', revoked: true, reason: 'Đã có người thay', version: 1 };
  expect(project(delegationListProjection, history<DelegationEvent>('delegation-dlg_1', granted, revoked))).toEqual([row]);
  const { initial, evolve } = delegation.decider;
  expect(delegationRow('ba-dinh', 1, [granted, revoked].reduce(evolve, initial))).toEqual(row);
});
