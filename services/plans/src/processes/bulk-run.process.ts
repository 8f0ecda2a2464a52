import { type Files, idOf, type ProcessManager, type ProcessOrder } from '@laurel/event-sourcing';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf } from '@laurel/processes';
import { z } from 'zod';
import { bulkEvents, type BulkItem, type BulkOrder } from '../bulk/bulk.events.js';
import { obligation } from '../obligation/obligation.decider.js';
import { reminder } from '../reminder/reminder.decider.js';
import { type JobQueue, nextBatch, noJobs, queued, worked } from './job-queue.js';
import type { Span } from './spans.js';

const { order, list, count, units } = bulkEvents.schemas.BulkStarted.shape;

export const bulkRunEvents = defineProcessEvents('bulkRun', { BulkTaken: z.object({ at: z.string(), order, list, count, units }) });
type BulkTaken = OwnEventsOf<typeof bulkRunEvents>;
type Job = BulkTaken['data'];

/** Carries out what a person ordered for many, within the reach that the person had. */
export const bulkRunProcess: ProcessManager<JobQueue<Job>, BulkTaken> = {
  events: bulkRunEvents,
  initial: noJobs,
  evolve: (state, event) => (event.type === 'BulkTaken' ? queued(state, event.data) : worked(state, event)),
  inputs: inputsFrom<(typeof bulkEvents)['schemas'], JobQueue<Job>, BulkTaken>(bulkEvents, {
    BulkStarted: ({ stream, data: { milestoneId: _, ...data }, metadata: { at, tenant } }) => ({
      process: idOf(stream),
      scope: { tenant, ...(data.units && { units: data.units }) },
      events: () => [{ type: 'BulkTaken', data: { at, ...data } }],
    }),
  }),
  reads: ({ jobs, done }) => jobs.slice(done).map((job) => job.list),
  outstanding: (state, files) => nextBatch(state, (job) => [spanOfBulk(job, files)]),
};

const spanOfBulk = ({ list: hash, order: asked, at }: Job, files: Files): Span => {
  const items = files.json(hash) as readonly BulkItem[]; // written through `bulkList`
  return { size: items.length, order: (index) => orderOf(asked, items[index]!, at) };
};

/** What one obligation gets of an order for many. */
export const orderOf = (asked: BulkOrder, item: BulkItem, at: string): ProcessOrder => {
  switch (asked.kind) {
    case 'ACCEPT':
      return orderTo(obligation, item.obligationId, 'AcceptFiling', {}, at);
    case 'EXTEND': {
      const { kind: _, ...extension } = asked;
      return orderTo(obligation, item.obligationId, 'ExtendObligation', extension, at);
    }
    case 'REMIND':
      return orderTo(reminder, item.obligationId, 'SendReminder', { ...item, kind: 'MANUAL', message: asked.message }, at);
  }
};
