import { pause, persist, type Problem, problems, pulse as newPulse } from '@laurel/processes';
import type { Bus, Delivery, Subscription } from './bus.js';
import { type ConsumerPart, consumerPart, type TakingInOptions } from './consumer-part.js';
import type { Parking } from './parking.js';
import { subscriptionOf } from './subscription-of.js';
import type { Consumer } from './take-in.js';

export interface ConsumerOptions extends TakingInOptions {
  readonly bus: Bus;
}

export interface RunningConsumer {
  readonly name: string;
  /** True when nothing published by now is still to be taken in. What is parked is taken in. */
  isSettled(): Promise<boolean>;
  /** Resolves when it is so. Throws when something stands still by a lasting problem, or the group is left before. */
  settled(): Promise<void>;
  readonly parking: Parking;
  /** What stands still, and the keys that are parked. */
  problems(): readonly Problem[];
  /** Of those that share a group all stop. */
  stop(): Promise<void>;
}

/**
 * Takes published events in, each once: effect and the key's mark in one transaction, what is at or below the mark is dropped. A poison
 * event parks its key: itself and what follows on that key, in order, while other keys go on. Consumers of one group are given the same and
 * go on together, so that one which meets a fault of the world holds the others up as long: a group of its own for each would cost a
 * member's connections and fetches each. What they keep and park, they keep and park for themselves.
 */
export const runConsumers = async (
  group: Pick<Subscription, 'group' | 'topics'>,
  consumers: readonly Consumer[],
  { bus, ...options }: ConsumerOptions,
): Promise<readonly RunningConsumer[]> => {
  const abort = new AbortController();
  const [joining, pulse] = [problems(options.onProblem), newPulse()];
  const subscription = await subscriptionOf(group, options.readModels);
  const parts = await Promise.all(consumers.map((consumer) => consumerPart(consumer, options, abort.signal)));

  const run = persist(group.group, joining, abort.signal, async ({ succeeded }) => {
    if (joining.list().length > 0) {
      await bus.behind(subscription); // it answers again
      joining.clear(group.group);
    }
    const batches = bus.subscribe({ ...subscription, signal: abort.signal })[Symbol.asyncIterator]();
    try {
      for (let batch = batches.next(); ; pulse.beat()) {
        const { done, value } = await batch;
        if (done) return;
        await takenByAll(parts, value);
        succeeded();
        batch = batches.next();
      }
    } finally {
      await batches.return?.();
    }
  }).finally(pulse.beat);

  const isSettled = async (): Promise<boolean> => !(await bus.behind(subscription));
  const settled = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      const seen = pulse.count;
      if (await isSettled()) return;
      const stuck = [...joining.list(), ...parts.flatMap((part) => part.stands())].find(({ lasting }) => lasting);
      if (stuck) throw new Error(`${stuck.part} stands still: ${stuck.problem}`);
      // A bus beyond this process may notice later than we do.
      await Promise.race([pulse.after(seen), pause(50, abort.signal)]);
    }
    throw new Error(`${group.group} was stopped`);
  };
  const stop = async (): Promise<void> => {
    abort.abort();
    await run;
  };
  return parts.map((part, at) => ({
    name: consumers[at]!.name,
    isSettled,
    settled,
    parking: part.parking,
    // What keeps the group from being joined is told once.
    problems: () => [...(at === 0 ? joining.list() : []), ...part.stands(), ...part.parked()],
    stop,
  }));
};

/** Rejects when all have ended, so that nobody still writes after that. */
const takenByAll = async (parts: readonly ConsumerPart[], deliveries: readonly Delivery[]): Promise<void> => {
  const outcomes = await Promise.allSettled(parts.map((part) => part.take(deliveries)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
};
