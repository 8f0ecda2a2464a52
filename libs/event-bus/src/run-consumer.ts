import type { PublishedContract } from '@laurel/contracts';
import type { EventCodec, Recorded } from '@laurel/event-sourcing';
import { bounded, isPassing, pause, persist, type Problem, problems, pulse as newPulse } from '@laurel/processes';
import { ChangeFailed, type ReadModels, type Transaction } from '@laurel/read-models';
import type { Bus, Delivery } from './bus.js';
import { fromPublished } from './envelope.js';
import { type Parking, parkingOf } from './parking.js';

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

/**
 * Takes published events in, each once: effect and the key's mark in one transaction, what is at or below the mark is dropped. A poison
 * event parks its key: itself and what follows on that key, in order, while other keys go on.
 */
export const runConsumer = async ({ name, topics, concerns, handle }: Consumer, options: ConsumerOptions): Promise<RunningConsumer> => {
  const { bus, readModels, contracts, codec, onProblem } = options;
  const abort = new AbortController();
  const [board, pulse, inTurn] = [problems(onProblem), newPulse(), bounded(1)];
  const limit = bounded(32);
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

  const park = (tx: Transaction, key: string, { event, topic }: Delivery, error?: unknown): Promise<void> =>
    tx.park(name, {
      key,
      sequence: event.sequence,
      payload: JSON.stringify({ topic, event }),
      ...(error !== undefined && { error: messageOf(error) }),
      parkedAt: new Date().toISOString(),
    });

  /** Writes one line of a key, as far as it goes; what is left of it is parked. */
  const takeLine = async ({ key, deliveries }: Line): Promise<void> => {
    for (const delivery of deliveries) {
      const { sequence } = delivery.event;
      const known = await readModels.transaction((tx) => tx.highWater(name, key));
      if (known !== undefined && sequence <= known) continue;
      const write = async (effect: (tx: Transaction) => Promise<void>): Promise<void> =>
        readModels.transaction(async (tx) => {
          await effect(tx);
          await tx.raiseHighWater(name, key, sequence);
        });
      if (parkedKeys.has(key)) {
        await write((tx) => park(tx, key, delivery));
        continue;
      }
      try {
        const effect = await effectOf(delivery);
        if (effect) await write(effect);
      } catch (error) {
        if (abort.signal.aborted || !isPoison(error)) throw error;
        await write((tx) => park(tx, key, delivery, error));
        parkedKeys.add(key);
        onProblem?.(parkedProblem(name, key, error));
      }
    }
  };

  /** The usual way: the whole batch in one transaction. False when something in it is poison, and nothing was written. */
  const takeTogether = async (lines: readonly Line[]): Promise<boolean> => {
    const marks = await readModels.transaction((tx) => Promise.all(lines.map(({ key }) => tx.highWater(name, key))));
    const fresh = lines.map(({ key, deliveries }, index) => {
      const mark = marks[index];
      return { key, deliveries: mark === undefined ? deliveries : deliveries.filter(({ event }) => event.sequence > mark) };
    });
    if (fresh.some(({ key }) => parkedKeys.has(key))) return false;
    try {
      const effects = await Promise.all(fresh.map(({ deliveries }) => limit(() => inOrder(deliveries, effectOf))));
      if (effects.flat().every((effect) => effect === undefined)) return true;
      await readModels.transaction(async (tx) => {
        for (const [index, { key, deliveries }] of fresh.entries()) {
          for (const effect of effects[index]!) await effect?.(tx);
          const last = deliveries.at(-1);
          if (last && effects[index]!.some((effect) => effect !== undefined)) await tx.raiseHighWater(name, key, last.event.sequence);
        }
      });
      return true;
    } catch (error) {
      if (abort.signal.aborted || !isPoison(error)) throw error;
      return false;
    }
  };

  const take = async (deliveries: readonly Delivery[]): Promise<void> => {
    const lines = byKey(deliveries);
    if (!(await takeTogether(lines))) for (const line of lines) await takeLine(line);
    board.clear(name);
  };

  const run = persist(name, board, abort.signal, async () => {
    const batches = bus.subscribe({ group: name, topics, signal: abort.signal })[Symbol.asyncIterator]();
    try {
      for (let batch = batches.next(); ; pulse.beat()) {
        const { done, value } = await batch;
        if (done) return;
        await inTurn(() => take(value));
        batch = batches.next();
      }
    } finally {
      await batches.return?.();
    }
  }).finally(pulse.beat);

  const isSettled = async (): Promise<boolean> => !(await bus.behind({ group: name, topics }));
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
    problems: () => [...board.list(), ...[...parkedKeys].map((key) => parkedProblem(name, key))],
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};

/** Cannot be taken in however often it is tried. */
class Poison extends Error {
  override readonly name = 'Poison';
}
const isPoison = (error: unknown): boolean => error instanceof Poison || error instanceof ChangeFailed;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const parkedProblem = (part: string, key: string, error?: unknown): Problem => ({
  part,
  problem: `${key} is parked${error === undefined ? '' : `: ${messageOf(error)}`}`,
  lasting: true,
});

const inOrder = async <T>(deliveries: readonly Delivery[], work: (delivery: Delivery) => Promise<T>): Promise<readonly T[]> => {
  const results: T[] = [];
  for (const delivery of deliveries) results.push(await work(delivery));
  return results;
};

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
