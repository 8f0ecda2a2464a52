import { idOf, type ProcessEvent, type ProcessManager } from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { movement } from '../movement/movement.decider.js';
import type { Edition } from '../plan/edition.js';
import { planEvents } from '../plan/plan.events.js';
import { milestonesOf, roundOf } from './rounds.js';
import { batchOf, spanOf } from './spans.js';

export const movementPlanningEvents = defineProcessEvents('movementPlanning', {
  MovementsTaken: z.object({ at: z.string(), edition: z.string() }),
});
type Taken = OwnEventsOf<typeof movementPlanningEvents>;

interface Planning {
  readonly taken?: Taken['data'];
  readonly settled: number;
}

/** Plans the movements of a plan when it is issued: those that its tasks launch and review. */
export const movementPlanningProcess: ProcessManager<Planning, Taken> = {
  events: movementPlanningEvents,
  initial: { settled: 0 },
  evolve: (state, event: Taken | ProcessEvent) => {
    switch (event.type) {
      case 'MovementsTaken':
        return { taken: event.data, settled: 0 };
      case 'BatchSettled':
        return { ...state, settled: state.settled + event.data.done + event.data.nothing + event.data.refused.length };
      case 'ProcessRested':
        return { settled: 0 };
    }
  },
  inputs: inputsFrom<(typeof planEvents)['schemas'], Planning, Taken>(planEvents, {
    PlanIssued: ({ stream, data: { edition }, metadata: { at } }) => ({
      process: idOf(stream),
      events: () => [{ type: 'MovementsTaken', data: { at, edition } }],
    }),
  }),
  reads: ({ taken }) => (taken ? [taken.edition] : []),
  outstanding: ({ taken, settled }, files) => {
    if (!taken) return undefined;
    const edition = files.json(taken.edition) as Edition; // written through its schema; the hash says that it still is
    const orders = edition.movements.map(({ id, nameVi, kind, launchTasks, reviewTasks }) =>
      orderTo(
        movement,
        id,
        'PlanMovement',
        { planId: edition.planId, nameVi, kind, launchTasks, reviewTasks, unitIds: unitsOf(edition) },
        taken.at,
      ),
    );
    return batchOf(0, settled, [spanOf(orders)]);
  },
};

/** Everybody whom the plan names as an actor, groups by their members as of the issue. */
const unitsOf = (edition: Edition): readonly string[] => [
  ...new Set(
    milestonesOf(edition).flatMap(
      ({ task, milestone }) => roundOf(task, milestone, { milestoneId: milestone.id, lastDay: '' }, edition.groups).units,
    ),
  ),
];
