import type { Recorded } from '@laurel/event-sourcing';
import { recorded, type Row } from './rows.js';

const first = 64;
const most = 1024;
const mostCharacters = 4 * 1024 * 1024;

export interface Batch {
  readonly rows: readonly Row[];
  /** Nothing comes after these rows. */
  readonly last: boolean;
}

/** Gives at most so many rows; none that are not the last mean: look further. */
export type Fetch = (limit: number) => Promise<Batch>;

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
      size = sizeAfter(rows);
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

/** Small events in large batches, large ones in small: what is held in memory stays bounded. */
const sizeAfter = (rows: readonly Row[]): number => {
  const characters = rows.reduce((sum, row) => sum + row[5].length + row[6].length, 0) / rows.length;
  return Math.max(1, Math.min(most, Math.floor(mostCharacters / (characters + 1))));
};
