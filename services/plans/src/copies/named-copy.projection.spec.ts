import { expect, it } from '@jest/globals';
import { type groupContract, type officeContract } from '@laurel/contracts';
import type { EventsOf } from '@laurel/event-sourcing';
import { history, inOneLog, project } from '@laurel/testing';
import { namedCopyProjection } from './named-copy.projection.js';

it('groups and offices are known by their names of every day', () => {
  const group = history<EventsOf<typeof groupContract>>(
    'group-grp_1',
    {
      type: 'GroupDefined',
      data: { groupId: 'grp_1', code: 'all-units', names: [{ name: 'Các đơn vị' }], aliases: [], rule: { kind: 'UNRESOLVED' } },
    },
    { type: 'GroupRenamed', data: { groupId: 'grp_1', name: 'Các cơ quan, đơn vị', from: '2022-01-01' } },
    { type: 'GroupAliasAdded', data: { groupId: 'grp_1', name: 'Đơn vị', from: '2022-01-01' } },
  );
  const office = history<EventsOf<typeof officeContract>>(
    'office-off_1',
    {
      type: 'OfficeDefined',
      data: { officeId: 'off_1', code: 'chairman', names: [{ name: 'Chủ tịch UBND' }], aliases: [], organisationId: 'org_1' },
    },
    { type: 'OfficeRenamed', data: { officeId: 'off_1', name: 'Chủ tịch UBND quận', from: '2021-07-01' } },
    { type: 'OfficeAliasAdded', data: { officeId: 'off_1', name: 'CT UBND' } },
    { type: 'OfficeAssigned', data: { officeId: 'off_1', personId: 'per_1', from: '2021-07-01' } },
    { type: 'OfficeAbolished', data: { officeId: 'off_1', on: '2025-07-01' } },
  );
  const log = inOneLog(group, office);
  const rows = [
    {
      id: 'grp_1',
      tenant: 'ba-dinh',
      kind: 'GROUP',
      code: 'all-units',
      names: [
        { name: 'Các đơn vị', to: '2022-01-01' },
        { name: 'Các cơ quan, đơn vị', from: '2022-01-01' },
      ],
      aliases: [{ name: 'Đơn vị', from: '2022-01-01' }],
      rules: [{ rule: { kind: 'UNRESOLVED' } }],
      organisationId: null,
    },
    {
      id: 'off_1',
      tenant: 'ba-dinh',
      kind: 'OFFICE',
      code: 'chairman',
      names: [
        { name: 'Chủ tịch UBND', to: '2021-07-01' },
        { name: 'Chủ tịch UBND quận', from: '2021-07-01' },
      ],
      aliases: [{ name: 'CT UBND' }],
      to: '2025-07-01',
      rules: [],
      organisationId: 'org_1',
    },
  ];
  expect(project(namedCopyProjection, log)).toEqual(rows);
  expect(project(namedCopyProjection, log.slice(0, 4), log)).toEqual(rows);
});
