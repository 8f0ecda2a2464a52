import { randomUUID } from 'node:crypto';
import type { ReadModels } from '@laurel/read-models';
import type { Subscription } from './bus.js';

/** What consumers that keep their marks in these read models ask the bus for: the same on every replica. */
export const subscriptionOf = async (
  { group, topics }: Pick<Subscription, 'group' | 'topics'>,
  readModels: ReadModels,
): Promise<Subscription> => ({
  group,
  topics,
  life: await lifeOf(readModels, group),
});

/** Written into the read models when the group first begins on them: it is lost with them, and only with them. */
const lifeOf = async (readModels: ReadModels, group: string): Promise<string> => {
  const known = await readModels.settled(group, 'life');
  if (known !== undefined) return String(known);
  await readModels.transaction((tx) => tx.settle(group, 'life', randomUUID().slice(0, 8))); // of two at once the first one stays
  return String(await readModels.settled(group, 'life'));
};
