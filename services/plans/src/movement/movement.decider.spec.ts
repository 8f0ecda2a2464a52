import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { movement, type MovementCommand } from './movement.decider.js';
import type { MovementEvent } from './movement.events.js';

const { given } = specification(movement.decider);

// Row 4 opens the drive that row 19 closes.
const terms = {
  planId: 'plan_1',
  nameVi: 'Thi đua chào mừng bầu cử',
  kind: 'DRIVE' as const,
  launchTasks: [4],
  reviewTasks: [19],
  unitIds: ['org_phuc-xa', 'org_kim-ma'],
};
const document = { number: '30/PĐ-UBND', date: '2021-02-08', issuer: 'UBND quận Ba Đình' };
const planned: MovementEvent = { type: 'MovementPlanned', data: { on: '2021-01-22', ...terms } };
const launched: MovementEvent = { type: 'MovementLaunched', data: { on: '2021-02-08', document } };
const joined: MovementEvent = { type: 'UnitJoinedMovement', data: { on: '2021-02-10', unitId: 'org_phuc-xa' } };
const reviewed: MovementEvent = { type: 'FinalReviewHeld', data: { on: '2021-06-18', document, summary: 'Đạt' } };
const order = <Type extends MovementCommand['type']>(
  day: string,
  type: Type,
  data: Extract<MovementCommand, { type: Type }>['data'],
  units?: readonly string[],
) => ({ type, data, at: `${day}T09:00:00+07:00`, scope: { tenant: 'ba-dinh', ...(units && { units }) } }) as unknown as MovementCommand; // all that a decider looks at

describe('a movement', () => {
  it('is planned once, launched, joined and reviewed', () => {
    given()
      .when(order('2021-01-22', 'PlanMovement', terms))
      .then(planned);
    given(planned)
      .when(order('2021-01-23', 'PlanMovement', terms))
      .thenNothing();
    given(planned)
      .when(order('2021-02-08', 'LaunchMovement', { document }))
      .then(launched);
    given(planned, launched)
      .when(order('2021-02-10', 'JoinMovement', { unitId: 'org_phuc-xa' }))
      .then(joined);
    given(planned, launched)
      .when(order('2021-04-01', 'HoldInterimReview', { document, summary: 'Khá' }))
      .then({ type: 'InterimReviewHeld', data: { on: '2021-04-01', document, summary: 'Khá' } });
    given(planned, launched, joined)
      .when(order('2021-06-18', 'HoldFinalReview', { document, summary: 'Đạt' }))
      .then(reviewed);
  });

  it('is not joined or reviewed before it is launched, nor changed after its final review', () => {
    given(planned)
      .when(order('2021-02-10', 'JoinMovement', { unitId: 'org_phuc-xa' }))
      .refuses('MOVEMENT_NOT_LAUNCHED');
    given(planned)
      .when(order('2021-06-18', 'HoldFinalReview', { document, summary: 'x' }))
      .refuses('MOVEMENT_NOT_LAUNCHED');
    given(planned, launched)
      .when(order('2021-02-10', 'LaunchMovement', { document }))
      .refuses('MOVEMENT_ALREADY_LAUNCHED');
    given(planned, launched, reviewed)
      .when(order('2021-06-19', 'JoinMovement', { unitId: 'org_kim-ma' }))
      .refuses('MOVEMENT_CLOSED');
  });

  it('is joined once by each unit of the plan, and by a clerk for the own unit only', () => {
    given(planned, launched, joined)
      .when(order('2021-02-11', 'JoinMovement', { unitId: 'org_phuc-xa' }))
      .refuses('ALREADY_JOINED');
    given(planned, launched)
      .when(order('2021-02-11', 'JoinMovement', { unitId: 'org_tay-ho' }))
      .refuses('UNIT_NOT_INVITED');
    given(planned, launched)
      .when(order('2021-02-11', 'JoinMovement', { unitId: 'org_kim-ma' }, ['org_phuc-xa']))
      .refuses('UNIT_NOT_INVITED');
  });
});
