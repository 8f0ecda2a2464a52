import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { PersonCommand } from './person.commands.js';
import { person } from './person.decider.js';
import type { PersonEvent } from './person.events.js';

const { given } = specification(person.decider);
const order = ordered<PersonCommand>();

const registered: PersonEvent = {
  type: 'PersonRegistered',
  data: { personId: 'per_1', name: 'Người Mẫu 01', birthDate: '1985-02-03', unitId: 'org_phuc-xa', from: '2020-01-01' },
};
const left: PersonEvent = { type: 'PersonLeft', data: { on: '2021-06-01' } };

describe('a person', () => {
  it('enters the directory under a unit that stands then', () => {
    const { unitId, ...entry } = registered.data;
    given()
      .when(order('RegisterPerson', { ...entry, unit: { id: unitId, seen: { ancestors: [] } } }))
      .then(registered);
    given()
      .when(order('RegisterPerson', { ...entry, unit: { id: unitId, seen: { from: '2025-07-01', ancestors: [] } } }))
      .refuses('NOT_THERE_THEN');
    given()
      .when(order('RegisterPerson', { ...entry, birthDate: '2020-01-01', unit: { id: unitId } }))
      .refuses('BORN_AFTER_ENTRY');
  });

  it('is renamed under their own key, and not for nothing', () => {
    given(registered)
      .when(order('RenamePerson', { name: 'Người Mẫu 99', from: '2021-01-01' }))
      .then({ type: 'PersonRenamed', data: { personId: 'per_1', name: 'Người Mẫu 99', from: '2021-01-01' } });
    given(registered)
      .when(order('RenamePerson', { name: 'Người Mẫu 01', from: '2021-01-01' }))
      .thenNothing();
  });

  it('cannot be changed as of a day before the entry', () =>
    given(registered)
      .when(order('TransferPerson', { unit: { id: 'org_truc-bach' }, from: '2019-12-31' }))
      .refuses('BEFORE_ENTRY'));

  it('leaves once, and may come back by a transfer', () => {
    given(registered, left)
      .when(order('RecordLeaving', { on: '2021-07-01' }))
      .refuses('ALREADY_LEFT');
    given(registered, left)
      .when(order('TransferPerson', { unit: { id: 'org_truc-bach' }, from: '2021-05-31' }))
      .refuses('ALREADY_LEFT');
    given(registered, left)
      .when(order('TransferPerson', { unit: { id: 'org_truc-bach' }, from: '2022-01-01' }))
      .then({ type: 'PersonTransferred', data: { unitId: 'org_truc-bach', from: '2022-01-01' } });
  });

  it('keeps a birth date that can be corrected and taken out', () =>
    given(registered)
      .when(order('CorrectBirthDate', { birthDate: null }))
      .then({ type: 'BirthDateCorrected', data: { personId: 'per_1', birthDate: null } }));
});
