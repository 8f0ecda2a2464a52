import { type Files, idOf, type ProcessManager } from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { handoverEvents } from '../handover/handover.events.js';
import { obligation } from '../obligation/obligation.decider.js';
import { type JobQueue, nextBatch, noJobs, queued, worked } from './job-queue.js';
import type { Span } from './spans.js';

const { list, count, ...terms } = handoverEvents.schemas.HandoverStarted.shape;

export const handoverRunEvents = defineProcessEvents('handoverRun', { ListTaken: z.object({ at: z.string(), list, count, ...terms }) });
type ListTaken = OwnEventsOf<typeof handoverRunEvents>;
type Job = ListTaken['data'];

/** Passes what a unit still owed to its successors. Whoever filed or accepted meanwhile has settled it: that is no refusal. */
export const handoverRunProcess: ProcessManager<JobQueue<Job>, ListTaken> = {
  events: handoverRunEvents,
  initial: noJobs,
  evolve: (state, event) => (event.type === 'ListTaken' ? queued(state, event.data) : worked(state, event)),
  inputs: inputsFrom<(typeof handoverEvents)['schemas'], JobQueue<Job>, ListTaken>(handoverEvents, {
    HandoverStarted: ({ stream, data, metadata: { at } }) => ({
      process: idOf(stream),
      events: () => [{ type: 'ListTaken', data: { at, ...data } }],
    }),
  }),
  reads: ({ jobs, done }) => jobs.slice(done).map((job) => job.list),
  outstanding: (state, files) => nextBatch(state, (job) => [transfers(job, files)]),
};

const transfers = ({ list: hash, at, from, to, effectiveOn, why }: Job, files: Files): Span => {
  const ids = files.json(hash) as readonly string[]; // written by `prepareHandover`
  return { size: ids.length, order: (index) => orderTo(obligation, ids[index]!, 'TransferObligation', { from, to, effectiveOn, why }, at) };
};
