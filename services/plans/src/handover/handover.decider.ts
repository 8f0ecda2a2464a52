import { type Aggregate, assertNever, type Command } from '@laurel/event-sourcing';
import { type HandoverEvent, handoverEvents } from './handover.events.js';

type Planned = Extract<HandoverEvent, { type: 'HandoverPlanned' }>['data'];

/** Sent by a sender and by timers, so none refuses. */
export type HandoverCommand =
  Command<'PlanHandover', Planned> | Command<'StartHandover', { readonly list: string; readonly count: number }>;

type Handover = { readonly status: 'NONE' } | ({ readonly status: 'PLANNED' | 'STARTED' } & Planned);

const decide = (command: HandoverCommand, state: Handover): readonly HandoverEvent[] => {
  switch (command.type) {
    case 'PlanHandover':
      return state.status !== 'NONE' && isSame(state, command.data) ? [] : [{ type: 'HandoverPlanned', data: command.data }];
    case 'StartHandover': {
      if (state.status === 'NONE') return [];
      const { from, to: everybody, effectiveOn, why } = state;
      const [first, ...others] = everybody;
      const again = state.status === 'STARTED' && command.data.count === 0;
      return first === undefined || again
        ? []
        : [{ type: 'HandoverStarted', data: { from, to: [first, ...others], effectiveOn, why, ...command.data } }];
    }
    default:
      return assertNever(command);
  }
};

const isSame = (one: Planned, other: Planned): boolean =>
  one.effectiveOn === other.effectiveOn && one.why === other.why && one.to.join() === other.to.join();

const evolve = (_: Handover, event: HandoverEvent): Handover => {
  switch (event.type) {
    case 'HandoverPlanned':
      return { status: 'PLANNED', ...event.data };
    case 'HandoverStarted': {
      const { list: _, count: __, ...planned } = event.data;
      return { status: 'STARTED', ...planned };
    }
    default:
      return assertNever(event);
  }
};

/** One of each unit that ends, named by it. */
export const handover: Aggregate<HandoverCommand, Handover, HandoverEvent> = {
  events: handoverEvents,
  decider: { initial: { status: 'NONE' }, decide, evolve },
  owner: (state) => (state.status === 'NONE' ? undefined : { units: [state.from, ...state.to] }),
  creates: ['PlanHandover'],
  needs: {},
};
