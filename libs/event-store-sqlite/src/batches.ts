import { setImmediate as macrotask } from 'node:timers/promises';
import type { Recorded } from '@laurel/event-sourcing';
import { type Fetch, recorded, type Row, sizeAfter } from '@laurel/event-sourcing/engine-kit';

const first = 64;
const most = 512;

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
      size = sizeAfter(rows, most);
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
