import { describe, expect, it } from '@jest/globals';
import { definePublished } from '@laurel/contracts';
import { type Bus, type Delivery, mapFrom, type Publishing, runLocalCopy } from '@laurel/event-bus';
import { defineEvents } from '@laurel/event-sourcing';
import { defineCollection, type ParkedMessage, projection } from '@laurel/read-models';
import { z } from 'zod';
import { memoryReadModels } from './memory-read-models.js';
import { plainCodec } from './plain/plain-codec.js';

/** What the suite publishes: parcels, and a note beside every third. */
export const parcelEvents = defineEvents('parcel', { ParcelSent: z.object({ n: z.int() }), ParcelWeighed: z.object({ grams: z.int() }) });
export const parcelContract = definePublished('post', 'parcel', {
  ParcelSent: { version: 1, summary: 'A parcel was sent.', schema: z.object({ n: z.int() }), example: { n: 1 }, openness: 'public' },
  ThirdParcelSent: { version: 1, summary: 'A third one was sent.', schema: z.object({ n: z.int() }), example: { n: 3 } },
  ParcelLost: { version: 1, summary: 'It is gone.', schema: z.object({ parcelId: z.string() }), example: { parcelId: 'a' } },
});
export const parcelPublishing: Publishing = {
  topic: 'laurel.post.v1',
  service: 'post',
  map: mapFrom(parcelEvents, {
    ParcelSent: ({ data }) => [
      { contract: parcelContract, type: 'ParcelSent', data },
      ...(data.n % 3 === 0 ? [{ contract: parcelContract, type: 'ThirdParcelSent', data }] : []),
    ],
  }),
};

const copyOfParcels = defineCollection({
  name: 'copy-of-parcels',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});

export interface BusHarness {
  /** Brings `ParcelSent` with these numbers into a stream, and onto the bus. */
  send(stream: string, ...numbers: readonly number[]): Promise<void>;
  /** A connection as a new process would make it; what groups have taken back is kept between connections. */
  connect(): Promise<Bus>;
  close(): Promise<void>;
}

/** Publishings that others should not believe: over a topic, from a source, of a stream that is not theirs. */
const lost = (id: string): Publishing['map'] =>
  mapFrom(parcelEvents, { ParcelSent: () => ({ contract: parcelContract, type: 'ParcelLost', data: { parcelId: id } }) });
const misfits: readonly (readonly [what: string, publishing: Publishing, reason: string])[] = [
  [
    'comes over the topic of another context',
    { ...parcelPublishing, topic: 'laurel.bank.v1' },
    'vn.laurel.post.parcel-sent.v1 came over laurel.bank.v1, which is no topic of post',
  ],
  [
    'comes from another source',
    { ...parcelPublishing, service: 'bank' },
    'vn.laurel.post.parcel-sent.v1 comes from /laurel/bank: only /laurel/post may say it',
  ],
  [
    'tells of another stream than its subject',
    { ...parcelPublishing, map: lost('b') },
    'vn.laurel.post.parcel-lost.v1 of parcel-a tells of "b" (parcelId)',
  ],
];

/** What every engine of the bus promises to who subscribes. Pull is the acknowledgement. `harness`: of a service that publishes so. */
export const describeBus = (name: string, harness: (publishing: Publishing) => Promise<BusHarness>): void => {
  describe(`the bus: ${name}`, () => {
    const topics = [parcelPublishing.topic];
    const withHarness = async (work: (kit: BusHarness) => Promise<void>, publishing = parcelPublishing): Promise<void> => {
      const kit = await harness(publishing);
      try {
        await work(kit);
      } finally {
        await kit.close();
      }
    };
    /** Takes until so many events were given; the last batch is taken back only when told so. */
    const take = async (bus: Bus, group: string, count: number, { takeBack = true } = {}): Promise<readonly Delivery[]> => {
      const abort = new AbortController();
      const given: Delivery[] = [];
      const batches = bus.subscribe({ group, topics, signal: abort.signal })[Symbol.asyncIterator]();
      while (given.length < count) given.push(...(await batches.next()).value!);
      if (takeBack) {
        const more = batches.next();
        while (await bus.behind({ group, topics })) await new Promise(setImmediate);
        abort.abort();
        await more;
      }
      abort.abort();
      await batches.return?.();
      return given;
    };
    const sequences = (deliveries: readonly Delivery[], stream: string) =>
      deliveries.filter(({ event }) => event.subject === stream).map(({ event }) => event.sequence);
    const sequence = (revision: number, n = 0) => `${String(revision).padStart(10, '0')}.${String(n).padStart(3, '0')}`;

    it('gives every event once while all goes well, in order per key', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1, 2, 4);
        await send('parcel-b', 1, 3);
        const given = await take(await connect(), 'one', 6);
        expect(sequences(given, 'parcel-a')).toEqual([sequence(0), sequence(1), sequence(2)]);
        expect(sequences(given, 'parcel-b')).toEqual([sequence(0), sequence(1), sequence(1, 1)]);
        expect(given).toHaveLength(6);
      }));

    it('gives the envelope whole', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 7);
        const [delivery] = await take(await connect(), 'one', 1);
        expect(delivery).toEqual({
          topic: 'laurel.post.v1',
          event: {
            id: expect.stringMatching(/^[0-9a-f-]{36}\.0$/),
            source: '/laurel/post',
            type: 'vn.laurel.post.parcel-sent.v1',
            subject: 'parcel-a',
            time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
            businesstime: '2021-01-22T01:00:00.000Z',
            tenant: 'ba-dinh',
            sequence: sequence(0),
            partitionkey: 'parcel-a',
            dataschema: 'urn:laurel:schema:vn.laurel.post.parcel-sent.v1',
            dataclassification: 'public',
            correlationid: 'req_1',
            causationid: 'cmd_1',
            data: { n: 7 },
          },
        });
      }));

    it('goes on after a restart behind what was taken back', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1, 2);
        const first = await connect();
        await take(first, 'one', 2);
        await first.close();
        await send('parcel-a', 4);
        expect(sequences(await take(await connect(), 'one', 1), 'parcel-a')).toEqual([sequence(2)]);
      }));

    it('gives again what was given and not taken back', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1, 2);
        const first = await connect();
        await take(first, 'one', 1, { takeBack: false });
        await first.close();
        expect(sequences(await take(await connect(), 'one', 2), 'parcel-a')).toEqual([sequence(0), sequence(1)]);
      }));

    it('gives everything to each group, also to one that comes late', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1, 2);
        const bus = await connect();
        expect(await take(bus, 'one', 2)).toHaveLength(2);
        expect(sequences(await take(bus, 'late', 2), 'parcel-a')).toEqual([sequence(0), sequence(1)]);
      }));

    it('gives what comes while it waits', () =>
      withHarness(async ({ send, connect }) => {
        const bus = await connect();
        const waiting = take(bus, 'one', 2);
        await send('parcel-a', 1, 2);
        expect(sequences(await waiting, 'parcel-a')).toEqual([sequence(0), sequence(1)]);
      }));

    it('says whether a group is behind', () =>
      withHarness(async ({ send, connect }) => {
        const bus = await connect();
        expect(await bus.behind({ group: 'one', topics })).toBe(false);
        await send('parcel-a', 1);
        expect(await bus.behind({ group: 'one', topics })).toBe(true);
        await take(bus, 'one', 1);
        expect(await bus.behind({ group: 'one', topics })).toBe(false);
        expect(await bus.behind({ group: 'other', topics })).toBe(true);
      }));

    it('counts what is in hand as not taken back', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1);
        const bus = await connect();
        const abort = new AbortController();
        const batches = bus.subscribe({ group: 'one', topics, signal: abort.signal })[Symbol.asyncIterator]();
        await batches.next();
        expect(await bus.behind({ group: 'one', topics })).toBe(true);
        abort.abort();
        expect(await batches.next()).toEqual({ done: true, value: undefined });
        expect(await bus.behind({ group: 'one', topics })).toBe(false); // asking for more took it back
      }));

    it('does not let a group wait for another one that takes nothing back', () =>
      withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1);
        const bus = await connect();
        const abort = new AbortController();
        const slow = bus.subscribe({ group: 'slow', topics, signal: abort.signal })[Symbol.asyncIterator]();
        await slow.next();
        await send('parcel-a', 2);
        expect(sequences(await take(bus, 'one', 2), 'parcel-a')).toEqual([sequence(0), sequence(1)]);
        abort.abort();
        await slow.return?.();
      }));

    it('ends quietly when the signal aborts', () =>
      withHarness(async ({ connect }) => {
        const bus = await connect();
        const abort = new AbortController();
        const batches = bus.subscribe({ group: 'one', topics, signal: abort.signal })[Symbol.asyncIterator]();
        const next = batches.next();
        abort.abort();
        expect(await next).toEqual({ done: true, value: undefined });
      }));

    /** What a copy makes of two parcels that are published so: the streams that it has taken in, and what it has parked. */
    const copied = async (publishing: Publishing) => {
      const seen: string[] = [];
      let parked: readonly ParkedMessage[] = [];
      await withHarness(async ({ send, connect }) => {
        await send('parcel-a', 1, 2);
        const readModels = memoryReadModels();
        await readModels.open([copyOfParcels]);
        const see = ({ stream }: { readonly stream: string }) => {
          seen.push(stream);
          return [];
        };
        const copy = {
          name: 'copy',
          topics: [publishing.topic],
          projections: [projection(copyOfParcels).from(parcelContract, { ParcelSent: see, ParcelLost: see })],
        };
        const options = { bus: await connect(), readModels, contracts: [parcelContract], codec: plainCodec };
        const [consumer] = await runLocalCopy(copy, options);
        await consumer!.settled();
        parked = await consumer!.parking.look();
        await consumer!.stop();
      }, publishing);
      return { seen, parked: parked.map(({ key, sequence: at, error }) => [key, at, error]) };
    };

    it.each(misfits)('parks what %s, and what follows on its key', async (_, publishing, reason) =>
      expect(await copied(publishing)).toEqual({
        seen: [],
        parked: [
          [`${publishing.topic}/parcel-a`, sequence(0), reason],
          [`${publishing.topic}/parcel-a`, sequence(1), undefined],
        ],
      }),
    );

    it('takes in what fits its contract', async () => {
      expect(await copied(parcelPublishing)).toEqual({ seen: ['parcel-a', 'parcel-a'], parked: [] });
      expect(await copied({ ...parcelPublishing, map: lost('a') })).toEqual({ seen: ['parcel-a', 'parcel-a'], parked: [] });
    });

    it('delivers 1,000 streams that are written at once, each in its order', () =>
      withHarness(async ({ send, connect }) => {
        const streams = Array.from({ length: 1_000 }, (_, index) => `parcel-${index}`);
        await Promise.all(streams.map((stream) => send(stream, 1, 2)));
        const given = await take(await connect(), 'one', 2_000);
        expect(streams.every((stream) => sequences(given, stream).join() === [sequence(0), sequence(1)].join())).toBe(true);
      }));
  });
};
