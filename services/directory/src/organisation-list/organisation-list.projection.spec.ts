import { describe, expect, it } from '@jest/globals';
import { evolveOrganisation, type OrganisationEvent as Published, type OrganisationInTime, organisationContract } from '@laurel/contracts';
import { history, project } from '@laurel/testing';
import type { OrganisationEvent } from '../organisation/organisation.events.js';
import { directoryPublishing } from '../publishing/directory.publishing.js';
import { organisationList } from './organisation-list.collection.js';
import { organisationListProjection } from './organisation-list.projection.js';

const story: readonly OrganisationEvent[] = [
  {
    type: 'OrganisationRegistered',
    data: {
      organisationId: 'org_1',
      code: 'cum-1',
      kind: 'CLUSTER',
      name: 'Cụm thi đua số 1',
      aliases: ['Cụm 1'],
      parentId: 'org_quan',
      from: '2019-01-01',
    },
  },
  { type: 'LeadingUnitAppointed', data: { unitId: 'org_phuc-xa', from: '2021-01-01' } },
  { type: 'OrganisationRenamed', data: { name: 'Khối thi đua số 1', from: '2024-01-01', basis: '1/QĐ' } },
  { type: 'AliasAdded', data: { alias: 'Khối 1', from: '2024-01-01' } },
  { type: 'OrganisationMoved', data: { parentId: 'org_ha-noi', from: '2025-01-01' } },
  { type: 'OrganisationSucceeded', data: { predecessors: [{ organisationId: 'org_0', share: 'PART' }], on: '2022-01-01' } },
  { type: 'OrganisationSplit', data: { successors: [{ organisationId: 'org_4', share: 'PART' }], on: '2024-06-01', goesOn: true } },
  { type: 'OrganisationMerged', data: { successors: [{ organisationId: 'org_2', share: 'WHOLE' }], on: '2025-07-01' } },
];
const log = history('organisation-org_1', ...story);
const row = {
  id: 'org_1',
  tenant: 'ba-dinh',
  code: 'cum-1',
  kind: 'CLUSTER',
  names: [
    { name: 'Cụm thi đua số 1', from: '2019-01-01', to: '2024-01-01' },
    { name: 'Khối thi đua số 1', from: '2024-01-01', to: '2025-07-01' },
  ],
  aliases: [
    { name: 'Cụm 1', from: '2019-01-01', to: '2025-07-01' },
    { name: 'Khối 1', from: '2024-01-01', to: '2025-07-01' },
  ],
  parents: [
    { parentId: 'org_quan', from: '2019-01-01', to: '2025-01-01' },
    { parentId: 'org_ha-noi', from: '2025-01-01', to: '2025-07-01' },
  ],
  leaders: [{ unitId: 'org_phuc-xa', from: '2021-01-01', to: '2025-07-01' }],
  from: '2019-01-01',
  to: '2025-07-01',
  predecessors: [{ organisationId: 'org_0', share: 'PART', on: '2022-01-01' }],
  successors: [
    { organisationId: 'org_4', share: 'PART', on: '2024-06-01' },
    { organisationId: 'org_2', share: 'WHOLE', on: '2025-07-01' },
  ],
  parentIds: ['org_quan', 'org_ha-noi'],
  sortKey: expect.any(String),
  words: 'Cụm thi đua số 1 · Khối thi đua số 1 · Cụm 1 · Khối 1',
  version: 7,
};

describe('the organisation list', () => {
  it('keeps all that was and will be', () => expect(project(organisationListProjection, log)).toEqual([row]));

  it('comes to the same for any batching and any repeat', () => {
    expect(project(organisationListProjection, log.slice(0, 3), log.slice(2), log)).toEqual([row]);
  });

  it('stops at a hole', () => expect(() => project(organisationListProjection, log.slice(1))).toThrow());

  it('counts by kind and parent as of a day', () => {
    const [document] = project(organisationListProjection, log);
    const sums = (asOf: string) => {
      const sum = new Map<string, number>();
      for (const { day, group, by } of organisationList.tallies!.living!(document!)) {
        if (day <= asOf) sum.set(group.join('/'), (sum.get(group.join('/')) ?? 0) + by);
      }
      return Object.fromEntries(sum);
    };
    expect(sums('2018-12-31')).toEqual({});
    expect(sums('2024-12-31')).toEqual({ 'KIND/CLUSTER': 1, 'PARENT/org_quan/CLUSTER': 1 });
    expect(sums('2025-06-30')).toEqual({ 'KIND/CLUSTER': 1, 'PARENT/org_quan/CLUSTER': 0, 'PARENT/org_ha-noi/CLUSTER': 1 });
    expect(sums('2025-07-01')).toEqual({ 'KIND/CLUSTER': 0, 'PARENT/org_quan/CLUSTER': 0, 'PARENT/org_ha-noi/CLUSTER': 0 });
  });
});

describe('what is published of an organisation', () => {
  it('is what the contract describes, and folds to the same on every day of its life', () => {
    const published = log.flatMap((event) => directoryPublishing.map['organisation']![event.type]!(event));
    const parsed = published.map(({ type, data }) => ({ type, data: organisationContract.schemas[type as Published['type']].parse(data) }));
    expect(parsed.map(({ data }) => data)).toEqual(published.map(({ data }) => data));
    const folded = (parsed as readonly Published[]).reduce<OrganisationInTime | undefined>(evolveOrganisation, undefined)!;
    expect({ ...folded, names: folded.names.map(({ name, from }) => ({ name, from })) }).toMatchObject({
      id: 'org_1',
      names: row.names.map(({ name, from }) => ({ name, from })),
      from: row.from,
      to: row.to,
      predecessors: row.predecessors,
      successors: row.successors,
    });
  });
});
