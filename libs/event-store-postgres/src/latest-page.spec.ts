import { describe, expect, it } from '@jest/globals';
import type { EventFilter } from '@laurel/event-sourcing';
import { GapInLog, positionText, type Row } from '@laurel/event-sourcing/engine-kit';
import { latestPage } from './latest-page.js';
import type { Read } from './reading.js';

/** A server that has these positions, even ones of plans and odd ones of tasks, and counts what it is asked. */
const serverWith = (positions: readonly number[]) => {
  const server = { asked: 0, isAway: false };
  const read = (async ({ values = [] }) => {
    server.asked++;
    await Promise.resolve();
    if (server.isAway) throw new Error('away');
    const [from, until] = values as [number, number];
    return positions
      .filter((position) => position > from && position <= until)
      .map((position): Row => [
        position,
        position % 2 === 0 ? 'plan-1' : 'task-1',
        position,
        position % 3 === 0 ? 'Third' : 'Other',
        1,
        '{}',
        '{}',
        '2021-01-22T01:00:00Z',
      ]);
  }) as Read;
  const latest = latestPage(read, 'laurel');
  return { server, page: async (from: number, until: number, filter?: EventFilter) => (await latest(from, until, 64, filter)).events };
};
const numbers = (events: readonly { readonly position: string }[]) => events.map(({ position }) => Number(position));

describe('what has just come', () => {
  it('is read once for all who stand at one place, and each is given what it asked for', async () => {
    const { server, page } = serverWith([1, 2, 3, 4, 5, 6]);
    const given = await Promise.all([
      page(1, 6),
      page(1, 6, { categories: ['plan'] }),
      page(1, 6, { types: ['Third'] }),
      page(1, 6, { categories: ['plan'], types: ['Third'] }),
      page(1, 6, { categories: [] }),
    ]);
    expect([given.map(numbers), server.asked]).toEqual([[[2, 3, 4, 5, 6], [2, 4, 6], [3, 6], [6], []], 1]);
    expect([given[0]![0]!.position, given[0]![0] === given[1]![0]]).toEqual([positionText(2), true]);
  });

  it('is read anew from another place, and when there is more', async () => {
    const { server, page } = serverWith([1, 2, 3]);
    expect([numbers(await page(0, 2)), numbers(await page(0, 3)), numbers(await page(2, 3)), server.asked]).toEqual([
      [1, 2],
      [1, 2, 3],
      [3],
      3,
    ]);
  });

  it('is asked for again after the server was away', async () => {
    const { server, page } = serverWith([1]);
    server.isAway = true;
    await expect(Promise.all([page(0, 1), page(0, 1)])).rejects.toThrow('away');
    server.isAway = false;
    expect([numbers(await page(0, 1)), server.asked]).toEqual([[1], 2]);
  });

  it('is not told with a hole in it to whoever asks for all of it', async () => {
    const { page } = serverWith([1, 3]);
    expect(numbers(await page(0, 3, { categories: ['task'] }))).toEqual([1, 3]);
    await expect(page(0, 3)).rejects.toThrow(new GapInLog(positionText(2), positionText(3)));
  });
});
