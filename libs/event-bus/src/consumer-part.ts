import type { PublishedContract } from '@laurel/contracts';
import { bounded, type EventCodec } from '@laurel/event-sourcing';
import { backoff, pause, type Problem, problems } from '@laurel/processes';
import type { ReadModels } from '@laurel/read-models';
import type { Delivery } from './bus.js';
import { type Parking, parkingOf } from './parking.js';
import { messageOf } from './poison.js';
import { type Consumer, takingIn } from './take-in.js';

export interface TakingInOptions {
  readonly readModels: ReadModels;
  readonly contracts: readonly PublishedContract[];
  /** Upcasts what is old and opens what is personal, by the contract. */
  readonly codec: EventCodec;
  readonly onProblem?: (problem: Problem) => void;
}

/** One consumer of those that share what a group is given: its marks, its parked keys, its problems. */
export interface ConsumerPart {
  /** Takes a batch in, however often it has to be tried. Throws only when the signal aborts. */
  take(deliveries: readonly Delivery[]): Promise<void>;
  readonly parking: Parking;
  /** What keeps it from taking in at the moment. */
  stands(): readonly Problem[];
  parked(): readonly Problem[];
}

const lookAgainAfterMs = 10_000;

export const consumerPart = async (consumer: Consumer, options: TakingInOptions, signal: AbortSignal): Promise<ConsumerPart> => {
  const { name } = consumer;
  const { readModels, contracts, codec, onProblem } = options;
  const [board, inTurn] = [problems(onProblem), bounded(1)];
  const parkedKeys = new Set((await readModels.parkedKeys(name)).map(({ key }) => key));

  const tellParked = (key: string, isParked: boolean, error?: unknown): void => {
    if (isParked) parkedKeys.add(key);
    else parkedKeys.delete(key);
    if (error !== undefined) onProblem?.(parkedProblem(name, key, error));
  };
  const { take, effectOf } = takingIn(consumer, { readModels, contracts, codec, board, signal, tellParked });

  // Another process may park or release a key: what is told here follows within seconds.
  let lookedAt = Date.now();
  const lookAgain = async (): Promise<void> => {
    if (Date.now() - lookedAt < lookAgainAfterMs) return;
    lookedAt = Date.now();
    const parked = await readModels.parkedKeys(name);
    parkedKeys.clear();
    for (const { key } of parked) parkedKeys.add(key);
  };

  return {
    // To leave the group, and have another member try, would not help.
    take: async (deliveries) => {
      for (let failures = 1; ; failures++) {
        try {
          await inTurn(() => take(deliveries));
          return board.clear(name);
        } catch (error) {
          if (signal.aborted) throw error;
          board.tell(name, error);
          await pause(backoff(failures), signal);
        }
      }
    },
    parking: parkingOf({ name, readModels, inTurn, parkedKeys, effectOf }),
    stands: board.list,
    parked: () => {
      void lookAgain().catch(() => undefined); // the next one who asks looks again
      return [...parkedKeys].map((key) => parkedProblem(name, key));
    },
  };
};

const parkedProblem = (part: string, key: string, error?: unknown): Problem => ({
  part,
  problem: `${key} is parked${error === undefined ? '' : `: ${messageOf(error)}`}`,
  lasting: true,
});
