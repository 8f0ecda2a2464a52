import { describe, expect, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { GroupCommand } from './group.commands.js';
import { group, organisationsOf } from './group.decider.js';
import type { GroupEvent } from './group.events.js';

const { given } = specification(group.decider);
const order = ordered<GroupCommand>();

const units = { kind: 'CHILDREN', of: 'org_district', kinds: ['WARD', 'DEPARTMENT'] } as const;
const defined: GroupEvent = {
  type: 'GroupDefined',
  data: { groupId: 'grp_1', code: 'all-units', name: 'Các đơn vị thuộc quận', aliases: ['Các đơn vị'], rule: units },
};

describe('a group', () => {
  it('is a rule over organisations that the directory knows', () => {
    given()
      .when(order('DefineGroup', { ...defined.data, mentioned: [{ id: 'org_district' }] }))
      .then(defined);
    given()
      .when(order('DefineGroup', { ...defined.data, mentioned: [{ id: 'org_district', seen: 'UNKNOWN' }] }))
      .refuses('UNKNOWN_REFERENCE');
  });

  it('may be unresolved until the office says who it is', () =>
    given({ ...defined, data: { ...defined.data, rule: { kind: 'UNRESOLVED' } } })
      .when(order('ChangeGroupRule', { rule: units, mentioned: [], from: '2021-02-01', basis: '12/UBND-NV' }))
      .then({ type: 'GroupRuleChanged', data: { rule: units, from: '2021-02-01', basis: '12/UBND-NV' } }));

  it('does not change to what it is', () =>
    given(defined)
      .when(order('ChangeGroupRule', { rule: units, mentioned: [], from: '2021-02-01' }))
      .thenNothing());

  it('is called otherwise from a day on, and by other names too', () => {
    given(defined)
      .when(order('RenameGroup', { name: 'Các cơ quan, đơn vị thuộc quận', from: '2022-01-01', basis: '1/UBND' }))
      .then({ type: 'GroupRenamed', data: { name: 'Các cơ quan, đơn vị thuộc quận', from: '2022-01-01', basis: '1/UBND' } });
    given(defined)
      .when(order('RenameGroup', { name: 'Các đơn vị thuộc quận', from: '2022-01-01' }))
      .thenNothing();
    given(defined)
      .when(order('AddGroupAlias', { alias: 'Đơn vị' }))
      .then({ type: 'GroupAliasAdded', data: { alias: 'Đơn vị' } });
    given(defined)
      .when(order('AddGroupAlias', { alias: 'Các đơn vị', from: '2022-01-01' }))
      .thenNothing();
  });

  it('is retired once and does not change from then on', () => {
    const retired: GroupEvent = { type: 'GroupRetired', data: { on: '2025-07-01' } };
    given(defined)
      .when(order('RetireGroup', { on: '2025-07-01' }))
      .then(retired);
    given(defined, retired)
      .when(order('RetireGroup', { on: '2026-07-01' }))
      .refuses('GROUP_RETIRED');
    given(defined, retired)
      .when(order('ChangeGroupRule', { rule: { kind: 'UNRESOLVED' }, mentioned: [], from: '2025-07-01' }))
      .refuses('GROUP_RETIRED');
    given(defined, retired)
      .when(order('RenameGroup', { name: 'Nhóm khác', from: '2025-07-01' }))
      .refuses('GROUP_RETIRED');
  });
});

describe('a rule', () => {
  it('names organisations at any depth, each once', () =>
    expect(
      organisationsOf({
        kind: 'EXCEPT',
        rule: {
          kind: 'UNION',
          rules: [units, { kind: 'LEADING_UNITS', clusters: { kind: 'DESCENDANTS', of: 'org_city', kinds: ['CLUSTER'] } }],
        },
        without: { kind: 'LIST', organisations: ['org_phuc-xa', 'org_district'] },
      }),
    ).toEqual(['org_district', 'org_city', 'org_phuc-xa']));
});
