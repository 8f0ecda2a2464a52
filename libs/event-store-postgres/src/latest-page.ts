import type { EventFilter, Recorded } from '@laurel/event-sourcing';
import { dense, matches, recorded, type Row } from '@laurel/event-sourcing/engine-kit';
import { logReader } from './log-reader.js';
import type { Read } from './reading.js';

/** Events behind `from`, up to `until`, of those that the filter names. */
export type LatestPage = (from: number, until: number, filter?: EventFilter) => Promise<readonly Recorded[]>;

/** So few positions are read as they are and kept until others are asked for. */
export const mostInPage = 64;

/**
 * What has just come is read and parsed once for all who follow the log at its end: a service has a dozen of them, and they stand at one
 * place. Each is given what it asked for. Throws `GapInLog` to whoever asks for all.
 */
export const latestPage = (read: Read, schema: string): LatestPage => {
  const log = logReader(read, schema);
  let latest: { readonly from: number; readonly until: number; readonly page: Promise<Page> } | undefined;

  const pageOf = async (from: number, until: number): Promise<Page> => {
    const { rows } = await log.forward(from, until, until - from);
    return { events: Array.from(rows, recorded), hole: holeIn(from, rows, until), characters: charactersOf(rows) };
  };
  const shared = (from: number, until: number): Promise<Page> => {
    if (latest?.from === from && latest.until === until) return latest.page;
    const mine = { from, until, page: pageOf(from, until) };
    latest = mine;
    const forget = (): void => {
      if (latest === mine) latest = undefined; // whoever asks again asks the server again
    };
    mine.page.then(({ characters }) => characters > mostCharacters && forget(), forget);
    return mine.page;
  };

  return async (from, until, filter) => {
    const { events, hole } = await shared(from, until);
    if (filter) return events.filter((event) => matches(filter, event));
    if (hole) throw hole;
    return events;
  };
};

interface Page {
  readonly events: readonly Recorded[];
  readonly hole: unknown;
  readonly characters: number;
}

/** What is larger is not kept while nothing comes. */
const mostCharacters = 1024 * 1024;
const charactersOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row[5].length + row[6].length, 0);

const holeIn = (from: number, rows: readonly Row[], until: number): unknown => {
  try {
    dense(from, rows, until);
  } catch (error) {
    return error;
  }
  return undefined;
};
