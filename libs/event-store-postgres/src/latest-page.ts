import type { EventFilter, Recorded } from '@laurel/event-sourcing';
import { charactersOf, dense, matches, recorded, type Row, sizeAfter } from '@laurel/event-sourcing/engine-kit';
import { logReader } from './log-reader.js';
import type { Read } from './reading.js';

export interface Page {
  readonly events: readonly Recorded[];
  /** Everything up to here has been looked at. */
  readonly to: number;
  /** How many events as large as these, those that the filter leaves out among them, may be read at once. */
  readonly size: number;
}

/** Events behind `from`, so many positions of those up to `end` as whoever asks first may read at once; of them those that the filter names. */
export type LatestPage = (from: number, end: number, size: number, filter?: EventFilter) => Promise<Page>;

/** So few positions are read as they are and kept until others are asked for. */
export const mostInPage = 64;

/**
 * What has just come is read and parsed once for all who follow the log at its end: a service has a dozen of them, and they stand at one
 * place. Each is given what it asked for. Throws `GapInLog` to whoever asks for all.
 */
export const latestPage = (read: Read, schema: string): LatestPage => {
  const log = logReader(read, schema);
  let latest: { readonly from: number; readonly end: number; readonly page: Promise<SharedPage> } | undefined;

  const pageOf = async (from: number, to: number): Promise<SharedPage> => {
    const { rows } = await log.forward(from, to, to - from);
    const size = sizeAfter(rows, Infinity);
    return { events: Array.from(rows, recorded), to, size, hole: holeIn(from, rows, to), characters: charactersOf(rows) };
  };
  const shared = (from: number, end: number, size: number): Promise<SharedPage> => {
    if (latest?.from === from && latest.end === end) return latest.page;
    const mine = { from, end, page: pageOf(from, Math.min(end, from + size)) };
    latest = mine;
    const forget = (): void => {
      if (latest === mine) latest = undefined; // whoever asks again asks the server again
    };
    mine.page.then(({ characters }) => characters > mostCharacters && forget(), forget);
    return mine.page;
  };

  return async (from, end, size, filter) => {
    const { events, hole, ...page } = await shared(from, end, size);
    if (filter) return { ...page, events: events.filter((event) => matches(filter, event)) };
    if (hole) throw hole;
    return { ...page, events };
  };
};

interface SharedPage extends Page {
  readonly hole: unknown;
  readonly characters: number;
}

/** What is larger is not kept while nothing comes. */
const mostCharacters = 1024 * 1024;

const holeIn = (from: number, rows: readonly Row[], until: number): unknown => {
  try {
    dense(from, rows, until);
  } catch (error) {
    return error;
  }
  return undefined;
};
