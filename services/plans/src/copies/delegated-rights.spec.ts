import { describe, expect, it } from '@jest/globals';
import { delegationContract } from '@laurel/contracts';
import type { Recorded } from '@laurel/event-sourcing';
import { delegatedRights } from './delegated-rights.js';
import { copiesOf, published } from './fixtures/directory-copies.js';

const granted = (more: object = {}) => ({
  type: 'DelegationGranted',
  data: {
    delegationId: 'dlg_1',
    principalId: 'per_chairman',
    delegateId: 'per_deputy',
    form: 'KT',
    roles: [{ role: 'CHAIRMAN', units: ['org_pc'] }],
    permissions: ['plan.issue'],
    units: 'ALL',
    from: '2021-02-01',
    to: '2021-03-01',
    ...more,
  },
});
const rightsAfter = async (...keys: readonly (readonly Recorded[])[]) => {
  const rights = delegatedRights((await copiesOf(...keys)).delegations);
  return (on: string, more: object = {}) =>
    rights.rightsOf({ tenant: 'ba-dinh', delegate: 'per_deputy', principal: 'per_chairman', on, ...more });
};
const chairman = { roles: [{ role: 'CHAIRMAN', units: ['org_pc'] }], permissions: ['plan.issue'] };

describe('acting for another', () => {
  it('is nothing before the delegation begins and from its last day on', async () => {
    const rightsOn = await rightsAfter(published(delegationContract, 'dlg_1', granted()));
    expect(await Promise.all(['2021-01-31', '2021-02-01', '2021-02-28', '2021-03-01'].map((day) => rightsOn(day)))).toEqual([
      [],
      [chairman],
      [chairman],
      [],
    ]);
  });

  it('is nothing from the day on which it is revoked, and a late revocation prolongs nothing', async () => {
    const revoked = (on: string) =>
      published(delegationContract, 'dlg_1', granted(), { type: 'DelegationRevoked', data: { delegationId: 'dlg_1', on } });
    const early = await rightsAfter(revoked('2021-02-10'));
    expect([await early('2021-02-09'), await early('2021-02-10')]).toEqual([[chairman], []]);
    const late = await rightsAfter(revoked('2021-06-01'));
    expect(await late('2021-03-01')).toEqual([]);
  });

  it('is for the one who was delegated, for the one who delegated, in their tenant', async () => {
    const rightsOn = await rightsAfter(published(delegationContract, 'dlg_1', granted()));
    const others = [
      { delegate: 'per_chairman', principal: 'per_deputy' },
      { delegate: 'per_x' },
      { principal: 'per_x' },
      { tenant: 'tay-ho' },
    ];
    for (const other of others) expect([other, await rightsOn('2021-02-01', other)]).toEqual([other, []]);
  });

  it('says within what: permissions and units, each delegation for itself', async () => {
    const rightsOn = await rightsAfter(
      published(delegationContract, 'dlg_2', granted({ delegationId: 'dlg_2', permissions: 'ALL', units: ['org_phuc-xa'] })),
      published(delegationContract, 'dlg_1', granted()),
    );
    expect(await rightsOn('2021-02-01')).toEqual([chairman, { roles: chairman.roles, units: ['org_phuc-xa'] }]);
  });
});
