import type { Appended, Expected } from '../event-store.js';
import type { SerializedWrite } from '../serialize-writes.js';
import { positionText } from './position.js';

/** Does a stream stand where a write expects it? `head` is -1 where there is none. */
export const holds = (expected: Expected, head: number): boolean =>
  expected === 'any' || (expected === 'none' ? head < 0 : expected === 'exists' ? head >= 0 : head === expected);

/** Where an event stands in the log. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** The first result, if all ids stand as one block where this write would have begun; anywhere, if it named no revision. */
export const repeated = (
  { stream, expected, events }: SerializedWrite,
  placeOf: (id: string) => Place | undefined,
): Appended | undefined => {
  const places = events.map(({ id }) => placeOf(id));
  const begin = typeof expected === 'number' ? expected + 1 : expected === 'none' ? 0 : places[0]?.revision;
  if (begin === undefined || !places.every((place, index) => place?.stream === stream && place.revision === begin + index))
    return undefined;
  const last = places.at(-1)!;
  return { revision: last.revision, position: positionText(last.position) };
};
