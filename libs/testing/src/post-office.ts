import type { Topic } from '@laurel/event-bus';
import { parcelEvents, parcelPublishing } from './bus-conformance.js';
import { memoryPlatform } from './memory-platform.js';
import { metadataOf } from './plain/metadata.js';

/** A service in memory that publishes parcels: `send('parcel-a', 1, 2)`. */
export const postOffice = () => {
  const { store, platform } = memoryPlatform();
  const topic: Topic = { publishing: parcelPublishing, store, vocabulary: [parcelEvents] };
  const send = async (stream: string, ...numbers: readonly number[]): Promise<void> => {
    const [first, ...rest] = numbers.map((n) => ({
      type: 'ParcelSent',
      version: 1,
      data: { n },
      metadata: metadataOf(platform.newEventId()),
    }));
    await store.append([{ stream, expected: 'any', events: [first!, ...rest] }]);
  };
  return { topic, send, store };
};
