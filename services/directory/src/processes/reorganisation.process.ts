import { assertNever, type ProcessBatch, type ProcessEvent, type ProcessManager, type ProcessOrder } from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { organisation } from '../organisation/organisation.decider.js';
import { type Ordered, orderedReorganisation, reorganisationEvents } from '../reorganisation/reorganisation.events.js';

export const reorganisingEvents = defineProcessEvents('reorganising', {
  /** What is carried out, and when it was ordered. */
  ReorganisationTakenUp: z.object({ ordered: orderedReorganisation, at: z.string() }),
});
type ReorganisingEvent = OwnEventsOf<typeof reorganisingEvents>;

interface Reorganising {
  readonly work?: ReorganisingEvent['data'];
  readonly settled: number;
  readonly refused: readonly string[];
}

/** Carries a merger or a split to the streams of all: the new ones begin, the old ones end, then each new one learns whom it follows. */
export const reorganising: ProcessManager<Reorganising, ReorganisingEvent> = {
  events: reorganisingEvents,
  initial: { settled: 0, refused: [] },
  evolve: (state, event: ReorganisingEvent | ProcessEvent) => {
    switch (event.type) {
      case 'ReorganisationTakenUp':
        return { ...state, work: event.data };
      case 'BatchSettled':
        return { ...state, settled: event.data.number + 1, refused: [...state.refused, ...event.data.refused.map(({ target }) => target)] };
      case 'ProcessRested':
        return state;
      default:
        return assertNever(event);
    }
  },
  inputs: inputsFrom(reorganisationEvents, {
    ReorganisationOrdered: ({ data, metadata: { at } }) => ({
      process: data.reorganisationId,
      events: (state: Reorganising): readonly ReorganisingEvent[] =>
        state.work ? [] : [{ type: 'ReorganisationTakenUp', data: { ordered: data, at } }],
    }),
  }),
  outstanding: ({ work, settled, refused }): ProcessBatch | undefined => {
    if (!work) return undefined;
    const steps = [founding, ending, following].map((step) => step(work.ordered, work.at, refused));
    const number = steps.findIndex((orders, index) => index >= settled && orders.length > 0);
    return number < 0 ? undefined : { number, orders: steps[number]! };
  },
};

type Step = (ordered: Ordered, at: string, refused: readonly string[]) => readonly ProcessOrder[];

const founding: Step = ({ founded, on }, at) =>
  founded.map(({ organisationId, parentId, ...rest }) =>
    orderTo(
      organisation,
      organisationId,
      'RegisterOrganisation',
      { organisationId, ...rest, parent: parentId === null ? null : { id: parentId }, from: on },
      at,
    ),
  );

const ending: Step = ({ how, goesOn, predecessors, successors, on, basis }, at) =>
  predecessors.map(({ id, share }) => {
    const end = { successors: successors.map((organisationId) => ({ organisationId, share })), on, basis };
    return how === 'MERGED'
      ? orderTo(organisation, id, 'EndByMerger', end, at)
      : orderTo(organisation, id, 'EndBySplit', { ...end, goesOn }, at);
  });

// Who refused to end has not been followed by anybody.
const following: Step = ({ predecessors, successors, on, basis }, at, refused) => {
  const followed = predecessors.filter(({ id }) => !refused.includes(id)).map(({ id, share }) => ({ organisationId: id, share }));
  if (followed.length === 0) return [];
  return successors.map((id) => orderTo(organisation, id, 'RecordPredecessors', { predecessors: followed, on, basis }, at));
};
