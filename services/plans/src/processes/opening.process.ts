import { localDay } from '@laurel/calendar';
import { idOf, type ProcessEvent, type ProcessManager, type Reaction, type Recorded } from '@laurel/event-sourcing';
import { inputsFrom } from '@laurel/processes';
import { planEvents } from '../plan/plan.events.js';
import { type OpeningData, type OpeningEvent, openingEvents } from './opening.events.js';
import { editionsOf, type Job, spansOf } from './opening-jobs.js';
import { type JobQueue, nextBatch, noJobs, queued, worked } from './job-queue.js';
import type { Span } from './spans.js';

interface Opening extends JobQueue<Job> {
  /** The plan as it holds now; undefined before it is issued. */
  readonly edition: string | undefined;
}

const evolve = (state: Opening, event: OpeningEvent | ProcessEvent): Opening => {
  if (event.type === 'BatchSettled' || event.type === 'ProcessRested') return { ...state, ...worked(state, event) };
  return { ...queued(state, event), edition: 'edition' in event.data ? event.data.edition : state.edition };
};

const reaction = (event: Recorded, events: Reaction<Opening, OpeningEvent>['events']): Reaction<Opening, OpeningEvent> => ({
  process: idOf(event.stream),
  events,
});

type Openings = Omit<OpeningData<'OpeningsTaken'>, 'at' | 'edition'>;

/** What opens after the issue, from the plan as it holds now. */
const openings = (event: Recorded, taken: Openings): Reaction<Opening, OpeningEvent> =>
  reaction(event, ({ edition }) =>
    edition === undefined ? [] : [{ type: 'OpeningsTaken', data: { at: event.metadata.at, edition, ...taken } }],
  );

/** A job's orders follow from files that never change, so they are worked out once while the process is awake. */
const remembered = new WeakMap<Job, readonly Span[]>();

/**
 * Opens what a plan's units owe: at issue and whenever a document, an occurrence, a request or a chain brings more; moves, withdraws and
 * ends it when the plan is amended or closed. One process a plan; its jobs are done in the order in which they came.
 */
export const openingProcess: ProcessManager<Opening, OpeningEvent> = {
  events: openingEvents,
  initial: { ...noJobs, edition: undefined },
  evolve,
  inputs: inputsFrom<(typeof planEvents)['schemas'], Opening, OpeningEvent>(planEvents, {
    PlanIssued: (event) =>
      reaction(event, () => [{ type: 'IssueTaken', data: { at: event.metadata.at, on: event.data.on, edition: event.data.edition } }]),
    PlanIssueResolved: (event) => {
      const { edition, milestoneId, choice, opens = [], groups = {}, acting = {} } = event.data;
      if (edition === undefined) return undefined; // a draft opens nothing
      const chosen = choice.kind === 'RECURRENCE' && milestoneId !== undefined ? { chosen: milestoneId } : {};
      return reaction(event, () => [{ type: 'OpeningsTaken', data: { at: event.metadata.at, edition, opens, groups, acting, ...chosen } }]);
    },
    PlanAmended: (event) => {
      const { at } = event.metadata;
      return reaction(event, ({ edition: before }) =>
        before === undefined ? [] : [{ type: 'AmendmentTaken', data: { at, on: localDay(at), before, ...event.data } }],
      );
    },
    AwaitedDocumentReceived: (event) => openings(event, event.data),
    OccurrenceBegan: (event) => openings(event, event.data),
    ChainReached: (event) => openings(event, event.data),
    AnchorRecorded: (event) => openings(event, { opens: event.data.opens, groups: {}, acting: {}, units: event.data.units }),
    PlanClosed: (event) => reaction(event, () => [{ type: 'CloseTaken', data: { at: event.metadata.at, reason: event.data.reason } }]),
  }),
  reads: ({ jobs, done }) => [...new Set(jobs.slice(done).flatMap((job, index) => editionsOf(job, jobs.slice(0, done + index))))],
  outstanding: (state, files) =>
    nextBatch(state, (job, before) => {
      const spans = remembered.get(job) ?? spansOf(job, before, files);
      remembered.set(job, spans);
      return spans;
    }),
};
