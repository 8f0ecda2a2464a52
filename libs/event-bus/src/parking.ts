import type { ParkedMessage, ReadModels } from '@laurel/read-models';
import type { Delivery } from './bus.js';
import { isPoison, messageOf } from './poison.js';
import type { Effect } from './take-in.js';

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
  /** The consumer of this process takes nothing in meanwhile; those of others meet what is parked in their own transactions. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly parkedKeys: Set<string>;
  readonly effectOf: (delivery: Delivery) => Promise<Effect | undefined>;
}

export const parkingOf = ({ name, readModels, inTurn, parkedKeys, effectOf }: Dependencies): Parking => {
  /** False when another process was quicker. Throws when it still is poison; then it says so. */
  const takeParked = async (message: ParkedMessage): Promise<boolean> => {
    const { key, sequence, payload } = message;
    try {
      const effect = await effectOf(JSON.parse(payload) as Delivery); // parked by us
      return await readModels.transaction(async (tx) => {
        const isStillParked = await tx.unpark(name, key, sequence);
        if (isStillParked) await effect?.(tx);
        return isStillParked;
      });
    } catch (error) {
      if (!isPoison(error)) throw error;
      await readModels.transaction(async (tx) => {
        if (await tx.unpark(name, key, sequence)) await tx.park(name, { ...message, error: messageOf(error) });
      });
      throw error;
    }
  };

  return {
    look: (key) => readModels.parked(name, key),
    skip: (key, reason) =>
      inTurn(async () => {
        const [first, second] = await readModels.parked(name, key);
        if (!first) throw new RangeError(`nothing is parked at ${key}`);
        if (reason.trim() === '') throw new RangeError('say why it is left out');
        await readModels.transaction(async (tx) => {
          if (!(await tx.unpark(name, key, first.sequence))) throw new RangeError(`${key} was released meanwhile: look again`);
          await tx.settle(`${name}/skipped`, `${key}@${first.sequence}`, { reason, message: first, at: new Date().toISOString() });
        });
        if (!second) parkedKeys.delete(key);
      }),
    release: (key) =>
      inTurn(async () => {
        let taken = 0;
        // What another process parks behind them meanwhile is taken in too: the last one frees the key.
        for (let messages = await readModels.parked(name, key); messages.length > 0; messages = await readModels.parked(name, key)) {
          for (const message of messages) if (await takeParked(message)) taken++;
        }
        parkedKeys.delete(key);
        return taken;
      }),
  };
};
