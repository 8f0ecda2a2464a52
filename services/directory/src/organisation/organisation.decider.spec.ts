import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { OrganisationCommand } from './organisation.commands.js';
import { organisation } from './organisation.decider.js';
import type { OrganisationEvent } from './organisation.events.js';

const { given } = specification(organisation.decider);
const order = ordered<OrganisationCommand>();

const ward: OrganisationEvent = {
  type: 'OrganisationRegistered',
  data: {
    organisationId: 'org_truc-bach',
    code: 'phuong-truc-bach',
    kind: 'WARD',
    name: 'Phường Trúc Bạch',
    aliases: [],
    parentId: 'org_ba-dinh',
    from: '1981-01-01',
  },
};
const cluster: OrganisationEvent = {
  type: 'OrganisationRegistered',
  data: { ...ward.data, organisationId: 'org_cluster-1', kind: 'CLUSTER' },
};
const merged: OrganisationEvent = {
  type: 'OrganisationMerged',
  data: { successors: [{ organisationId: 'org_new', share: 'PART' }], on: '2025-07-01' },
};

describe('an organisation', () => {
  it('is registered once, under a parent that stands', () => {
    const { parentId, ...founding } = ward.data;
    const register = (parent: { from?: string; ancestors: readonly string[] } | 'UNKNOWN') =>
      order('RegisterOrganisation', { ...founding, parent: { id: parentId!, seen: parent } });
    given()
      .when(register({ ancestors: [] }))
      .then(ward);
    given(ward)
      .when(register({ ancestors: [] }))
      .thenNothing();
    given().when(register('UNKNOWN')).refuses('UNKNOWN_REFERENCE');
    given()
      .when(register({ from: '1990-01-01', ancestors: [] }))
      .refuses('NOT_THERE_THEN');
  });

  it('takes a name from a day on, and the same name not twice', () => {
    const renamed: OrganisationEvent = {
      type: 'OrganisationRenamed',
      data: { name: 'Phường Trúc Bạch mới', from: '2022-01-01', basis: '1/NQ' },
    };
    given(ward)
      .when(order('RenameOrganisation', { name: 'Phường Trúc Bạch mới', from: '2022-01-01', basis: '1/NQ' }))
      .then(renamed);
    given(ward, renamed)
      .when(order('RenameOrganisation', { name: 'Phường Trúc Bạch mới', from: '2023-01-01' }))
      .thenNothing();
    given(ward)
      .when(order('RenameOrganisation', { name: 'x', from: '1980-12-31' }))
      .refuses('BEFORE_FOUNDING');
  });

  it('never lies below itself', () => {
    const move = (id: string, ...ancestors: readonly string[]) =>
      order('MoveOrganisation', { parent: { id, seen: { ancestors } }, from: '2022-01-01' });
    given(ward).when(move('org_truc-bach')).refuses('PARENT_CYCLE');
    given(ward)
      .when(move('org_below', 'org_between', 'org_truc-bach'))
      .refuses('PARENT_CYCLE');
    given(ward)
      .when(move('org_other'))
      .then({ type: 'OrganisationMoved', data: { parentId: 'org_other', from: '2022-01-01' } });
    given(ward).when(move('org_ba-dinh')).thenNothing();
  });

  it('is led by a unit when it is a cluster, and only then', () => {
    const appoint = order('AppointLeadingUnit', { unit: { id: 'org_phuc-xa', seen: { ancestors: [] } }, from: '2021-01-01' });
    given(ward).when(appoint).refuses('NOT_A_CLUSTER');
    given(cluster)
      .when(appoint)
      .then({ type: 'LeadingUnitAppointed', data: { unitId: 'org_phuc-xa', from: '2021-01-01' } });
  });

  it('tells every reason at once', () =>
    given(ward)
      .when(order('AppointLeadingUnit', { unit: { id: 'org_x', seen: 'UNKNOWN' }, from: '2021-01-01' }))
      .refuses('NOT_A_CLUSTER', 'UNKNOWN_REFERENCE'));

  it('still changes before the day on which it ends, and not from that day on', () => {
    const rename = (from: string) => order('RenameOrganisation', { name: 'Phường cuối', from });
    given(ward, merged)
      .when(rename('2025-06-30'))
      .then({ type: 'OrganisationRenamed', data: { name: 'Phường cuối', from: '2025-06-30' } });
    given(ward, merged).when(rename('2025-07-01')).refuses('ORGANISATION_ENDED');
  });

  it('is dissolved once, after its founding, and not into itself', () => {
    const dissolve = (on: string, ...successors: readonly string[]) =>
      order('DissolveOrganisation', { on, successors: successors.map((id) => ({ id })) });
    given(ward)
      .when(dissolve('2025-07-01'))
      .then({ type: 'OrganisationDissolved', data: { on: '2025-07-01', successors: [] } });
    given(ward).when(dissolve('1981-01-01')).refuses('ENDS_BEFORE_IT_BEGINS');
    given(ward).when(dissolve('2025-07-01', 'org_truc-bach')).refuses('SUCCESSOR_IS_ITSELF');
    given(ward, merged).when(dissolve('2025-08-01')).refuses('ORGANISATION_ENDED');
  });

  it('can go in parts to several successors on one day, each told once, but not on another day', () => {
    const merge = (successor: string, on: string) =>
      order('EndByMerger', { successors: [{ organisationId: successor, share: 'PART' }], on });
    given(ward, merged)
      .when(merge('org_other', '2025-07-01'))
      .then({ type: 'OrganisationMerged', data: { successors: [{ organisationId: 'org_other', share: 'PART' }], on: '2025-07-01' } });
    given(ward, merged).when(merge('org_new', '2025-07-01')).thenNothing();
    given(ward, merged).when(merge('org_other', '2026-01-01')).refuses('ORGANISATION_ENDED');
  });
});
