import { describe, expect, it } from '@jest/globals';
import { memoryReadModels, parcelPublishing, postOffice } from '@laurel/testing';
import { type PublishedEvent, type Publisher, runRelay } from './index.js';

/** A broker as a list. Fails before or after it has taken a batch, when told so. */
const broker = () => {
  const taken: PublishedEvent[] = [];
  const faults: ('before' | 'after')[] = [];
  const publisher: Publisher = {
    send: async (_, events) => {
      const fault = faults.shift();
      if (fault === 'before') throw new Error('the broker is down');
      taken.push(...events);
      if (fault === 'after') throw new Error('the acknowledgement was lost');
    },
    close: () => Promise.resolve(),
  };
  return { publisher, taken, faults };
};
const ids = (events: readonly PublishedEvent[]) => events.map(({ subject, sequence }) => `${subject}@${sequence}`);

describe('the relay', () => {
  it('brings the log out, in order, once while all goes well', async () => {
    const { topic, send } = postOffice();
    const { publisher, taken } = broker();
    await send('parcel-a', 1, 3);
    const readModels = memoryReadModels();
    const first = await runRelay({ topic, publisher, readModels });
    await first.settled();
    await first.stop();
    await send('parcel-a', 4);
    const second = await runRelay({ topic, publisher, readModels });
    await second.settled();
    await second.stop();
    expect(ids(taken)).toEqual([
      'parcel-a@0000000000.000',
      'parcel-a@0000000001.000',
      'parcel-a@0000000001.001',
      'parcel-a@0000000002.000',
    ]);
  });

  it('does not pass a batch that nobody acknowledged', async () => {
    const { topic, send } = postOffice();
    const { publisher, taken, faults } = broker();
    faults.push('before');
    await send('parcel-a', 1);
    const readModels = memoryReadModels();
    const relay = await runRelay({ topic, publisher, readModels });
    await expect(relay.settled()).rejects.toThrow('relay laurel.post.v1 stands still: the broker is down');
    expect([taken, await readModels.position('relay/laurel.post.v1')]).toEqual([[], undefined]);
    while (!(await relay.isSettled())) await new Promise((resolve) => setTimeout(resolve, 10));
    await relay.stop();
    expect(ids(taken)).toEqual(['parcel-a@0000000000.000']);
  });

  it('sends again under the same ids what was sent before its mark had moved', async () => {
    const { topic, send } = postOffice();
    const { publisher, taken, faults } = broker();
    faults.push('after');
    await send('parcel-a', 1, 2);
    const relay = await runRelay({ topic, publisher, readModels: memoryReadModels() });
    while (!(await relay.isSettled())) await new Promise((resolve) => setTimeout(resolve, 10));
    await relay.stop();
    expect(taken.slice(2)).toEqual(taken.slice(0, 2));
  });

  it('stops when another has taken over', async () => {
    const { topic, send } = postOffice();
    const { publisher, taken } = broker();
    const readModels = memoryReadModels();
    const old = await runRelay({ topic, publisher, readModels });
    await readModels.acquire('relay/laurel.post.v1');
    await send('parcel-a', 1);
    await expect(old.settled()).rejects.toThrow('owned by somebody else');
    await send('parcel-a', 2);
    expect(ids(taken)).toEqual(['parcel-a@0000000000.000']);
    await old.stop();
  });

  it('tells whoever waits that it was stopped before', async () => {
    const { topic, send } = postOffice();
    const { publisher } = broker();
    let sending = false;
    const slow: Publisher = {
      ...publisher,
      send: async () => {
        sending = true;
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('the broker is down');
      },
    };
    await send('parcel-a', 1);
    const relay = await runRelay({ topic, publisher: slow, readModels: memoryReadModels() });
    while (!sending) await new Promise((resolve) => setTimeout(resolve, 5));
    const settled = expect(relay.settled()).rejects.toThrow('relay laurel.post.v1 was stopped');
    await relay.stop();
    await settled;
  });

  it('stands still, and says so, at what its mapping cannot tell', async () => {
    const { topic, send } = postOffice();
    const broken = {
      ...topic,
      publishing: {
        ...parcelPublishing,
        map: {
          parcel: {
            ParcelSent: () => {
              throw new Error('no words for it');
            },
          },
        },
      },
    };
    await send('parcel-a', 1);
    const relay = await runRelay({ topic: broken, publisher: broker().publisher, readModels: memoryReadModels() });
    await expect(relay.settled()).rejects.toThrow('no words for it');
    expect(relay.problems()).toEqual([{ part: 'relay laurel.post.v1', problem: 'no words for it', lasting: true }]);
    await relay.stop();
  });
});
