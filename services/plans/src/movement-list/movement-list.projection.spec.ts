import { expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import type { MovementEvent } from '../movement/movement.events.js';
import { movementListProjection } from './movement-list.projection.js';

const terms = {
  planId: 'plan_1',
  nameVi: 'Thi đua chào mừng bầu cử',
  kind: 'DRIVE' as const,
  launchTasks: [4],
  reviewTasks: [19],
  unitIds: ['org_phuc-xa'],
};
const document = { number: '30/PĐ-UBND', date: '2021-02-08', issuer: 'UBND quận Ba Đình' };
const events: readonly MovementEvent[] = [
  { type: 'MovementPlanned', data: { on: '2021-01-22', ...terms } },
  { type: 'MovementLaunched', data: { on: '2021-02-08', document } },
  { type: 'UnitJoinedMovement', data: { on: '2021-02-10', unitId: 'org_phuc-xa' } },
  { type: 'InterimReviewHeld', data: { on: '2021-04-01', document, summary: 'Khá' } },
  { type: 'FinalReviewHeld', data: { on: '2021-06-18', document, summary: 'Đạt' } },
];

it('the movement list tells who joined and what each review said', () =>
  expect(project(movementListProjection, history('movement-mov_1', ...events))).toEqual([
    {
      id: 'mov_1',
      tenant: 'ba-dinh',
      ...terms,
      status: 'CLOSED',
      launchedOn: '2021-02-08',
      launchDocument: document,
      joined: [{ unitId: 'org_phuc-xa', on: '2021-02-10' }],
      interimReviews: [{ on: '2021-04-01', document, summary: 'Khá' }],
      finalReview: { on: '2021-06-18', document, summary: 'Đạt' },
      version: 4,
    },
  ]));
