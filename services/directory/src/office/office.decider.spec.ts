import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import type { OfficeCommand } from './office.commands.js';
import { office } from './office.decider.js';
import type { OfficeEvent } from './office.events.js';

const { given } = specification(office.decider);
const order = ordered<OfficeCommand>();

const defined: OfficeEvent = {
  type: 'OfficeDefined',
  data: { officeId: 'off_1', code: 'chairman-council', name: 'Chủ tịch Hội đồng TĐKT quận', aliases: [], organisationId: 'org_council' },
};
const assigned = (personId: string, from: string, to?: string): OfficeEvent => ({
  type: 'OfficeAssigned',
  data: { personId, from, ...(to !== undefined && { to }) },
});

describe('an office', () => {
  it('is held by one person at a time', () => {
    given(defined)
      .when(order('AssignOffice', { person: { id: 'per_1' }, from: '2020-08-01' }))
      .then(assigned('per_1', '2020-08-01'));
    given(defined, assigned('per_1', '2020-08-01'))
      .when(order('AssignOffice', { person: { id: 'per_2' }, from: '2021-01-01' }))
      .refuses('OFFICE_HELD');
    given(defined, assigned('per_1', '2020-08-01'))
      .when(order('AssignOffice', { person: { id: 'per_2' }, from: '2019-01-01' }))
      .refuses('OFFICE_HELD');
  });

  it('passes on the day on which a term ends', () => {
    given(defined, assigned('per_1', '2020-08-01'), { type: 'OfficeVacated', data: { personId: 'per_1', on: '2021-05-01' } })
      .when(order('AssignOffice', { person: { id: 'per_2' }, from: '2021-05-01' }))
      .then(assigned('per_2', '2021-05-01'));
    given(defined, assigned('per_1', '2020-08-01', '2021-05-01'))
      .when(order('AssignOffice', { person: { id: 'per_2' }, from: '2021-05-01' }))
      .then(assigned('per_2', '2021-05-01'));
  });

  it('can be held before somebody else by a term that ends in time', () =>
    given(defined, assigned('per_1', '2020-08-01'))
      .when(order('AssignOffice', { person: { id: 'per_2' }, from: '2019-01-01', to: '2020-08-01' }))
      .then(assigned('per_2', '2019-01-01', '2020-08-01')));

  it('is not given twice to the same person for the same time', () =>
    given(defined, assigned('per_1', '2020-08-01'))
      .when(order('AssignOffice', { person: { id: 'per_1' }, from: '2020-08-01' }))
      .thenNothing());

  it('is vacated by whoever holds it, and not when nobody does', () => {
    given(defined)
      .when(order('VacateOffice', { on: '2021-05-01' }))
      .refuses('OFFICE_VACANT');
    given(defined, assigned('per_1', '2020-08-01'))
      .when(order('VacateOffice', { on: '2021-05-01' }))
      .then({ type: 'OfficeVacated', data: { personId: 'per_1', on: '2021-05-01' } });
  });

  it('cannot be given once it is abolished', () =>
    given(defined, { type: 'OfficeAbolished', data: { on: '2025-07-01' } })
      .when(order('AssignOffice', { person: { id: 'per_1' }, from: '2025-07-01' }))
      .refuses('OFFICE_ABOLISHED'));
});
