import type { ParkedMessage, ReadModels } from '@laurel/read-models';
import type { Delivery } from './bus.js';
import type { Effect } from './run-consumer.js';

/** What an operator can do about messages that could not be taken in. Payloads are never edited. */
export interface Parking {
  /** All that is parked, or what is parked of one key, in its order; the first one of a key says why. */
  look(key?: string): Promise<readonly ParkedMessage[]>;
  /** Leaves the first message of a key out for good. The reason is kept with the message. Those behind it stay parked. */
  skip(key: string, reason: string): Promise<void>;
  /** Takes the messages of a key in, in their order, once a fix is deployed. Gives how many; throws at the first that still cannot. */
  release(key: string): Promise<number>;
}

interface Dependencies {
  readonly name: string;
  readonly readModels: ReadModels;
  /** The consumer takes nothing in meanwhile: what comes on the key must not overtake. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly parkedKeys: Set<string>;
  readonly effectOf: (delivery: Delivery) => Promise<Effect | undefined>;
}

export const parkingOf = ({ name, readModels, inTurn, parkedKeys, effectOf }: Dependencies): Parking => {
  const free = async (key: string): Promise<void> => {
    if ((await readModels.parked(name, key)).length === 0) parkedKeys.delete(key);
  };
  return {
    look: (key) => readModels.parked(name, key),
    skip: (key, reason) =>
      inTurn(async () => {
        const [first] = await readModels.parked(name, key);
        if (!first) throw new RangeError(`nothing is parked at ${key}`);
        if (reason.trim() === '') throw new RangeError('say why it is left out');
        await readModels.transaction(async (tx) => {
          await tx.settle(`${name}/skipped`, `${key}@${first.sequence}`, { reason, message: first, at: new Date().toISOString() });
          await tx.unpark(name, key, first.sequence);
        });
        await free(key);
      }),
    release: (key) =>
      inTurn(async () => {
        const messages = await readModels.parked(name, key);
        for (const { sequence, payload, ...message } of messages) {
          try {
            const effect = await effectOf(JSON.parse(payload) as Delivery); // parked by us
            await readModels.transaction(async (tx) => {
              await effect?.(tx);
              await tx.unpark(name, key, sequence);
            });
          } catch (error) {
            await readModels.transaction(async (tx) => {
              await tx.unpark(name, key, sequence);
              await tx.park(name, { ...message, sequence, payload, error: error instanceof Error ? error.message : String(error) });
            });
            throw error;
          }
        }
        await free(key);
        return messages.length;
      }),
  };
};
