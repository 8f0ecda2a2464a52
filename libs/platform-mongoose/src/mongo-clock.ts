import { setTimeout as sleep } from 'node:timers/promises';
import type { Mongo } from '@laurel/mongo';
import type { MovableClock } from '@laurel/runtime';
import { answerInTime, onceThere } from './answer-in-time.js';
import { clockBell } from './clock-bell.js';
import { clockFollowers, followerLivesMs } from './clock-followers.js';
import { begun, clockReading, type ClockRecord, moved } from './clock-record.js';
import { sharedCollection } from './shared-collection.js';

export interface MongoClockOptions {
  /** Processes that give the same name share one clock. */
  readonly name: string;
  /** Where a new clock begins; real time when absent. One that is there already goes on. */
  readonly start?: string;
  /** What went wrong while the clock was followed: the database is away, or a listener threw. The clock goes on. */
  readonly onProblem?: (error: unknown) => void;
}

export interface MongoClock extends MovableClock {
  close(): Promise<void>;
}

/** How often each process says that it is there. */
const beatMs = followerLivesMs / 3;
/** How often it looks for itself whether the clock was moved, though nothing has told it so: with every third beat. */
const lookMs = 2.5 * beatMs;

/**
 * The clock of developer and test runs with many processes: a record that every one of them follows. A move answers when all have it and
 * their listeners were called; who has said nothing for three seconds is not waited for, and has it as soon as it is back. A process that
 * has lost the database keeps what it has. At rest not two small commands a second. Throws `RangeError` for a `start` that is no instant,
 * `EngineUnavailable`.
 */
export const openMongoClock = async (mongo: Pick<Mongo, 'connection'>, options: MongoClockOptions): Promise<MongoClock> => {
  const { name, start, onProblem = () => undefined } = options;
  const records = sharedCollection<ClockRow>(mongo, 'clock');
  const read = () => answerInTime(`the clock ${name}`, () => records.findOne({ _id: name }));
  const first = begun(start);
  const kept = await answerInTime(`the clock ${name}`, () =>
    onceThere(() => records.findOneAndUpdate({ _id: name }, { $setOnInsert: first }, { upsert: true, returnDocument: 'after' })),
  );
  const followers = await clockFollowers(mongo, name);
  const reading = clockReading(kept ?? first);
  const listeners = new Set<() => void>();
  const take = (record: ClockRecord | null): void => {
    if (record && reading.take(record)) listeners.forEach((listener) => listener());
  };

  let [saidAt, lookedAt] = [-Infinity, -Infinity];
  let unsure = true;
  // A move waits for whoever says that it is there. Who was silent for too long says so first and looks then: it was not waited for.
  const follow = async (mayHaveMoved: boolean): Promise<void> => {
    unsure ||= mayHaveMoved;
    if (performance.now() - saidAt > beatMs / 2) await say();
    const at = performance.now();
    if (!unsure && at - lookedAt < lookMs) return;
    const before = reading.number;
    take(await read());
    [unsure, lookedAt] = [false, at];
    if (reading.number !== before) await say();
  };
  const say = async (): Promise<void> => {
    const at = performance.now();
    await followers.has(reading.number);
    if (performance.now() - saidAt >= followerLivesMs) unsure = true;
    saidAt = at;
  };
  await follow(true);

  let isClosed = false;
  const bell = clockBell(records, name, onProblem);
  const following = (async () => {
    for (;;) {
      const mayHaveMoved = await bell.rest(beatMs);
      if (isClosed) return;
      await follow(mayHaveMoved).catch(onProblem);
    }
  })();

  const move = async (to: string): Promise<ClockRecord> => {
    for (;;) {
      const known = reading.number;
      const present = await read();
      if (!present || present.number < known) throw new Error(`the clock ${name} is no longer kept: start all processes anew`);
      take(present); // somebody else may have moved it
      const record = moved(reading.number, reading.now(), to);
      const one = { _id: name, number: reading.number };
      const { matchedCount } = await answerInTime(`a move of the clock ${name}`, () => records.updateOne(one, { $set: record }));
      if (matchedCount === 1) return record;
    }
  };
  return {
    now: () => new Date(reading.now()).toISOString(),
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo: async (to) => {
      const record = await move(to);
      take(record);
      while (await followers.isMissing(record.number)) await sleep(20);
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      bell.ring();
      await following;
      await bell.close().catch(onProblem);
      await followers.leave().catch(onProblem); // then it is not waited for after three seconds
    },
  };
};

interface ClockRow extends ClockRecord {
  readonly _id: string;
}
