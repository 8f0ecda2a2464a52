import type { Publishing, Topic } from '@laurel/event-bus';
import { parcelEvents, parcelPublishing } from './bus-conformance.js';
import { memoryPlatform } from './memory-platform.js';
import { metadataOf } from './plain/metadata.js';

/** A service in memory that publishes parcels, rightly unless told otherwise: `send('parcel-a', 1, 2)`. */
export const postOffice = (publishing: Publishing = parcelPublishing) => {
  const { store, platform } = memoryPlatform();
  const topic: Topic = { publishing, store, vocabulary: [parcelEvents] };
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
