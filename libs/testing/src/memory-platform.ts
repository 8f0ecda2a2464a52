import type { Platform } from '@laurel/event-sourcing';
import { memoryEventStore } from './memory-event-store.js';
import { plainCodec } from './plain/plain-codec.js';

/** All that `handleCommand` needs, in memory, with the faults that it must survive. */
export const memoryPlatform = () => {
  const store = memoryEventStore();
  let ids = 0;
  const platform: Platform = {
    store,
    codec: plainCodec,
    newEventId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  };
  return { platform, store, log: store.log, beforeNextAppend: store.beforeNextAppend, loseNextAnswer: store.loseNextAnswer };
};
