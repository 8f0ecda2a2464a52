import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { calmRequestQueue, restlessRequestQueue } from './idle-request-queue.js';

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
  readonly prototype: Record<string, unknown>;
};

interface Queue {
  scheduleRequestTimeoutCheck(): void;
}

describe('the calm of the request queue', () => {
  afterEach(restlessRequestQueue);

  it('comes over the kafkajs that it was written for', () => {
    const before = prototype['scheduleCheckPendingRequests'];
    expect(calmRequestQueue()).toBe(true);
    expect(prototype['scheduleCheckPendingRequests']).not.toBe(before);
    expect(calmRequestQueue()).toBe(true);
  });

  it('leaves another kafkajs alone, and says so', () => {
    const other = () => 'of a later version';
    prototype['scheduleRequestTimeoutCheck'] = other;
    const warnings: unknown[] = [];
    expect(calmRequestQueue({ warn: (...said) => void warnings.push(said), debug: () => undefined })).toBe(false);
    expect(prototype['scheduleRequestTimeoutCheck']).toBe(other);
    expect(warnings).toEqual([
      [
        { methods: ['scheduleRequestTimeoutCheck'] },
        'this kafkajs is another one than its idle timers were calmed for: look at the CPU of idle services',
      ],
    ]);
  });

  it('gives up what got no answer in time, on all connections at once, and looks no more after they are gone', async () => {
    calmRequestQueue();
    const seen: string[] = [];
    let connected = true;
    let looks = 0;
    const connection = (name: string) => {
      const request = { sentAt: Date.now() - 60_000, requestTimeout: 30_000, timeoutRequest: () => void seen.push(name) };
      const young = { ...request, sentAt: Date.now(), timeoutRequest: () => void seen.push(`${name} too early`) };
      const inflight = new Map([
        [1, request],
        [2, young],
      ]);
      const isConnected = () => (looks++, connected);
      return Object.assign(Object.create(prototype) as Queue, { enforceRequestTimeout: true, inflight, isConnected });
    };
    const turns: string[][] = [];
    connection('a').scheduleRequestTimeoutCheck();
    await sleep(300);
    connection('b').scheduleRequestTimeoutCheck();
    while (turns.length < 2) {
      while (seen.length === 0) await sleep(1);
      await sleep(100); // far less than what lay between their beginnings
      turns.push(seen.splice(0).toSorted());
    }
    expect(turns.at(-1)).toEqual(['a', 'b']);
    connected = false;
    await sleep(1_200);
    const after = looks;
    await sleep(1_200);
    expect(looks).toBe(after);
  });
});
