import { randomUUID } from 'node:crypto';
import type { ReadModels } from '@laurel/read-models';
import type { Subscription } from './bus.js';
import type { Consumer } from './take-in.js';

/** What a consumer that keeps its marks in these read models asks the bus for: the same on every replica. */
export const subscriptionOf = async (
  { name, topics }: Pick<Consumer, 'name' | 'topics'>,
  readModels: ReadModels,
): Promise<Subscription> => ({
  group: name,
  topics,
  life: await lifeOf(readModels, name),
});

/** Written into the read models when the consumer first begins on them: it is lost with them, and only with them. */
const lifeOf = async (readModels: ReadModels, name: string): Promise<string> => {
  const known = await readModels.settled(name, 'life');
  if (known !== undefined) return String(known);
  await readModels.transaction((tx) => tx.settle(name, 'life', randomUUID().slice(0, 8))); // of two at once the first one stays
  return String(await readModels.settled(name, 'life'));
};
