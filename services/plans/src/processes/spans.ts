import type { ProcessBatch, ProcessOrder } from '@laurel/event-sourcing';

/** Orders that are made only when their turn comes: thousands of them cost nothing until then. */
export interface Span {
  readonly size: number;
  readonly order: (index: number) => ProcessOrder;
}

/** At most so many orders are sent and settled together. */
export const batchSize = 200;

/** One list of orders: as many as there are. */
export const spanOf = (orders: readonly ProcessOrder[]): Span => ({ size: orders.length, order: (index) => orders[index]! });

/** The orders from an index on, as far as one batch goes; none when everything was sent. */
const sliceOf = (spans: readonly Span[], from: number): readonly ProcessOrder[] => {
  const orders: ProcessOrder[] = [];
  let before = 0;
  for (const { size, order } of spans) {
    for (let index = Math.max(from - before, 0); index < size && orders.length < batchSize; index += 1) orders.push(order(index));
    if (orders.length === batchSize) break;
    before += size;
  }
  return orders;
};

/** Numbers of batches run through all jobs of a process: the job, and which batch of it. */
const batchesPerJob = 1_000_000;

export const batchOf = (job: number, settled: number, spans: readonly Span[]): ProcessBatch | undefined => {
  const orders = sliceOf(spans, settled);
  return orders.length === 0 ? undefined : { number: job * batchesPerJob + Math.ceil(settled / batchSize), orders };
};

export const jobOf = (batchNumber: number): number => Math.floor(batchNumber / batchesPerJob);
