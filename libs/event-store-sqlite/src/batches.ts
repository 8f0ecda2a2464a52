import { setImmediate as macrotask } from 'node:timers/promises';
import type { Recorded } from '@laurel/event-sourcing';
import { recorded, type Row } from './rows.js';

const first = 64;
const most = 512;
const mostBytes = 4 * 1024 * 1024;

export interface Batch {
  readonly rows: readonly Row[];
  /** Nothing comes after these rows. */
  readonly last: boolean;
}

/** Gives at most so many rows; none that are not the last mean: look further. */
export type Fetch = (limit: number) => Promise<Batch>;

/**
 * Rows fetched in batches, each batch in a read transaction of its own, with the event loop let go between them.
 * By hand and not as an async generator, which awaits every event more than once.
 */
export const inBatches = (fetch: Fetch, limit = Infinity): AsyncIterableIterator<Recorded> => {
  let rows: readonly Row[] = [];
  let index = 0;
  let left = limit;
  let size = first;
  let ended = false;

  const refill = async (): Promise<IteratorResult<Recorded, undefined>> => {
    for (let look = rows.length; left > 0 && !ended; look++) {
      if (look > 0) await macrotask();
      const fetched = await fetch(Math.min(size, left));
      ended = fetched.last;
      if (fetched.rows.length === 0) continue;
      rows = fetched.rows;
      index = 1;
      left -= rows.length;
      size = sizeAfter(rows);
      return { value: recorded(rows[0]!), done: false };
    }
    return end();
  };
  const end = (): IteratorResult<Recorded, undefined> => {
    rows = [];
    ended = true;
    return { value: undefined, done: true };
  };

  return {
    next: () => (index < rows.length ? Promise.resolve({ value: recorded(rows[index++]!), done: false }) : refill()),
    return: () => Promise.resolve(end()),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

/** Small events in large batches, large ones in small: what is held in memory stays bounded. */
const sizeAfter = (rows: readonly Row[]): number => {
  const bytes = rows.reduce((sum, row) => sum + row[5].length + row[6].length, 0) / rows.length;
  return Math.max(1, Math.min(most, Math.floor(mostBytes / (bytes + 1))));
};
