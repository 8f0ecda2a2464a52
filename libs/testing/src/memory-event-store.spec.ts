import { describe, expect, it } from '@jest/globals';
import { describeEventStore } from './event-store-conformance.js';
import { append, collected, write } from './event-store/events.js';
import { memoryEventStore } from './memory-event-store.js';

describeEventStore(
  'the in-memory store',
  async () => {
    const store = memoryEventStore();
    return { store, dispose: () => store.close() };
  },
  ['severalWrites'],
);

describe('the in-memory store', () => {
  it('lets a reader change nothing', async () => {
    const store = memoryEventStore();
    await append(store, write('a-1', 'none', 1));
    const [read] = await collected(store.readStream('a-1'));
    expect(() => Object.assign(read!.data as object, { id: 2 })).toThrow(TypeError);
  });
});
