import type { Recorded } from '@laurel/event-sourcing';
import { type Batch, type Fetch, recorded, type Row, sizeAfter } from '@laurel/event-sourcing/engine-kit';

const first = 64;
const most = 1024;

/**
 * Rows fetched in batches, the next one on its way while one is read. By hand and not as an async generator, which awaits every event more
 * than once.
 */
export const inBatches = (fetch: Fetch, limit = Infinity): AsyncIterableIterator<Recorded> => {
  let rows: readonly Row[] = [];
  let index = 0;
  let left = limit;
  let size = first;
  let ended = false;
  let ahead: Promise<Batch> | undefined;

  const fetched = (): Promise<Batch> => {
    const mine = ahead ?? fetch(Math.min(size, left));
    ahead = undefined;
    return mine;
  };
  const refill = async (): Promise<IteratorResult<Recorded, undefined>> => {
    while (left > 0 && !ended) {
      const batch = await fetched();
      ended = batch.last;
      if (batch.rows.length === 0) continue;
      rows = batch.rows;
      index = 1;
      left -= rows.length;
      size = sizeAfter(rows, most);
      if (!ended && left > 0) {
        ahead = fetch(Math.min(size, left));
        ahead.catch(() => undefined); // told when it is asked for, if ever
      }
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
