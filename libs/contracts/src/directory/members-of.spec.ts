import { describe, expect, it } from '@jest/globals';
import { groupRule, type GroupRule } from './group-rule.js';
import { membersOf, successorsOf } from './members-of.js';
import type { OrganisationKind } from './organisation-contract.js';
import { evolveOrganisation, type OrganisationEvent, type OrganisationInTime } from './organisation-in-time.js';

const registered = (id: string, kind: OrganisationKind, parentId: string | null = 'ba-dinh'): OrganisationEvent => ({
  type: 'OrganisationRegistered',
  data: { organisationId: id, code: id, kind, names: [{ name: id }], aliases: [], parentId },
});
const story = (...events: readonly [OrganisationEvent, ...OrganisationEvent[]]): OrganisationInTime =>
  events.reduce<OrganisationInTime | undefined>(evolveOrganisation, undefined)!;
const merged = (id: string, ...into: readonly string[]): OrganisationEvent => ({
  type: 'OrganisationMerged',
  data: { organisationId: id, on: '2025-07-01', successors: into.map((organisationId) => ({ organisationId, share: 'WHOLE' })) },
});

// The wards of the district, merged when the district level ended on 2025-07-01.
const organisations: readonly OrganisationInTime[] = [
  story(registered('ba-dinh', 'DISTRICT', 'ha-noi'), {
    type: 'OrganisationDissolved',
    data: { organisationId: 'ba-dinh', on: '2025-07-01', successors: [] },
  }),
  story(registered('phuong-truc-bach', 'WARD'), merged('phuong-truc-bach', 'phuong-ba-dinh')),
  story(registered('phuong-quan-thanh', 'WARD'), merged('phuong-quan-thanh', 'phuong-ba-dinh')),
  story(registered('phuong-doi-can', 'WARD'), {
    type: 'OrganisationSplit',
    data: {
      organisationId: 'phuong-doi-can',
      on: '2025-07-01',
      successors: [
        { organisationId: 'phuong-ba-dinh', share: 'PART' },
        { organisationId: 'phuong-ngoc-ha', share: 'PART' },
      ],
      goesOn: false,
    },
  }),
  story(registered('phong-noi-vu', 'DEPARTMENT')),
  story(
    registered('cluster-1', 'CLUSTER'),
    { type: 'ClusterLeaderAppointed', data: { organisationId: 'cluster-1', unitId: 'phuong-truc-bach' } },
    { type: 'ClusterLeaderAppointed', data: { organisationId: 'cluster-1', unitId: 'phong-noi-vu', from: '2022-01-01' } },
  ),
  story(registered('to-thi-dua', 'DEPARTMENT', 'phong-noi-vu')),
  story({ type: 'OrganisationRegistered', data: { ...registered('phuong-ba-dinh', 'WARD', 'ha-noi').data, from: '2025-07-01' } as never }),
  story({ type: 'OrganisationRegistered', data: { ...registered('phuong-ngoc-ha', 'WARD', 'ha-noi').data, from: '2025-07-01' } as never }),
];
const on = (rule: GroupRule, asOf: string) => membersOf(groupRule.parse(rule), organisations, asOf);

describe('the members of a group', () => {
  it('are the children of the kinds that the rule names, on the day', () => {
    const rule: GroupRule = { kind: 'CHILDREN', of: 'ba-dinh', kinds: ['WARD', 'DEPARTMENT'] };
    expect(on(rule, '2025-06-30')).toEqual(['phuong-truc-bach', 'phuong-quan-thanh', 'phuong-doi-can', 'phong-noi-vu']);
    expect(on(rule, '2025-07-01')).toEqual(['phong-noi-vu']);
    expect(on({ kind: 'CHILDREN', of: 'ha-noi', kinds: ['WARD'] }, '2025-06-30')).toEqual([]);
    expect(on({ kind: 'CHILDREN', of: 'ha-noi', kinds: ['WARD'] }, '2025-07-01')).toEqual(['phuong-ba-dinh', 'phuong-ngoc-ha']);
  });

  it('are found at any depth, but only below the organisation that is named', () => {
    expect(on({ kind: 'DESCENDANTS', of: 'ba-dinh', kinds: ['DEPARTMENT'] }, '2021-01-22')).toEqual(['phong-noi-vu', 'to-thi-dua']);
    expect(on({ kind: 'DESCENDANTS', of: 'phong-noi-vu', kinds: ['DEPARTMENT'] }, '2021-01-22')).toEqual(['to-thi-dua']);
  });

  it('are the successors in place of a listed one that has ended, each once', () => {
    const rule: GroupRule = { kind: 'LIST', organisations: ['phuong-quan-thanh', 'phuong-truc-bach', 'phuong-doi-can', 'nowhere'] };
    expect(on(rule, '2025-06-30')).toEqual(['phuong-truc-bach', 'phuong-quan-thanh', 'phuong-doi-can']);
    expect(on(rule, '2025-07-01')).toEqual(['phuong-ba-dinh', 'phuong-ngoc-ha']);
  });

  it('are the units that lead the clusters on the day', () => {
    const rule: GroupRule = { kind: 'LEADING_UNITS', clusters: { kind: 'CHILDREN', of: 'ba-dinh', kinds: ['CLUSTER'] } };
    expect(on(rule, '2021-12-31')).toEqual(['phuong-truc-bach']);
    expect(on(rule, '2022-01-01')).toEqual(['phong-noi-vu']);
  });

  it('are added and taken away', () => {
    const wards: GroupRule = { kind: 'CHILDREN', of: 'ba-dinh', kinds: ['WARD'] };
    const some: GroupRule = { kind: 'EXCEPT', rule: wards, without: { kind: 'LIST', organisations: ['phuong-quan-thanh'] } };
    expect(on(some, '2021-01-22')).toEqual(['phuong-truc-bach', 'phuong-doi-can']);
    expect(on({ kind: 'UNION', rules: [{ kind: 'LIST', organisations: ['phong-noi-vu'] }, some] }, '2021-01-22')).toEqual([
      'phuong-truc-bach',
      'phuong-doi-can',
      'phong-noi-vu',
    ]);
  });

  it('are unknown, not none, as long as a part of the rule is unresolved', () => {
    expect(on({ kind: 'LIST', organisations: [] }, '2021-01-22')).toEqual([]);
    expect(on({ kind: 'UNRESOLVED' }, '2021-01-22')).toBeUndefined();
    expect(on({ kind: 'UNION', rules: [{ kind: 'LIST', organisations: [] }, { kind: 'UNRESOLVED' }] }, '2021-01-22')).toBeUndefined();
  });

  it('are found although a copy holds a circle of parents for a moment', () => {
    const circle = [story(registered('a', 'WARD', 'b')), story(registered('b', 'WARD', 'a'))];
    expect(membersOf({ kind: 'DESCENDANTS', of: 'c', kinds: ['WARD'] }, circle, '2021-01-22')).toEqual([]);
  });
});

describe('who stands in the place of an organisation', () => {
  it('is itself while it exists, then its successors', () => {
    expect(successorsOf('phuong-doi-can', organisations, '2025-06-30')).toEqual(['phuong-doi-can']);
    expect(successorsOf('phuong-doi-can', organisations, '2025-07-01')).toEqual(['phuong-ba-dinh', 'phuong-ngoc-ha']);
  });

  it('is nobody after a dissolution without successors, and before the beginning', () => {
    expect(successorsOf('ba-dinh', organisations, '2025-07-01')).toEqual([]);
    expect(successorsOf('phuong-ba-dinh', organisations, '2025-06-30')).toEqual([]);
  });

  it('is followed through several endings and never in a circle', () => {
    const chain = [
      story(registered('a', 'WARD'), merged('a', 'b')),
      story(registered('b', 'WARD'), merged('b', 'c', 'a')),
      story(registered('c', 'WARD')),
    ];
    expect(successorsOf('a', chain, '2025-07-01')).toEqual(['c']);
  });
});
