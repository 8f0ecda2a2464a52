import { expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import type { OfficeEvent } from '../office/office.events.js';
import { officeListProjection } from './office-list.projection.js';

it('the office list keeps who held what from when to when', () => {
  const log = history<OfficeEvent>(
    'office-off_1',
    {
      type: 'OfficeDefined',
      data: { officeId: 'off_1', code: 'chairman', name: 'Chủ tịch UBND', aliases: [], organisationId: 'org_1', from: '2020-01-01' },
    },
    { type: 'OfficeAssigned', data: { personId: 'per_2', from: '2021-05-01' } },
    { type: 'OfficeAssigned', data: { personId: 'per_1', from: '2020-01-01', to: '2021-05-01' } },
    { type: 'OfficeAliasAdded', data: { alias: 'CT UBND', from: '2021-01-01' } },
    { type: 'OfficeRenamed', data: { name: 'Chủ tịch Ủy ban nhân dân', from: '2022-01-01' } },
    { type: 'OfficeVacated', data: { personId: 'per_2', on: '2025-01-01' } },
    { type: 'OfficeAbolished', data: { on: '2025-07-01' } },
  );
  const row = {
    id: 'off_1',
    tenant: 'ba-dinh',
    code: 'chairman',
    names: [
      { name: 'Chủ tịch UBND', from: '2020-01-01', to: '2022-01-01' },
      { name: 'Chủ tịch Ủy ban nhân dân', from: '2022-01-01', to: '2025-07-01' },
    ],
    aliases: [{ name: 'CT UBND', from: '2021-01-01', to: '2025-07-01' }],
    organisationId: 'org_1',
    organisationIds: ['org_1'],
    holders: [
      { personId: 'per_1', from: '2020-01-01', to: '2021-05-01' },
      { personId: 'per_2', from: '2021-05-01', to: '2025-01-01' },
    ],
    holderIds: ['per_1', 'per_2'],
    from: '2020-01-01',
    to: '2025-07-01',
    sortKey: expect.any(String),
    version: 6,
  };
  expect(project(officeListProjection, log)).toEqual([row]);
  expect(project(officeListProjection, log.slice(0, 3), log.slice(1), log)).toEqual([row]);
});
