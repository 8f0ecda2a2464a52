import { describe, expect, it } from '@jest/globals';
import { describeBus, parcelPublishing } from '@laurel/testing';
import { kafkaHarness, kafkaOffice } from './spec/kafka-kit.js';

describeBus('Kafka', kafkaHarness);

describe('the groups of two services', () => {
  it('are two, also when they are named alike', async () => {
    const office = await kafkaOffice();
    const [topics, abort] = [[parcelPublishing.topic], new AbortController()];
    try {
      await office.send('parcel-a', 1);
      for (const service of ['plans', 'dossiers']) {
        const { bus } = office.connect({ service });
        const batches = bus.subscribe({ group: 'copy', topics, signal: abort.signal })[Symbol.asyncIterator]();
        expect((await batches.next()).value).toHaveLength(1);
        await batches.return?.();
      }
    } finally {
      abort.abort();
      await office.close();
    }
  });
});
