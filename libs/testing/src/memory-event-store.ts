import {
  AppendOutcomeUnknown,
  type Appended,
  categoryOf,
  ConcurrencyConflict,
  type EventFilter,
  EventIdReused,
  type EventMetadata,
  type EventStore,
  type Expected,
  type ReadAllOptions,
  type ReadStreamOptions,
  type Recorded,
  type SerializedWrite,
  serializeWrites,
  StoreUnavailable,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '@laurel/event-sourcing';

export interface MemoryEventStore extends EventStore {
  /** Everything that was written, in order. Look, do not write. */
  readonly log: readonly Recorded[];
  /** Runs once, after the next append was asked for and before it is done: somebody else gets in between. */
  beforeNextAppend(interference: () => Promise<unknown>): void;
  /** The next append is done, but its answer is lost on the way. */
  loseNextAnswer(): void;
}

/** The model of the port: small enough to be believed. Every engine is compared with it. */
export const memoryEventStore = (): MemoryEventStore => {
  const log: Recorded[] = [];
  const streams = new Map<string, number[]>(); // indexes into the log
  const known = new Map<string, Recorded>(); // by event id
  let waiting: (() => void)[] = [];
  let closed = false;
  let before: (() => Promise<unknown>) | undefined;
  let lose = false;

  const headOf = (stream: string): number => (streams.get(stream)?.length ?? 0) - 1;
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const one of woken) one();
  };
  const open = () => {
    if (closed) throw new StoreUnavailable('the store is closed');
  };

  const write = ({ stream, events }: SerializedWrite): Appended => {
    for (const { data, metadata, type, version } of events) {
      const indexes = streams.get(stream) ?? [];
      streams.set(stream, indexes);
      // Through JSON, as on a disk; frozen, so that a reader that changes what it was given is told.
      const recorded = frozen<Recorded>({
        type,
        version,
        data: JSON.parse(data) as unknown,
        metadata: JSON.parse(metadata) as EventMetadata, // our own text
        stream,
        revision: indexes.length,
        position: positionAt(log.length),
        recordedAt: new Date().toISOString(),
      });
      indexes.push(log.length);
      log.push(recorded);
      known.set(recorded.metadata.id, recorded);
    }
    return { revision: headOf(stream), position: log.at(-1)!.position };
  };

  /** The first result, if all ids stand as one block where this write would have begun. */
  const repeated = ({ stream, expected, events }: SerializedWrite): Appended | undefined => {
    const first = known.get(events[0]!.id);
    const begin = typeof expected === 'number' ? expected + 1 : expected === 'none' ? 0 : first?.revision;
    const stands = events.every(({ id }, index) => {
      const event = known.get(id);
      return event?.stream === stream && begin !== undefined && event.revision === begin + index;
    });
    if (!stands) return undefined;
    const { revision, position } = known.get(events.at(-1)!.id)!;
    return { revision, position };
  };

  const append = (writes: readonly SerializedWrite[]): readonly Appended[] => {
    const reused = writes.find(({ events }) => events.some(({ id }) => known.has(id)));
    const stale = writes.find(({ stream, expected }) => !holds(expected, headOf(stream)));
    if (!reused && !stale) return writes.map(write);
    const before = writes.map(repeated);
    if (before.every((one) => one !== undefined)) return before;
    if (reused) throw new EventIdReused(reused.stream);
    throw new ConcurrencyConflict(stale!.stream, stale!.expected, headOf(stale!.stream) < 0 ? 'none' : headOf(stale!.stream));
  };

  return {
    log,
    beforeNextAppend: (interference) => {
      before = interference;
    },
    loseNextAnswer: () => {
      lose = true;
    },
    async append(writes) {
      const serialized = serializeWrites(writes);
      open();
      const interference = before;
      before = undefined;
      await interference?.();
      const appended = append(serialized);
      wake();
      if (lose) {
        lose = false;
        throw new AppendOutcomeUnknown('the answer was lost');
      }
      return appended;
    },
    async *readStream(name: string, { from, backwards = false, limit = Infinity }: ReadStreamOptions = {}) {
      open();
      const indexes = streams.get(name) ?? [];
      const wanted = backwards ? indexes.slice(0, from === undefined ? undefined : from + 1).reverse() : indexes.slice(from);
      for (const index of wanted.slice(0, limit)) yield log[index]!;
    },
    async *readAll({ after, until, filter, backwards = false, limit = Infinity }: ReadAllOptions = {}) {
      open();
      const wanted = ({ position }: Recorded) =>
        backwards
          ? (after === undefined || position < after) && (until === undefined || position >= until)
          : (after === undefined || position > after) && (until === undefined || position <= until);
      const indexes = [...log.keys()].filter((index) => wanted(log[index]!) && matches(filter, log[index]!));
      for (const index of (backwards ? indexes.reverse() : indexes).slice(0, limit)) yield log[index]!;
    },
    async *subscribe({ after, filter, signal, batch = 256 }: SubscribeOptions = {}): AsyncGenerator<SubscriptionMessage> {
      open();
      if (after !== undefined && after > (log.at(-1)?.position ?? '')) throw new RangeError(`the log ends before position ${after}`);
      let at = after === undefined ? 0 : Number(after);
      let caughtUp = false;
      const wakeUp = () => wake();
      signal?.addEventListener('abort', wakeUp);
      try {
        while (!signal?.aborted && !closed) {
          const head = log.length;
          const events: Recorded[] = [];
          const from = at;
          for (; at < head && events.length < batch; at++) {
            if (matches(filter, log[at]!)) events.push(log[at]!);
          }
          if (at > from) {
            caughtUp = false;
            const position = positionAt(at - 1);
            yield events.length > 0 ? { kind: 'events', events, position } : { kind: 'progress', position };
          } else if (!caughtUp) {
            caughtUp = true;
            yield { kind: 'caughtUp' };
          } else {
            await new Promise<void>((resolve) => waiting.push(resolve));
          }
        }
      } finally {
        signal?.removeEventListener('abort', wakeUp);
      }
    },
    async head() {
      open();
      return log.at(-1)?.position;
    },
    async close() {
      closed = true;
      wake();
    },
  };
};

const positionAt = (index: number): string => String(index + 1).padStart(16, '0');

const holds = (expected: Expected, head: number): boolean =>
  expected === 'any' || (expected === 'none' ? head < 0 : expected === 'exists' ? head >= 0 : head === expected);

const matches = ({ categories, types }: EventFilter = {}, { stream, type }: Recorded): boolean =>
  (categories === undefined || categories.includes(categoryOf(stream))) && (types === undefined || types.includes(type));

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
