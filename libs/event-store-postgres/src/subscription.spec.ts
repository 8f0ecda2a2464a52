import { describe, expect, it } from '@jest/globals';
import type { SubscribeOptions } from '@laurel/event-sourcing';
import { charactersOf, type Row } from '@laurel/event-sourcing/engine-kit';
import { countsToTheEnd } from '@laurel/testing';
import { latestPage } from './latest-page.js';
import type { Read } from './reading.js';
import { subscription } from './subscription.js';
import { wakeUps } from './wake-ups.js';

const mib = 1024 * 1024;

/** A log that is written by tests, and the rows of every page that it was asked for. */
const logged = () => {
  const log: Row[] = [];
  const pages: (readonly Row[])[] = [];
  const read = (async ({ values = [] }) => {
    const [from, until, limit, types] = values as [number, number, number, (readonly string[] | string)?];
    await Promise.resolve();
    const wanted = log.slice(from, until).filter(([, , , type]) => !Array.isArray(types) || types.includes(type));
    const page = wanted.slice(0, limit);
    pages.push(page);
    return page;
  }) as Read;
  const growth = wakeUps();
  const shared = {
    read,
    schema: 'laurel',
    head: async () => log.length,
    latest: latestPage(read, 'laurel'),
    growth,
    isClosed: () => false,
  };
  return {
    write: (count: number, characters: number): void => {
      const data = JSON.stringify('x'.repeat(characters));
      for (let left = count; left > 0; left--)
        log.push([log.length + 1, 'a-1', log.length, 'Noted', 1, data, '{}', '2021-01-22T01:00:00Z']);
      growth.wake();
    },
    /** Follows until it has caught up, again and again; how many events each message had. */
    follow: (options: SubscribeOptions) => {
      const messages = subscription(shared, options);
      return () => countsToTheEnd(messages);
    },
    /** How many rows each page had, and how large the largest one was, since this was asked last. */
    told: () => {
      const told = pages.splice(0);
      return { rows: told.map(({ length }) => length), characters: Math.max(...told.map(charactersOf)) };
    },
  };
};

describe('a subscription', () => {
  it('reads many small events at once, few large ones, and few while it does not know', async () => {
    const { write, follow, told } = logged();
    write(1016, 100);
    write(10, mib);
    const toTheEnd = follow({ batch: 500 });
    expect(await toTheEnd()).toEqual([16, 500, 500, 10]); // nothing foretold the last
    expect(told().rows).toEqual([16, 500, 500, 10]);
    write(10, mib);
    await toTheEnd();
    const { rows, characters } = told();
    expect(rows).toEqual([3, 3, 3, 1]);
    expect(characters).toBeLessThan(4 * mib);
  });

  it('shares what has just come with the others, as much of it as may be held', async () => {
    const { write, follow, told } = logged();
    write(20, 100);
    const followers = [follow({}), follow({ filter: { categories: ['a'] } }), follow({ filter: { types: ['Other'] } })];
    const allToTheEnd = () => Promise.all(followers.map((toTheEnd) => toTheEnd()));
    await allToTheEnd();
    told();
    write(60, 100);
    expect(await allToTheEnd()).toEqual([[60], [60], [0]]);
    expect(told().rows).toEqual([60]);

    write(3, mib);
    expect(await allToTheEnd()).toEqual([[3], [3], [0]]);
    expect(told().rows).toEqual([3]);
    write(5, mib);
    expect(await allToTheEnd()).toEqual([
      [3, 2],
      [3, 2],
      [0, 0],
    ]);
    const { rows, characters } = told();
    expect(rows).toEqual([3, 2]);
    expect(characters).toBeLessThan(4 * mib);
  });
});
