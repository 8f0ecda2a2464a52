import { setImmediate as turn } from 'node:timers/promises';

const chunkSize = 250;

/** What becomes of each item, in order. Everybody else of the process has a turn after every chunk. */
export const inTurns = async <Item, Result>(items: readonly Item[], work: (item: Item) => Result): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += chunkSize) {
    results.push(...items.slice(at, at + chunkSize).map(work));
    await turn();
  }
  return results;
};
