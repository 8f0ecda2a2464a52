import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '@laurel/event-sourcing';
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

describe('a subscription in process', () => {
  it('ends although the store has something in hand when it is told to', async () => {
    const { topic, send } = postOffice();
    await send('parcel-a', 1);
    const late: EventStore = {
      ...topic.store,
      async *subscribe(options) {
        await new Promise((resolve) => options!.signal!.addEventListener('abort', resolve, { once: true }));
        yield* topic.store.subscribe({ ...options, signal: new AbortController().signal });
      },
    };
    const bus = inProcessBus({ topics: [{ ...topic, store: late }], readModels: memoryReadModels() });
    const stop = new AbortController();
    const taken = bus.subscribe({ group: 'one', topics: [topic.publishing.topic], signal: stop.signal })[Symbol.asyncIterator]();
    const next = taken.next();
    await new Promise((resolve) => setTimeout(resolve, 20)); // it waits by now
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

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
