import { describe, expect, it } from '@jest/globals';
import { personalPaths } from '@laurel/read-models';
import { history, project } from '@laurel/testing';
import type { PersonEvent } from '../person/person.events.js';
import { personList } from './person-list.collection.js';
import { personListProjection } from './person-list.projection.js';

const log = history<PersonEvent>(
  'person-per_1',
  {
    type: 'PersonRegistered',
    data: { personId: 'per_1', name: 'Người Mẫu 01', birthDate: '1985-02-03', unitId: 'org_phuc-xa', from: '2020-01-01' },
  },
  { type: 'PersonTransferred', data: { unitId: 'org_truc-bach', from: '2021-06-01' } },
  { type: 'PersonRenamed', data: { personId: 'per_1', name: 'Người Mẫu 99', from: '2021-07-01' } },
  { type: 'BirthDateCorrected', data: { personId: 'per_1', birthDate: null } },
  { type: 'PersonLeft', data: { on: '2025-07-01' } },
);
const row = {
  id: 'per_1',
  tenant: 'ba-dinh',
  name: 'Người Mẫu 99',
  sortKey: expect.any(String),
  birthDate: null,
  units: [
    { unitId: 'org_phuc-xa', from: '2020-01-01', to: '2021-06-01' },
    { unitId: 'org_truc-bach', from: '2021-06-01', to: '2025-07-01' },
  ],
  unitIds: ['org_phuc-xa', 'org_truc-bach'],
  ownerIds: ['org_truc-bach'],
  from: '2020-01-01',
  leftOn: '2025-07-01',
  version: 4,
};

describe('the person list', () => {
  it('keeps the units of all days, and belongs to the last', () => expect(project(personListProjection, log)).toEqual([row]));

  it('comes to the same for any batching and any repeat, and stops at a hole', () => {
    expect(project(personListProjection, log.slice(0, 2), log.slice(1), log)).toEqual([row]);
    expect(() => project(personListProjection, log.slice(1))).toThrow();
  });

  it('marks everything personal that tells who it is', () =>
    expect(personalPaths(personList).map(({ path }) => path)).toEqual(['name', 'sortKey', 'birthDate']));
});
