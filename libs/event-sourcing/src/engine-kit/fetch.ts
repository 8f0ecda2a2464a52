import type { ReadAllOptions, ReadStreamOptions } from '../event-store.js';
import { positionNumber } from './position.js';
import type { Row } from './rows.js';

export interface Batch {
  readonly rows: readonly Row[];
  /** Nothing comes after these rows. */
  readonly last: boolean;
}

/** Gives at most so many rows; none that are not the last mean: look further. */
export type Fetch = (limit: number) => Promise<Batch>;

export interface Scan {
  readonly rows: readonly Row[];
  /** Everything up to here has been looked at. */
  readonly to: number;
}

/** Reads of a log whose positions are numbers. Bounds are exclusive at `from`, inclusive at `until`. */
export interface LogScans {
  /** Position of the last event, 0 while there is none. */
  head(): Promise<number>;
  forward(from: number, until: number, limit: number): Promise<Scan>;
  backward(from: number, until: number, limit: number): Promise<Scan>;
}

/** The batches of a `readAll`, up to the head as it was when the first one was asked for. */
export const fetchAll = ({ after, until, backwards = false }: ReadAllOptions, log: LogScans): Fetch => {
  let at = after === undefined ? undefined : positionNumber(after);
  let bound: number | undefined;
  return async (size) => {
    if (at === undefined || bound === undefined) {
      const end = await log.head();
      at ??= backwards ? end + 1 : 0;
      bound = backwards ? Math.max(positionNumber(until), 1) : until === undefined ? end : Math.min(positionNumber(until), end);
    }
    const [from, to] = [at, bound];
    if (backwards ? from <= to : from >= to) return { rows: [], last: true };
    const scan = await (backwards ? log.backward(from, to, size) : log.forward(from, to, size));
    at = scan.to;
    return { rows: scan.rows, last: at === to };
  };
};

/** The batches of a `readStream`: `page` gives the rows from this revision on, or back from it. */
export const fetchStream = (
  { from, backwards = false }: ReadStreamOptions,
  page: (from: number, limit: number) => Promise<readonly Row[]>,
): Fetch => {
  let next = from ?? (backwards ? Number.MAX_SAFE_INTEGER : 0);
  return async (size) => {
    const rows = await page(next, size);
    next = (rows.at(-1)?.[2] ?? next) + (backwards ? -1 : 1);
    return { rows, last: rows.length < size };
  };
};

/**
 * How many rows to ask for after these: many small events, few large ones, few after none. Where the log goes on as it was, what is held in
 * memory is 4 Mi characters, or one event; where its events grow, one page is as many of them as were asked for, each at most 1 MiB.
 */
export const sizeAfter = (rows: readonly Row[], most: number): number => {
  if (rows.length === 0) return Math.min(unknown, most);
  const characters = charactersOf(rows) / rows.length;
  return Math.max(1, Math.min(most, Math.floor(mostCharacters / (characters + 1))));
};
const mostCharacters = 4 * 1024 * 1024;
/** Each of them may be 1 MiB. */
const unknown = 16;

export const charactersOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row[5].length + row[6].length, 0);
