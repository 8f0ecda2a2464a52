import type { PublishedContract } from '@laurel/contracts';
import type { EventCodec, Recorded } from '@laurel/event-sourcing';
import { backoff, bounded, isPassing, pause, persist, type Problem, problems, pulse as newPulse } from '@laurel/processes';
import type { KeyMark, ParkedMessage, ReadModels, Transaction } from '@laurel/read-models';
import type { Bus, Delivery } from './bus.js';
import { fromPublished } from './envelope.js';
import { type Parking, parkingOf } from './parking.js';
import { isPoison, messageOf, Poison } from './poison.js';

export interface ConsumerOptions {
  readonly bus: Bus;
  readonly readModels: ReadModels;
  readonly contracts: readonly PublishedContract[];
  /** Upcasts what is old and opens what is personal, by the contract. */
  readonly codec: EventCodec;
  readonly onProblem?: (problem: Problem) => void;
}

export interface RunningConsumer {
  readonly name: string;
  /** True when nothing published by now is still to be taken in. What is parked is taken in. */
  isSettled(): Promise<boolean>;
  settled(): Promise<void>;
  readonly parking: Parking;
  /** What stands still, and the keys that are parked. */
  problems(): readonly Problem[];
  stop(): Promise<void>;
}

/** What a consumer makes of one event: does what lies outside the read models, and gives what is then to be written with the mark. */
export type Handle = (event: Recorded, category: string) => Promise<Effect | undefined>;
export type Effect = (tx: Transaction) => Promise<void>;

interface Consumer {
  readonly name: string;
  readonly topics: readonly string[];
  /** Is anything made of this type? */
  readonly concerns: (category: string, type: string) => boolean;
  readonly handle: Handle;
}

interface Line {
  readonly key: string;
  readonly deliveries: readonly Delivery[];
}
interface Message {
  readonly key: string;
  readonly delivery: Delivery;
}
interface Change {
  readonly sequence: string;
  readonly effect: Effect;
}

const lookAgainAfterMs = 10_000;

/**
 * Takes published events in, each once: effect and the key's mark in one transaction, what is at or below the mark is dropped. A poison
 * event parks its key: itself and what follows on that key, in order, while other keys go on.
 */
export const runConsumer = async ({ name, topics, concerns, handle }: Consumer, options: ConsumerOptions): Promise<RunningConsumer> => {
  const { bus, readModels, contracts, codec, onProblem } = options;
  const abort = new AbortController();
  const [board, pulse, inTurn] = [problems(onProblem), newPulse(), bounded(1)];
  const limit = bounded(32);
  const subscription = { group: name, topics };
  const parkedKeys = new Set((await readModels.parked(name)).map(({ key }) => key));

  /** What the event's effect is; undefined when it is none of ours. Tried three times before it counts as poison. */
  const effectOf = async ({ event }: Delivery): Promise<Effect | undefined> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const understood = fromPublished(event, contracts);
        if (!understood || !concerns(understood.contract.category, understood.event.type)) return undefined;
        return await handle(await codec.decode(understood.contract, understood.event), understood.contract.category);
      } catch (error) {
        if (abort.signal.aborted) throw error;
        if (!isPassing(error) && attempt >= 3) throw new Poison(messageOf(error), { cause: error });
        if (isPassing(error)) board.tell(name, error);
        await pause(100 * attempt, abort.signal);
      }
    }
  };

  /**
   * Writes a message with its key's mark. Another process may have the same key in hand, or release it: only the transaction that writes
   * knows what was taken in meanwhile and whether something of the key is parked now. False when it is parked no longer, and an effect is
   * needed.
   */
  const write = async ({ key, delivery }: Message, effect: Effect | undefined): Promise<boolean> => {
    const { sequence } = delivery.event;
    const parked = await readModels.transaction(async (tx) => {
      const [mark] = await tx.marks(name, [key]);
      if (isTaken(sequence, mark)) return mark?.parked;
      if (mark?.parked) await tx.park(name, parkedFrom({ key, delivery }));
      else if (effect) await effect(tx);
      else return undefined;
      await tx.raiseHighWater(name, key, sequence);
      return mark?.parked ?? false;
    });
    if (parked === true) parkedKeys.add(key);
    if (parked === false) parkedKeys.delete(key);
    return parked !== undefined;
  };

  /** Takes one message in; parks it when it is poison, or when something before it is parked. */
  const takeOne = async (message: Message): Promise<void> => {
    const { key, delivery } = message;
    const [mark] = await readModels.marks(name, [key]);
    if (isTaken(delivery.event.sequence, mark)) return;
    try {
      const effect = mark?.parked ? undefined : await effectOf(delivery);
      if (!effect && !mark?.parked) return;
      if (!(await write(message, effect))) await takeOne(message);
    } catch (error) {
      if (abort.signal.aborted || !isPoison(error)) throw error;
      await write(message, (tx) => tx.park(name, parkedFrom(message, error)));
      parkedKeys.add(key);
      onProblem?.(parkedProblem(name, key, error));
    }
  };

  /** The usual way: all of it in one transaction. False when something in it is poison, or is parked meanwhile, and nothing was written. */
  const takeTogether = async (lines: readonly Line[], known: ReadonlyMap<string, KeyMark>): Promise<boolean> => {
    try {
      const prepared = await Promise.all(
        lines.map(({ key, deliveries }) =>
          limit(async () => {
            const changes: Change[] = [];
            for (const delivery of deliveries) {
              const { sequence } = delivery.event;
              const effect = isTaken(sequence, known.get(key)) ? undefined : await effectOf(delivery);
              if (effect) changes.push({ sequence, effect });
            }
            return { key, changes };
          }),
        ),
      );
      const changed = prepared.filter(({ changes }) => changes.length > 0);
      if (changed.length === 0) return true;
      return await readModels.transaction(async (tx) => {
        const marks = await tx.marks(name, keysOf(changed));
        if (marks.some(({ parked }) => parked)) return false;
        for (const [index, { key, changes }] of changed.entries()) {
          const fresh = changes.filter(({ sequence }) => !isTaken(sequence, marks[index]));
          for (const { effect } of fresh) await effect(tx);
          const last = fresh.at(-1);
          if (last) await tx.raiseHighWater(name, key, last.sequence);
        }
        return true;
      });
    } catch (error) {
      if (abort.signal.aborted || !isPoison(error)) throw error;
      return false;
    }
  };

  const take = async (deliveries: readonly Delivery[]): Promise<void> => {
    const lines = byKey(deliveries);
    const keys = keysOf(lines);
    const marks = await readModels.marks(name, keys);
    const known = new Map(keys.map((key, index) => [key, marks[index]!]));
    const open = lines.filter(({ key }) => !known.get(key)?.parked);
    const together = await takeTogether(open, known);
    for (const { key, deliveries: line } of together ? lines.filter((one) => !open.includes(one)) : lines) {
      for (const delivery of line) await takeOne({ key, delivery });
    }
  };

  /** Until it is taken in: to leave the group, and have another member try, would not help. */
  const insist = async (deliveries: readonly Delivery[]): Promise<void> => {
    for (let failures = 1; ; failures++) {
      try {
        return await inTurn(() => take(deliveries));
      } catch (error) {
        if (abort.signal.aborted) throw error;
        board.tell(name, error);
        await pause(backoff(failures), abort.signal);
      }
    }
  };

  const run = persist(name, board, abort.signal, async ({ succeeded }) => {
    if (board.list().length > 0) {
      await bus.behind(subscription); // it answers again
      board.clear(name);
    }
    const batches = bus.subscribe({ ...subscription, signal: abort.signal })[Symbol.asyncIterator]();
    try {
      for (let batch = batches.next(); ; pulse.beat()) {
        const { done, value } = await batch;
        if (done) return;
        await insist(value);
        succeeded();
        batch = batches.next();
      }
    } finally {
      await batches.return?.();
    }
  }).finally(pulse.beat);

  // Another process may park or release a key: what is told here follows within seconds.
  let lookedAt = Date.now();
  const lookAgain = async (): Promise<void> => {
    if (Date.now() - lookedAt < lookAgainAfterMs) return;
    lookedAt = Date.now();
    const parked = await readModels.parked(name);
    parkedKeys.clear();
    for (const { key } of parked) parkedKeys.add(key);
  };

  const isSettled = async (): Promise<boolean> => !(await bus.behind(subscription));
  return {
    name,
    isSettled,
    settled: async () => {
      while (!abort.signal.aborted) {
        const seen = pulse.count;
        if (await isSettled()) return;
        const stuck = board.list().find(({ lasting }) => lasting);
        if (stuck) throw new Error(`${stuck.part} stands still: ${stuck.problem}`);
        // A bus beyond this process may notice later than we do.
        await Promise.race([pulse.after(seen), pause(50, abort.signal)]);
      }
    },
    parking: parkingOf({ name, readModels, inTurn, parkedKeys, effectOf }),
    problems: () => {
      void lookAgain().catch(() => undefined); // the next one who asks looks again
      return [...board.list(), ...[...parkedKeys].map((key) => parkedProblem(name, key))];
    },
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};

const parkedProblem = (part: string, key: string, error?: unknown): Problem => ({
  part,
  problem: `${key} is parked${error === undefined ? '' : `: ${messageOf(error)}`}`,
  lasting: true,
});

const parkedFrom = ({ key, delivery: { topic, event } }: Message, error?: unknown): ParkedMessage => ({
  key,
  sequence: event.sequence,
  payload: JSON.stringify({ topic, event }),
  ...(error !== undefined && { error: messageOf(error) }),
  parkedAt: new Date().toISOString(),
});

const isTaken = (sequence: string, mark: KeyMark | undefined): boolean => mark?.sequence !== undefined && sequence <= mark.sequence;
const keysOf = (lines: readonly Pick<Line, 'key'>[]): readonly string[] => lines.map(({ key }) => key);

/** Streams of two contexts may be named alike, so the topic belongs to the key. */
const byKey = (deliveries: readonly Delivery[]): readonly Line[] => {
  const lines = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const key = `${delivery.topic}/${delivery.event.subject}`;
    const line = lines.get(key);
    if (!line) lines.set(key, [delivery]);
    else if (delivery.event.sequence > line.at(-1)!.event.sequence) line.push(delivery); // a bus may give an event twice
  }
  return [...lines].map(([key, line]) => ({ key, deliveries: line }));
};
