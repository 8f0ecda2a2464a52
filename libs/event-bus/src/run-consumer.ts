import type { PublishedContract } from '@laurel/contracts';
import { bounded, type EventCodec } from '@laurel/event-sourcing';
import { backoff, pause, persist, type Problem, problems, pulse as newPulse } from '@laurel/processes';
import type { ReadModels } from '@laurel/read-models';
import type { Bus, Delivery } from './bus.js';
import { type Parking, parkingOf } from './parking.js';
import { messageOf } from './poison.js';
import { subscriptionOf } from './subscription-of.js';
import { type Consumer, takingIn } from './take-in.js';

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

const lookAgainAfterMs = 10_000;

/**
 * Takes published events in, each once: effect and the key's mark in one transaction, what is at or below the mark is dropped. A poison
 * event parks its key: itself and what follows on that key, in order, while other keys go on.
 */
export const runConsumer = async (consumer: Consumer, options: ConsumerOptions): Promise<RunningConsumer> => {
  const { name } = consumer;
  const { bus, readModels, contracts, codec, onProblem } = options;
  const abort = new AbortController();
  const [board, pulse, inTurn] = [problems(onProblem), newPulse(), bounded(1)];
  const subscription = await subscriptionOf(consumer, readModels);
  const parkedKeys = new Set((await readModels.parked(name)).map(({ key }) => key));

  const tellParked = (key: string, isParked: boolean, error?: unknown): void => {
    if (isParked) parkedKeys.add(key);
    else parkedKeys.delete(key);
    if (error !== undefined) onProblem?.(parkedProblem(name, key, error));
  };
  const { take, effectOf } = takingIn(consumer, { readModels, contracts, codec, board, signal: abort.signal, tellParked });

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
