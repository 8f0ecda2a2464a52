import { describe, expect, it } from '@jest/globals';
import { describeBus, memoryReadModels, postOffice } from '@laurel/testing';
import { inProcessBus } from './index.js';
import { interleaved, randomFrom } from './interleaved.js';

for (const interleave of [undefined, 1, 2]) {
  describeBus(`in process${interleave === undefined ? '' : `, keys mixed by seed ${interleave}`}`, async (publishing) => {
    const { topic, send } = postOffice(publishing);
    const readModels = memoryReadModels();
    return {
      send,
      connect: () => Promise.resolve(inProcessBus({ topics: [topic], readModels, ...(interleave !== undefined && { interleave }) })),
      close: () => topic.store.close(),
    };
  });
}

describe('keys that are mixed', () => {
  const deliveries = ['a', 'a', 'b', 'c', 'a', 'b', 'c', 'c'].map((subject, index) => ({
    topic: 't',
    event: { subject, sequence: String(index) } as Parameters<typeof interleaved>[0][number]['event'], // all that is looked at
  }));
  const order = (seed: number) =>
    interleaved(deliveries, randomFrom(seed))
      .flat()
      .map(({ event }) => `${event.subject}${event.sequence}`);

  it('stay in order each, lose nothing, and come differently by the seed', () => {
    const orders = [1, 2, 3, 4].map(order);
    for (const one of orders) {
      expect([...one].sort()).toEqual(['a0', 'a1', 'a4', 'b2', 'b5', 'c3', 'c6', 'c7']);
      for (const key of ['a', 'b', 'c']) {
        const line = one.filter((entry) => entry.startsWith(key));
        expect(line).toEqual([...line].sort());
      }
    }
    expect(new Set(orders.map((one) => one.join())).size).toBeGreaterThan(1);
    expect(order(1)).toEqual(order(1));
  });

  it('cannot be read from a topic that nobody publishes', async () => {
    const bus = inProcessBus({ topics: [], readModels: memoryReadModels() });
    await expect(bus.behind({ group: 'one', topics: ['laurel.nowhere.v1'] })).rejects.toThrow(
      'nobody in this process publishes laurel.nowhere.v1',
    );
  });
});
