import { describe, expect, it } from '@jest/globals';
import { groupContract, officeContract, organisationContract } from '@laurel/contracts';
import type { Recorded } from '@laurel/event-sourcing';
import { golden28, reading28, text28 } from '../plan/fixtures/reading-28.js';
import { identify } from '../plan/identified-reading.js';
import { readPlan } from '../reading/read-plan.js';
import { copiesOf, published } from './fixtures/directory-copies.js';

const organisation = (id: string, more: object = {}, ...then: readonly { readonly type: string; readonly data: object }[]) =>
  published(
    organisationContract,
    id,
    {
      type: 'OrganisationRegistered',
      data: {
        organisationId: id,
        code: `code-${id}`,
        kind: 'WARD',
        names: [{ name: `Tên ${id}` }],
        aliases: [],
        parentId: 'org_district',
        ...more,
      },
    },
    ...then.map(({ type, data }) => ({ type, data: { organisationId: id, ...data } })),
  );
const group = (id: string, rule: object, more: object = {}, ...then: readonly { readonly type: string; readonly data: object }[]) =>
  published(
    groupContract,
    id,
    { type: 'GroupDefined', data: { groupId: id, code: `code-${id}`, names: [{ name: `Nhóm ${id}` }], aliases: [], rule, ...more } },
    ...then.map(({ type, data }) => ({ type, data: { groupId: id, ...data } })),
  );
const office = (id: string, organisationId: string | null, more: object = {}) =>
  published(officeContract, id, {
    type: 'OfficeDefined',
    data: { officeId: id, code: `code-${id}`, names: [{ name: `Chức danh ${id}` }], aliases: [], organisationId, ...more },
  });

const tenant = 'ba-dinh';
const wards = { kind: 'CHILDREN', of: 'org_district', kinds: ['WARD'] };
/** Two wards become one on 2025-07-01. */
const merged: readonly (readonly Recorded[])[] = [
  organisation(
    'org_a',
    {},
    { type: 'OrganisationMerged', data: { on: '2025-07-01', successors: [{ organisationId: 'org_c', share: 'WHOLE' }] } },
  ),
  organisation(
    'org_b',
    { aliases: [{ name: 'Bê', from: '2020-01-01', to: '2022-01-01' }] },
    { type: 'OrganisationRenamed', data: { name: 'Tên mới', from: '2022-01-01' } },
  ),
  organisation('org_c', { from: '2025-07-01' }),
  organisation('org_cluster', { kind: 'CLUSTER' }, { type: 'ClusterLeaderAppointed', data: { unitId: 'org_a', from: '2021-01-01' } }),
  group('grp_wards', wards),
  group(
    'grp_related',
    { kind: 'UNRESOLVED' },
    {},
    { type: 'GroupRuleChanged', data: { rule: { kind: 'LIST', organisations: ['org_b'] }, from: '2021-06-01' } },
  ),
  group('grp_old', wards, {}, { type: 'GroupRetired', data: { from: '2021-03-01' } }),
  office('off_chair', 'org_a'),
  office('off_none', null),
];

describe('the names of a day', () => {
  it('are those that documents of that day use', async () => {
    const { directory } = await copiesOf(...merged);
    const names = async (day: string) =>
      (await directory.gazetteer(tenant, day)).entries
        .map(({ ref, nameVi, aliases, kind }) => [ref, nameVi, aliases.join('|'), kind].join(' · '))
        .toSorted();
    expect(await names('2021-01-22')).toEqual([
      'grp_old · Nhóm grp_old ·  · GROUP',
      'grp_related · Nhóm grp_related ·  · UNRESOLVED',
      'grp_wards · Nhóm grp_wards ·  · GROUP',
      'off_chair · Chức danh off_chair ·  · OFFICE',
      'off_none · Chức danh off_none ·  · OFFICE',
      'org_a · Tên org_a ·  · ORGANISATION',
      'org_b · Tên org_b · Bê · ORGANISATION',
      'org_cluster · Tên org_cluster ·  · ORGANISATION',
    ]);
    expect(await names('2025-07-01')).toEqual([
      'grp_related · Nhóm grp_related ·  · GROUP',
      'grp_wards · Nhóm grp_wards ·  · GROUP',
      'off_chair · Chức danh off_chair ·  · OFFICE',
      'off_none · Chức danh off_none ·  · OFFICE',
      'org_b · Tên mới ·  · ORGANISATION',
      'org_c · Tên org_c ·  · ORGANISATION',
      'org_cluster · Tên org_cluster ·  · ORGANISATION',
    ]);
  });

  it('read the real plan as its golden file does', async () => {
    const keys = golden28.directory.map(({ ref, nameVi, aliases, kind }) => {
      const named = { names: [{ name: nameVi }], aliases: aliases.map((name) => ({ name })) };
      if (kind === 'ORGANISATION') return organisation(ref, { ...named, kind: 'DEPARTMENT' });
      return kind === 'OFFICE' ? office(ref, null, named) : group(ref, kind === 'GROUP' ? wards : { kind: 'UNRESOLVED' }, named);
    });
    const { directory } = await copiesOf(...keys);
    expect(identify('plan_28', readPlan(text28, await directory.gazetteer(tenant, '2021-01-22')))).toEqual(reading28);
  });

  it('are nobody else’s: another authority has none', async () =>
    expect(await (await copiesOf(...merged)).directory.gazetteer('tay-ho', '2021-01-22')).toEqual({ entries: [] }));
});

describe('whom a name means on a day', () => {
  const meaning = async (refs: readonly string[], day: string) => (await copiesOf(...merged)).directory.meaning(tenant, refs, day);

  it('is the members of a group, the organisation of an office, and nobody for what nobody has explained', async () => {
    const refs = ['grp_wards', 'grp_related', 'off_chair', 'off_none', 'org_b', 'org_cluster'];
    expect(await meaning(refs, '2021-01-22')).toEqual({
      groups: { grp_wards: ['org_a', 'org_b'], grp_related: [], off_chair: ['org_a'], off_none: [] },
      acting: { org_cluster: ['org_a'] },
    });
  });

  it('is those who took the place of a unit that has ended', async () =>
    expect(await meaning(['grp_wards', 'grp_related', 'off_chair', 'org_a', 'org_cluster'], '2025-07-01')).toEqual({
      groups: { grp_wards: ['org_b', 'org_c'], grp_related: ['org_b'], off_chair: ['org_c'], org_a: ['org_c'] },
      acting: { org_cluster: ['org_c'] },
    }));

  it('is found from the unit as well', async () => {
    const { directory } = await copiesOf(...merged);
    expect(await directory.groupsOf(tenant, 'org_b', '2021-01-22')).toEqual(['grp_old', 'grp_wards']);
    expect(await directory.groupsOf(tenant, 'org_b', '2021-06-01')).toEqual(['grp_old', 'grp_related', 'grp_wards']);
  });

  it('has a name for people, and says whether it is an organisation', async () => {
    const names = await (await copiesOf(...merged)).directory.names(tenant, '2022-06-01');
    expect([names.get('org_b'), names.get('grp_wards'), names.get('nobody')]).toEqual([
      { code: 'code-org_b', nameVi: 'Tên mới', isOrganisation: true },
      { code: 'code-grp_wards', nameVi: 'Nhóm grp_wards', isOrganisation: false },
      undefined,
    ]);
  });
});

describe('the copies', () => {
  it('are the same in whatever order things come', async () => {
    const states = async (keys: readonly (readonly Recorded[])[]) => {
      const { organisations, named } = await copiesOf(...keys);
      const all = { index: 'byId', where: {}, page: { first: 100 } } as const;
      const reader = { reach: () => ({ tenant }) };
      return [await organisations.find(reader, all), await named.find(reader, all)].map(({ items }) =>
        items.map(({ document }) => document),
      );
    };
    const first = await states(merged);
    for (const order of [merged.toReversed(), merged.toSorted((one, other) => one.length - other.length)]) {
      expect(await states(order)).toEqual(first);
    }
  });

  it('park what is changed before it was defined', async () => {
    const [, changed] = merged[5]!;
    await expect(copiesOf([changed!])).rejects.toThrow('grp_related is changed before it was defined');
  });
});
