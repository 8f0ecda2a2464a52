import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type Filter,
  FORWARDS,
  type ReadPosition,
  type ResolvedEvent,
  START,
  StreamNotFoundError,
} from '@kurrent/kurrentdb-client';
import type { EventFilter, ReadAllOptions, ReadStreamOptions, Recorded } from '@laurel/event-sourcing';
import { matches, matchesNothing } from '@laurel/event-sourcing/engine-kit';
import type { Connection } from './connection.js';
import { readFault } from './faults.js';
import type { Namespace } from './namespace.js';
import { pageSizes } from './page-size.js';
import { positionOf, positionText } from './position.js';
import { recordedOf } from './stored-event.js';

/** Told of what a stream's forward reads pass over, from `from` on and without a hole. */
export type Witness = (stream: string, from: number) => { readonly saw: (event: Recorded) => void; readonly absent: () => void };

export interface LogReader {
  readonly stream: (stream: string, options?: ReadStreamOptions) => AsyncGenerator<Recorded, void, undefined>;
  readonly all: (options?: ReadAllOptions) => AsyncGenerator<Recorded, void, undefined>;
  /** Matching events after a position and up to another, one page a time. */
  readonly pages: (after: string | undefined, until: string, filter?: EventFilter) => AsyncGenerator<readonly Recorded[], void, undefined>;
  /** Position of the namespace's last event. */
  readonly head: () => Promise<string | undefined>;
  /** Position of the server's last record, whosever it is. */
  readonly end: () => Promise<string | undefined>;
}

/** Reads by pages of their own call each: a page that is cut is asked for again, and a reader that stops leaves nothing open behind it. */
export const logReader = (connection: Connection, namespace: Namespace, witness: Witness): LogReader => {
  const pageOfAll = async (
    from: ReadPosition,
    backwards: boolean,
    maxCount: number,
    filter?: Filter,
  ): Promise<readonly AllStreamResolvedEvent[]> => {
    try {
      return await connection.read((client) =>
        // From the leader: a follower may lag behind a position that was told already, and its reader would skip what is missing there.
        gathered(
          client.readAll({
            fromPosition: from,
            direction: backwards ? BACKWARDS : FORWARDS,
            maxCount,
            requiresLeader: true,
            ...(filter && { filter }),
          }),
        ),
      );
    } catch (error) {
      throw readFault(error);
    }
  };
  const pageOfStream = async (
    stream: string,
    from: bigint | typeof START | typeof END,
    backwards: boolean,
    maxCount: number,
  ): Promise<readonly ResolvedEvent[] | undefined> => {
    try {
      return await connection.read((client) =>
        gathered(
          client.readStream(namespace.nameOf(stream), {
            fromRevision: from,
            direction: backwards ? BACKWARDS : FORWARDS,
            maxCount,
            requiresLeader: true,
          }),
        ),
      );
    } catch (error) {
      if (error instanceof StreamNotFoundError) return undefined;
      throw readFault(error, stream);
    }
  };
  const lastOf = async (filter?: Filter): Promise<string | undefined> => {
    const [last] = await pageOfAll(END, true, 1, filter);
    return last?.event?.position && positionText(last.event.position);
  };

  const head = async (): Promise<string | undefined> => {
    for await (const { position } of backwards({ limit: 1 })) return position;
    return undefined;
  };

  async function* stream(
    name: string,
    { from, backwards: back = false, limit = Infinity }: ReadStreamOptions = {},
  ): AsyncGenerator<Recorded, void, undefined> {
    const seen = back ? undefined : witness(name, from ?? 0);
    const sizes = pageSizes();
    let next: bigint | typeof START | typeof END = from === undefined ? (back ? END : START) : BigInt(from);
    for (let left = limit; left > 0;) {
      const size = sizes.next(left);
      const page = await pageOfStream(name, next, back, size);
      if (page === undefined) return seen?.absent();
      for (const one of page) {
        const event = recordedOf(namespace, one);
        if (!event) continue;
        seen?.saw(event);
        left--;
        yield event;
      }
      const last = page.at(-1)?.event?.revision;
      if (page.length < size || last === undefined || (back && last === 0n)) return;
      sizes.saw(page);
      next = last + (back ? -1n : 1n);
    }
  }

  async function* pages(
    after: string | undefined,
    until: string,
    filter?: EventFilter,
  ): AsyncGenerator<readonly Recorded[], void, undefined> {
    if (matchesNothing(filter)) return;
    const asked = namespace.filter(filter);
    const sizes = pageSizes();
    for (let at = after ?? ''; at < until;) {
      const size = sizes.next(Infinity);
      const page = await pageOfAll(at === '' ? START : positionOf(at), false, size, asked);
      const events = page
        .map((one) => recordedOf(namespace, one))
        .filter(
          (event): event is Recorded => event !== undefined && event.position > at && event.position <= until && matches(filter, event),
        );
      if (events.length > 0) yield events;
      const last = page.at(-1)?.event?.position;
      if (page.length < size || last === undefined) return;
      sizes.saw(page);
      at = positionText(last);
    }
  }

  async function* backwards({ after, until, filter, limit = Infinity }: ReadAllOptions): AsyncGenerator<Recorded, void, undefined> {
    if (matchesNothing(filter)) return;
    const asked = namespace.filter(filter);
    const sizes = pageSizes();
    let at: ReadPosition = after === undefined ? END : positionOf(after);
    for (let left = limit; left > 0;) {
      const size = sizes.next(left);
      const page = await pageOfAll(at, true, size, asked);
      for (const one of page) {
        const event = recordedOf(namespace, one);
        if (!event || !matches(filter, event) || (after !== undefined && event.position >= after)) continue;
        if (until !== undefined && event.position < until) return;
        left--;
        yield event;
        if (left === 0) return;
      }
      const last = page.at(-1)?.event?.position;
      if (page.length < size || last === undefined) return;
      sizes.saw(page);
      at = last; // exclusive, backwards
    }
  }

  return {
    stream,
    pages,
    head,
    end: () => lastOf(),
    all: async function* (options: ReadAllOptions = {}) {
      if (options.backwards) return yield* backwards(options);
      const { after, until, filter, limit = Infinity } = options;
      const last = await head();
      if (last === undefined) return;
      let left = limit;
      for await (const page of pages(after, until === undefined || until > last ? last : until, filter)) {
        for (const event of page) {
          if (left-- <= 0) return;
          yield event;
        }
      }
    },
  };
};

const gathered = async <T>(events: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
};
