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

  it('are told at once of what this process commits, and are not kept when it closes', async () => {
    const { waitFor, moved, close } = waiters(server().positions);
    const [here, never] = [waitFor('a', '1', 2000), waitFor('b', '1', 2000)];
    await sleep(5);
    moved('a', '1');
    close();
    expect([await here, await never]).toEqual([true, false]);
  });
});
