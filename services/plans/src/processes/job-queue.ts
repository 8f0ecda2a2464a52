import type { ProcessBatch, ProcessEvent } from '@laurel/event-sourcing';
import { batchOf, jobOf, type Span } from './spans.js';

/** What a process has taken in: each job is done in batches, one job after the other. */
export interface JobQueue<Job> {
  readonly jobs: readonly Job[];
  /** Orders settled of each job. */
  readonly settled: readonly number[];
  /** Jobs before this one are done. */
  readonly done: number;
}

export const noJobs = { jobs: [], settled: [], done: 0 } as const satisfies JobQueue<never>;

export const queued = <Job>({ jobs, settled, done }: JobQueue<Job>, job: Job): JobQueue<Job> => ({
  jobs: [...jobs, job],
  settled: [...settled, 0],
  done,
});

/** What the runner says of the batches. */
export const worked = <Job>({ jobs, settled, done }: JobQueue<Job>, event: ProcessEvent): JobQueue<Job> => {
  if (event.type === 'ProcessRested') return { jobs, settled, done: jobs.length };
  const { number, done: did, nothing, refused } = event.data;
  const orders = did + nothing + refused.length;
  return { jobs, done, settled: settled.map((count, index) => (index === jobOf(number) ? count + orders : count)) };
};

/** The next batch of the first job that has one. */
export const nextBatch = <Job>(
  { jobs, settled, done }: JobQueue<Job>,
  spansOf: (job: Job, before: readonly Job[]) => readonly Span[],
): ProcessBatch | undefined => {
  for (let index = done; index < jobs.length; index += 1) {
    const batch = batchOf(index, settled[index]!, spansOf(jobs[index]!, jobs.slice(0, index)));
    if (batch) return batch;
  }
  return undefined;
};
