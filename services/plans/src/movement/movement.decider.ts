import { localDay } from '@laurel/calendar';
import { type Aggregate, assertNever, type Command, refuse } from '@laurel/event-sourcing';
import { because, type MovementAction, type MovementStatus, whyNot } from './movement.actions.js';
import { type MovementData, type MovementEvent, movementEvents } from './movement.events.js';

export type MovementCommand =
  | Command<'PlanMovement', Omit<MovementData<'MovementPlanned'>, 'on'>> // sent by a process
  | Command<'LaunchMovement', Omit<MovementData<'MovementLaunched'>, 'on'>>
  | Command<'JoinMovement', Omit<MovementData<'UnitJoinedMovement'>, 'on'>>
  | Command<'HoldInterimReview', Omit<MovementData<'InterimReviewHeld'>, 'on'>>
  | Command<'HoldFinalReview', Omit<MovementData<'FinalReviewHeld'>, 'on'>>;

export type Movement =
  | { readonly status: 'NOT_PLANNED' }
  | {
      readonly status: MovementStatus;
      readonly plan: MovementData<'MovementPlanned'>;
      readonly launch?: MovementData<'MovementLaunched'>;
      readonly joined: readonly { readonly unitId: string; readonly on: string }[];
      readonly interimReviews: readonly MovementData<'InterimReviewHeld'>[];
      readonly finalReview?: MovementData<'FinalReviewHeld'>;
    };

type Planned = Exclude<Movement, { status: 'NOT_PLANNED' }>;

const decide = (command: MovementCommand, state: Movement): readonly MovementEvent[] => {
  const on = localDay(command.at);
  if (command.type === 'PlanMovement')
    return state.status === 'NOT_PLANNED' ? [{ type: 'MovementPlanned', data: { on, ...command.data } }] : [];
  const { plan, joined } = allowed(command.type, state);
  switch (command.type) {
    case 'LaunchMovement':
      return [{ type: 'MovementLaunched', data: { on, ...command.data } }];
    case 'JoinMovement': {
      const { unitId } = command.data;
      const { units } = command.scope;
      // A clerk enters the own unit, the office any that the plan names.
      if (!plan.unitIds.includes(unitId) || (units && !units.includes(unitId))) throw refuse(because('UNIT_NOT_INVITED', { unitId }));
      if (joined.some((member) => member.unitId === unitId)) throw refuse(because('ALREADY_JOINED', { unitId }));
      return [{ type: 'UnitJoinedMovement', data: { on, ...command.data } }];
    }
    case 'HoldInterimReview':
      return [{ type: 'InterimReviewHeld', data: { on, ...command.data } }];
    case 'HoldFinalReview':
      return [{ type: 'FinalReviewHeld', data: { on, ...command.data } }];
    default:
      return assertNever(command);
  }
};

const allowed = (action: MovementAction, state: Movement): Planned => {
  if (state.status === 'NOT_PLANNED') throw refuse(because('MOVEMENT_NOT_LAUNCHED'));
  const reason = whyNot(action, state.status);
  if (reason) throw refuse(reason);
  return state;
};

const evolve = (state: Movement, event: MovementEvent): Movement => {
  if (event.type === 'MovementPlanned') return { status: 'PLANNED', plan: event.data, joined: [], interimReviews: [] };
  if (state.status === 'NOT_PLANNED') return state;
  switch (event.type) {
    case 'MovementLaunched':
      return { ...state, status: 'LAUNCHED', launch: event.data };
    case 'UnitJoinedMovement':
      return { ...state, joined: [...state.joined, { unitId: event.data.unitId, on: event.data.on }] };
    case 'InterimReviewHeld':
      return { ...state, status: 'REVIEWED', interimReviews: [...state.interimReviews, event.data] };
    case 'FinalReviewHeld':
      return { ...state, status: 'CLOSED', finalReview: event.data };
    default:
      return assertNever(event);
  }
};

export const movement: Aggregate<MovementCommand, Movement, MovementEvent> = {
  events: movementEvents,
  decider: { initial: { status: 'NOT_PLANNED' }, decide, evolve },
  owner: (state) => (state.status === 'NOT_PLANNED' ? undefined : { units: state.plan.unitIds }),
  creates: ['PlanMovement'],
  needs: {
    LaunchMovement: 'movement.lead',
    JoinMovement: 'movement.join',
    HoldInterimReview: 'movement.lead',
    HoldFinalReview: 'movement.lead',
  },
};
