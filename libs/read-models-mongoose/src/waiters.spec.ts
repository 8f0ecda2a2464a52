import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { waiters } from './waiters.js';

/** A server where cursors stand, and how often it was asked. */
const server = () => {
  const stand = new Map<string, string>();
  const asked: (readonly string[])[] = [];
  return {
    stand,
    asked,
    positions: async (names: readonly string[]) => {
      asked.push(names);
      return stand;
    },
  };
};

describe('those who wait for a cursor', () => {
  it('are told of what another process commits, by one question for all of them', async () => {
    const { stand, asked, positions } = server();
    const { waitFor } = waiters(positions);
    const waiting = Promise.all([waitFor('a', '2', 2000), waitFor('b', '3', 2000), waitFor('a', '1', 2000)]);
    await sleep(60);
    stand.set('a', '2').set('b', '3');
    expect(await waiting).toEqual([true, true, true]);
    expect(asked.at(-1)).toEqual(['a', 'b']);
  });

  it('ask nothing once nobody waits, and ask again when somebody does', async () => {
    const { stand, asked, positions } = server();
    const { waitFor } = waiters(positions);
    expect(await waitFor('a', '1', 30)).toBe(false);
    await sleep(30);
    const until = asked.length;
    await sleep(60);
    expect(asked.length).toBe(until);
    const again = waitFor('a', '1', 2000);
    await sleep(30);
    stand.set('a', '1');
    expect(await again).toBe(true);
  });

  it('ask nothing about a cursor that this process moves itself, and ask again when it leaves off', async () => {
    const { stand, asked, positions } = server();
    let now = 0;
    const { waitFor, moved } = waiters(positions, () => now);
    const waiting = waitFor('a', '2', 2000);
    moved('a', '1');
    await sleep(60);
    expect(asked).toEqual([['a']]); // when the wait began
    now = 100;
    stand.set('a', '2');
    expect(await waiting).toBe(true);
  });

  it('are told of what this process commits while the server is asked', async () => {
    const { waitFor, moved, close } = waiters(async () => {
      await sleep(20);
      return new Map();
    });
    const waiting = waitFor('a', '1', 60);
    await sleep(10);
    moved('a', '1');
    expect(await waiting).toBe(true);
    close();
  });

  it('are told at once of what this process commits, and are not kept when it closes', async () => {
    const { waitFor, moved, close } = waiters(server().positions);
    const [here, never] = [waitFor('a', '1', 2000), waitFor('b', '1', 2000)];
    await sleep(5);
    moved('a', '1');
    close();
    expect([await here, await never]).toEqual([true, false]);
  });
});
