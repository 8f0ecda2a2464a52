import { expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import type { GroupEvent } from '../group/group.events.js';
import { groupListProjection } from './group-list.projection.js';

it('the group list keeps the names and the rule of every day', () => {
  const wards = { kind: 'CHILDREN', of: 'org_1', kinds: ['WARD'] } as const;
  const log = history<GroupEvent>(
    'group-grp_1',
    {
      type: 'GroupDefined',
      data: { groupId: 'grp_1', code: 'related', name: 'Các đơn vị liên quan', aliases: ['Đơn vị'], rule: { kind: 'UNRESOLVED' } },
    },
    { type: 'GroupRuleChanged', data: { rule: wards, from: '2021-02-01', basis: '1/UBND' } },
    { type: 'GroupRenamed', data: { name: 'Các đơn vị có liên quan', from: '2022-01-01' } },
    { type: 'GroupAliasAdded', data: { alias: 'Đơn vị liên quan', from: '2022-01-01' } },
    { type: 'GroupRetired', data: { on: '2025-07-01' } },
  );
  const row = {
    id: 'grp_1',
    tenant: 'ba-dinh',
    code: 'related',
    names: [
      { name: 'Các đơn vị liên quan', to: '2022-01-01' },
      { name: 'Các đơn vị có liên quan', from: '2022-01-01', to: '2025-07-01' },
    ],
    aliases: [
      { name: 'Đơn vị', to: '2025-07-01' },
      { name: 'Đơn vị liên quan', from: '2022-01-01', to: '2025-07-01' },
    ],
    rules: [
      { rule: { kind: 'UNRESOLVED' }, to: '2021-02-01' },
      { rule: wards, from: '2021-02-01', to: '2025-07-01' },
    ],
    to: '2025-07-01',
    sortKey: expect.any(String),
    version: 4,
  };
  expect(project(groupListProjection, log)).toEqual([row]);
  expect(project(groupListProjection, log.slice(0, 2), log)).toEqual([row]);
});
