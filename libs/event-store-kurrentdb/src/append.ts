import {
  type AppendResult,
  type AppendStreamState,
  type KurrentDBClient,
  NO_STREAM,
  type Position,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import {
  type Appended,
  bounded,
  ConcurrencyConflict,
  EventIdReused,
  EventTooLarge,
  maximumAppendBytes,
  type SerializedWrite,
} from '@laurel/event-sourcing';
import type { Connection } from './connection.js';
import { appendFault, isTooLarge, readFault } from './faults.js';
import { isNotLeader } from './leader.js';
import type { LogReader } from './log-reader.js';
import type { Namespace } from './namespace.js';
import { positionText } from './position.js';
import { eventData, recordData, storedBytes } from './stored-event.js';
import type { StreamIds, streamIds } from './stream-ids.js';
import { streamLines } from './stream-lines.js';

interface Parts {
  readonly connection: Connection;
  readonly namespace: Namespace;
  readonly reader: LogReader;
  readonly ids: ReturnType<typeof streamIds>;
}

/** A write whose expectation is a revision, or that there is no stream. */
type Exact = SerializedWrite & { readonly expected: number | 'none' };

const attemptsAtLeader = 4;
/**
 * So many appends under way at once: below the client's high-water mark of 16 messages. Above it the client queues by itself, and a queue
 * that breaks ends the process by a rejection that nobody can catch.
 */
const underWay = 12;

/**
 * Exact appends on a server whose rule is weaker: it looks at ids only where an expectation fails, writes an id again where a revision
 * holds, and with `any` remembers recent ids only and not their order. So `any` and `exists` are sent as the revision that was seen, and
 * ids are compared with those of the stream before anything is sent: known from reading it, or else read now.
 */
export const appender = ({ connection, namespace, reader, ids }: Parts) => {
  const through = bounded(underWay);
  const inLine = streamLines();

  const append = async (writes: readonly SerializedWrite[]): Promise<readonly Appended[]> => {
    notTooLarge(writes);
    for (let attempt = 1; ; attempt++) {
      const known = await Promise.all(writes.map((write) => knownOf(write, attempt)));
      if (standing(writes)) return settled(writes);
      if (writes.some((write, index) => !holds(write, known[index]!))) {
        // In the stream of another write nobody may have looked yet: an id that stands there is told before a conflict.
        if (await standingAfterAll(writes)) return settled(writes);
        const lost = writes.find((write) => !holds(write, ids.of(write.stream)));
        if (!lost) continue; // it has come about meanwhile
        throw new ConcurrencyConflict(lost.stream, lost.expected, actualOf(ids.of(lost.stream)));
      }
      const exact = writes.map((write, index) => ({ ...write, expected: expectationOf(write, known[index]!) }));
      try {
        return await written(exact);
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        if (await standingAfterAll(writes)) return settled(writes);
        const lost = writes.find(({ stream }) => namespace.nameOf(stream) === error.streamName) ?? writes[0]!;
        const fixed = typeof lost.expected === 'number' || lost.expected === 'none';
        if (fixed) throw new ConcurrencyConflict(lost.stream, lost.expected, conflictingOf(error, ids.of(lost.stream)));
      }
    }
  };

  /** Some id is known to stand in the stream of its write. */
  const standing = (writes: readonly SerializedWrite[]): boolean =>
    writes.some(({ stream, events }) => events.some(({ id }) => ids.of(stream).revisions.has(id)));

  const standingAfterAll = async (writes: readonly SerializedWrite[]): Promise<boolean> => {
    await Promise.all(writes.map(({ stream }) => readOn(stream)));
    return standing(writes);
  };

  /** What is known of the stream, enough to tell whether an id stands in it already. A revision that was read up to needs no look. */
  const knownOf = async ({ stream, expected }: SerializedWrite, attempt: number): Promise<StreamIds> => {
    const known = ids.of(stream);
    const enough = expected === 'none' || (typeof expected === 'number' ? known.upTo >= expected : known.upTo >= 0 || attempt > 1);
    if (!enough) await readOn(stream);
    return ids.of(stream);
  };

  const readOn = async (stream: string): Promise<void> => {
    const { upTo } = ids.of(stream);
    for await (const _ of reader.stream(stream, { from: upTo + 1 })); // the witness notes it
  };

  /** For ids of which some stand in the stream: the first result, if all stand as one block where this append would have begun. */
  const settled = async (writes: readonly SerializedWrite[]): Promise<readonly Appended[]> => {
    await Promise.all(writes.map(({ stream }) => readOn(stream)));
    const repeats = writes.map((write) => repeatOf(write, ids.of(write.stream)));
    const reused = writes.find(({ stream, events }) => events.some(({ id }) => ids.of(stream).revisions.has(id)))!;
    if (repeats.some((last) => last === undefined)) throw new EventIdReused(reused.stream);
    return Promise.all(writes.map(({ stream }, index) => appendedAt(stream, repeats[index]!)));
  };

  const appendedAt = async (stream: string, revision: number): Promise<Appended> => {
    for await (const { position } of reader.stream(stream, { from: revision, limit: 1 })) return { revision, position };
    throw readFault(new Error(`${stream}@${revision} is gone`));
  };

  const written = async (writes: readonly Exact[]): Promise<readonly Appended[]> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const results = await through(() => sent(writes));
        return await Promise.all(
          writes.map(({ stream, events }, index) => {
            const { revision, position } = results[index]!;
            ids.wrote(
              stream,
              events.map(({ id }) => id),
              revision,
            );
            return position ? { revision, position: positionText(position) } : appendedAt(stream, revision);
          }),
        );
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) throw error;
        if (isTooLarge(error)) throw new EventTooLarge(writes[0]!.stream, sizeOf(writes));
        // The same ids at the same revision are taken once only, so that asking the leader again is safe.
        if (!isNotLeader(error) || attempt === attemptsAtLeader) throw appendFault(error, writes[0]!.stream);
        await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
      }
    }
  };

  const sent = async (
    writes: readonly Exact[],
  ): Promise<readonly { readonly revision: number; readonly position?: Position | undefined }[]> => {
    try {
      await connection.features(); // asked once a connection: what fails here was never sent
    } catch (error) {
      throw readFault(error);
    }
    const recordedAt = new Date().toISOString();
    return connection.append(async (client) => {
      if (writes.length > 1) return toSeveral(client, writes, recordedAt);
      const { stream, expected, events } = writes[0]!;
      const result: AppendResult = await client.appendToStream(
        namespace.nameOf(stream),
        events.map((event) => eventData(event, recordedAt)),
        { streamState: stateOf(expected), requiresLeader: true },
      );
      return [{ revision: Number(result.nextExpectedRevision), position: result.position }];
    });
  };

  const toSeveral = async (client: KurrentDBClient, writes: readonly Exact[], recordedAt: string) => {
    const { responses } = await client.multiStreamAppend(
      writes.map(({ stream, expected, events }) => ({
        streamName: namespace.nameOf(stream),
        expectedState: stateOf(expected),
        events: events.map((event) => recordData(event, recordedAt)),
      })),
    );
    // It tells one position for all of them: each one's own is read.
    return writes.map(({ stream }) => {
      const { revision } = responses.find(({ streamName }) => streamName === namespace.nameOf(stream))!;
      return { revision: Number(revision) };
    });
  };

  // What names no revision would run into its like again and again: those of this process go one after the other.
  return (writes: readonly SerializedWrite[]): Promise<readonly Appended[]> => {
    const [{ stream, expected }] = writes as [SerializedWrite]; // never empty
    return writes.length === 1 && (expected === 'any' || expected === 'exists') ? inLine(stream, () => append(writes)) : append(writes);
  };
};

const stateOf = (expected: number | 'none'): AppendStreamState => (expected === 'none' ? NO_STREAM : BigInt(expected));

const actualOf = ({ upTo }: StreamIds): number | 'none' => (upTo < 0 ? 'none' : upTo);

const conflictingOf = ({ actualState }: WrongExpectedVersionError, known: StreamIds): number | 'none' =>
  typeof actualState === 'bigint' && actualState >= 0n ? Number(actualState) : actualOf(known);

/** A stream that was read beyond an expectation has left it for good. */
const holds = ({ expected }: SerializedWrite, { upTo }: StreamIds): boolean =>
  expected === 'any' || (expected === 'none' ? upTo < 0 : expected === 'exists' ? upTo >= 0 : upTo === expected);

const expectationOf = ({ expected }: SerializedWrite, { upTo }: StreamIds): number | 'none' =>
  typeof expected === 'number' || expected === 'none' ? expected : upTo < 0 ? 'none' : upTo;

const repeatOf = ({ expected, events }: SerializedWrite, { first, revisions }: StreamIds): number | undefined => {
  const begin = typeof expected === 'number' ? expected + 1 : expected === 'none' ? first : revisions.get(events[0]!.id);
  const stands = begin !== undefined && events.every(({ id }, index) => revisions.get(id) === begin + index);
  return stands ? begin + events.length - 1 : undefined;
};

const sizeOf = (writes: readonly SerializedWrite[]): number =>
  writes.reduce((sum, { events }) => events.reduce((bytes, event) => bytes + storedBytes(event, writes.length > 1), sum), 0);

/** By the server's own count, which has the envelope in it. */
const notTooLarge = (writes: readonly SerializedWrite[]): void => {
  const bytes = sizeOf(writes);
  if (bytes > maximumAppendBytes) throw new EventTooLarge(writes[0]!.stream, bytes);
};
