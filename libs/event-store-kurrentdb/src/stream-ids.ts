import type { Recorded } from '@laurel/event-sourcing';
import type { Witness } from './log-reader.js';

/** The event ids of one stream, from its beginning up to a revision. */
export interface StreamIds {
  /** -1 while nothing is known, or the stream is empty. */
  upTo: number;
  /** Of the oldest event that can still be read. */
  first: number | undefined;
  readonly revisions: Map<string, number>;
}

const maximumIds = 100_000;

/**
 * Remembers which ids stand in which stream, of what this process has read and written: a stream only grows, so that it stays true.
 * A handler folds its stream before it appends, hence the ids are known by then and an append needs no look of its own.
 * Bounded; what was used longest ago is forgotten first.
 */
export const streamIds = () => {
  const streams = new Map<string, StreamIds>();
  let total = 0;

  const of = (stream: string): StreamIds => {
    const known = streams.get(stream) ?? { upTo: -1, first: undefined, revisions: new Map<string, number>() };
    streams.delete(stream);
    streams.set(stream, known); // the latest used stands last
    return known;
  };
  const forget = (stream: string): void => {
    total -= streams.get(stream)?.revisions.size ?? 0;
    streams.delete(stream);
  };
  const add = (stream: string, known: StreamIds, id: string, revision: number): void => {
    if (revision <= known.upTo) return;
    known.upTo = revision;
    known.first ??= revision;
    known.revisions.set(id, revision);
    if (streams.get(stream) !== known) return; // forgotten meanwhile
    total++;
    for (const oldest of streams.keys()) {
      if (total <= maximumIds || oldest === stream) break;
      forget(oldest);
    }
  };

  const witness: Witness = (stream, from) => {
    const known = of(stream);
    const joins = from <= known.upTo + 1;
    return {
      saw: ({ metadata, revision }: Recorded) => {
        if (joins) add(stream, known, metadata.id, revision);
      },
      absent: () => forget(stream),
    };
  };

  return {
    of,
    witness,
    wrote: (stream: string, ids: readonly string[], last: number): void => {
      const known = of(stream);
      const begin = last - ids.length + 1;
      if (known.upTo === begin - 1) ids.forEach((id, index) => add(stream, known, id, begin + index));
    },
  };
};
