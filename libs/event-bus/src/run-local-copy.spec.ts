import { afterEach, describe, expect, it } from '@jest/globals';
import { defineCollection, projection, upsert, type ReadModels } from '@laurel/read-models';
import { memoryReadModels, parcelContract, plainCodec, postOffice } from '@laurel/testing';
import { z } from 'zod';
import { type Bus, type Delivery, inProcessBus, type LocalCopy, type RunningConsumer, runLocalCopy, type Topic } from './index.js';

const ledger = defineCollection({
  name: 'parcel-ledger',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string(), numbers: z.array(z.int()), thirds: z.int() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const world = { strange: new Set<number>() };
const ledgerProjection = projection(ledger).from(parcelContract, {
  ParcelSent: ({ stream, data, metadata: { tenant } }) =>
    upsert(stream, (row) => {
      if (world.strange.has(data.n)) throw new Error(`${data.n} is no number of a parcel`);
      return { id: stream, tenant, thirds: 0, ...row, numbers: [...(row?.numbers ?? []), data.n] };
    }),
  ThirdParcelSent: ({ stream, metadata: { tenant } }) =>
    upsert(stream, (row) => ({ id: stream, tenant, numbers: [], ...row, thirds: (row?.thirds ?? 0) + 1 })),
});
const copy: LocalCopy = { name: 'ledger', topics: ['laurel.post.v1'], projections: [ledgerProjection] };

const running: RunningConsumer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  world.strange.clear();
});

const office = () => {
  const post = postOffice();
  const readModels = memoryReadModels([ledger]);
  const start = async (bus: Bus = busOver(post.topic, readModels)) => {
    const [consumer] = await runLocalCopy(copy, { bus, readModels, contracts: [parcelContract], codec: plainCodec });
    running.push(consumer!);
    return consumer!;
  };
  const rows = async () => {
    const { items } = await readModels
      .collection(ledger)
      .find({ reach: () => ({ tenant: 'ba-dinh' }) }, { index: 'all', where: {}, page: { first: 100 } });
    return items.map(({ document }) => [document.id, ...document.numbers, document.thirds]);
  };
  return { ...post, readModels, start, rows };
};
const busOver = (topic: Topic, readModels: ReadModels): Bus => inProcessBus({ topics: [topic], readModels, interleave: 7 });

/** A bus that gives everything from the beginning, as one whose offsets were lost. */
const forgetful = (topic: Topic): Bus => inProcessBus({ topics: [topic], readModels: memoryReadModels() });

describe('a local copy', () => {
  it('holds what others have published', async () => {
    const { send, start, rows } = office();
    await send('parcel-a', 1, 2, 3);
    await send('parcel-b', 6);
    const consumer = await start();
    await consumer.settled();
    await send('parcel-b', 7);
    await consumer.settled();
    expect(await rows()).toEqual([
      ['parcel-a', 1, 2, 3, 1],
      ['parcel-b', 6, 7, 1],
    ]);
  });

  it('drops what comes again', async () => {
    const { send, start, rows, topic } = office();
    await send('parcel-a', 1, 2);
    const first = await start();
    await first.settled();
    await first.stop();
    await send('parcel-a', 4);
    const second = await start(forgetful(topic));
    await second.settled();
    expect(await rows()).toEqual([['parcel-a', 1, 2, 4, 0]]);
  });

  it('parks a poison event and what follows on its key, and goes on with the others', async () => {
    const { send, start, rows } = office();
    world.strange.add(2);
    const consumer = await start();
    await send('parcel-a', 1, 2, 4);
    await send('parcel-b', 1);
    await consumer.settled();
    await send('parcel-a', 5);
    await send('parcel-b', 4);
    await consumer.settled();
    expect(await rows()).toEqual([
      ['parcel-a', 1, 0],
      ['parcel-b', 1, 4, 0],
    ]);
    const parked = await consumer.parking.look('laurel.post.v1/parcel-a');
    expect(parked.map(({ sequence, error, payload }) => [sequence, error, payload.includes('"n":')])).toEqual([
      ['0000000001.000', 'parcel-ledger: document parcel-a cannot be changed: Error: 2 is no number of a parcel', true],
      ['0000000002.000', undefined, true],
      ['0000000003.000', undefined, true],
    ]);
    expect(consumer.problems().map(({ problem }) => problem)).toEqual(['laurel.post.v1/parcel-a is parked']);
  });

  it('takes in what was parked, in order, when a fix is deployed', async () => {
    const { send, start, rows } = office();
    world.strange.add(2);
    const first = await start();
    await send('parcel-a', 1, 2, 4);
    await first.settled();
    await first.stop();
    world.strange.clear();
    const second = await start();
    await send('parcel-a', 5);
    await second.settled();
    expect(await rows()).toEqual([['parcel-a', 1, 0]]);
    expect(await second.parking.release('laurel.post.v1/parcel-a')).toBe(3);
    await send('parcel-a', 7);
    await second.settled();
    expect(await rows()).toEqual([['parcel-a', 1, 2, 4, 5, 7, 0]]);
    expect([await second.parking.look(), second.problems()]).toEqual([[], []]);
  });

  it('keeps the rest parked when the release meets another poison', async () => {
    const { send, start, rows } = office();
    [2, 4].forEach((n) => world.strange.add(n));
    const consumer = await start();
    await send('parcel-a', 1, 2, 4, 5);
    await consumer.settled();
    world.strange.delete(2);
    await expect(consumer.parking.release('laurel.post.v1/parcel-a')).rejects.toThrow('4 is no number');
    expect(await rows()).toEqual([['parcel-a', 1, 2, 0]]);
    expect((await consumer.parking.look()).map(({ sequence, error }) => [sequence, error?.slice(-27)])).toEqual(
      [
        ['0000000002.000', '4 is no number of a parcel'.slice(-27)],
        ['0000000003.000', undefined],
      ].map(([sequence, error]) => [sequence, error === undefined ? undefined : ` ${error}`]),
    );
  });

  it('leaves a message out with a reason that is kept', async () => {
    const { send, start, rows, readModels } = office();
    world.strange.add(2);
    const consumer = await start();
    await send('parcel-a', 1, 2, 4);
    await consumer.settled();
    await expect(consumer.parking.skip('laurel.post.v1/parcel-a', ' ')).rejects.toThrow('say why');
    await consumer.parking.skip('laurel.post.v1/parcel-a', 'sent by mistake, see the note of 27 January');
    await consumer.parking.release('laurel.post.v1/parcel-a');
    expect(await rows()).toEqual([['parcel-a', 1, 4, 0]]);
    expect(await readModels.settled('ledger/parcel-ledger@1/skipped', 'laurel.post.v1/parcel-a@0000000001.000')).toMatchObject({
      reason: 'sent by mistake, see the note of 27 January',
      message: { sequence: '0000000001.000' },
    });
  });

  it('does not take what is parked twice when the bus gives it again', async () => {
    const { send, start, topic, rows } = office();
    world.strange.add(1);
    const first = await start();
    await send('parcel-a', 1, 2);
    await send('parcel-b', 4);
    await first.settled();
    await first.stop();
    world.strange.clear();
    const second = await start(forgetful(topic));
    await second.settled();
    expect(await second.parking.look()).toHaveLength(2);
    await second.parking.release('laurel.post.v1/parcel-a');
    expect(await rows()).toEqual([
      ['parcel-a', 1, 2, 0],
      ['parcel-b', 4, 0],
    ]);
  });

  it('does not move its mark when the transaction fails, and tries again', async () => {
    const { send, start, rows, readModels } = office();
    const consumer = await start();
    const transaction = readModels.transaction.bind(readModels);
    let failures = 2;
    Object.assign(readModels, {
      transaction: <T>(work: Parameters<typeof transaction<T>>[0]) =>
        transaction<T>(async (tx) => {
          const result = await work(tx);
          if (failures-- > 0) throw new Error('the disk is full');
          return result;
        }),
    });
    await send('parcel-a', 1, 2);
    await expect(consumer.settled()).rejects.toThrow('ledger/parcel-ledger@1 stands still: the disk is full');
    while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await consumer.settled();
    expect(await rows()).toEqual([['parcel-a', 1, 2, 0]]);
    expect(await consumer.parking.look()).toEqual([]);
  });
});

describe('a local copy of several projections', () => {
  const count = (version: number) =>
    defineCollection({
      name: 'parcel-count',
      version,
      read: 'parcel.read',
      document: z.object({ id: z.string(), tenant: z.string(), events: z.int() }),
      key: 'id',
      owner: {},
      indexes: { all: { equal: [], order: ['id'] } },
    });
  const counting = (version: number) =>
    projection(count(version)).from(parcelContract, {
      ParcelSent: ({ stream, metadata: { tenant } }) => upsert(stream, (row) => ({ id: stream, tenant, events: (row?.events ?? 0) + 1 })),
    });
  const both = (version: number): LocalCopy => ({ ...copy, projections: [ledgerProjection, counting(version)] });

  const severalIn = () => {
    const { topic, send, readModels, rows } = office();
    const groups: string[] = [];
    const start = async (version = 1, heardAs = (delivery: Delivery) => delivery) => {
      await readModels.open([count(version)]);
      const bus = busOver(topic, readModels);
      const heard: Bus = {
        ...bus,
        async *subscribe(asked) {
          groups.push(asked.group);
          for await (const deliveries of bus.subscribe(asked)) yield deliveries.map(heardAs);
        },
      };
      const consumers = await runLocalCopy(both(version), { bus: heard, readModels, contracts: [parcelContract], codec: plainCodec });
      running.push(...consumers);
      return consumers;
    };
    const counted = async (version = 1) => {
      const asked = { reach: () => ({ tenant: 'ba-dinh' }) };
      return (await readModels.collection(count(version)).get(asked, 'parcel-a'))?.events;
    };
    return { send, start, rows, counted, groups, readModels };
  };

  it('joins one group for all of them, and what one cannot take in is parked with that one alone', async () => {
    const { send, start, rows, counted, groups } = severalIn();
    world.strange.add(2);
    const [ledgers, counts] = await start();
    await send('parcel-a', 1, 2, 4);
    await ledgers!.settled();
    expect([await rows(), await counted()]).toEqual([[['parcel-a', 1, 0]], 3]);
    expect([ledgers!.problems().map(({ part }) => part), counts!.problems()]).toEqual([['ledger/parcel-ledger@1'], []]);
    expect(groups).toEqual(['ledger/parcel-count@1+parcel-ledger@1']);
  });

  it('stops at an event of a newer version only where something is made of it', async () => {
    const { send, start, rows, counted } = severalIn();
    const [ledgers, counts] = await start(1, ({ topic, event }) => ({
      topic,
      event: { ...event, type: event.type.replace('.third-parcel-sent.v1', '.third-parcel-sent.v2') },
    }));
    await send('parcel-a', 3, 4);
    await counts!.settled();
    expect([await rows(), await counted()]).toEqual([[['parcel-a', 3, 0]], 2]);
    expect([(await ledgers!.parking.look())[0]?.error, await counts!.parking.look()]).toEqual([
      'vn.laurel.post.third-parcel-sent.v2 is newer than this build knows',
      [],
    ]);
  });

  it('tells whoever waits for one of them when another one stands still', async () => {
    const { send, start, counted, readModels } = severalIn();
    const transaction = readModels.transaction.bind(readModels);
    let isFull = true;
    Object.assign(readModels, {
      transaction: <T>(work: Parameters<typeof transaction<T>>[0]) =>
        transaction<T>((tx) =>
          work({
            ...tx,
            apply: (spec, ...what) =>
              isFull && spec.name === 'parcel-count' ? Promise.reject(new Error('the disk is full')) : tx.apply(spec, ...what),
          }),
        ),
    });
    const [ledgers] = await start();
    await send('parcel-a', 1);
    await expect(ledgers!.settled()).rejects.toThrow('ledger/parcel-count@1 stands still: the disk is full');
    isFull = false;
    while ((await counted()) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    await ledgers!.settled();
  });

  it('meets everything again for a new version of one, and the other one drops what it has', async () => {
    const { send, start, rows, counted, groups } = severalIn();
    await send('parcel-a', 1, 2);
    const [first] = await start();
    await first!.settled();
    await first!.stop();
    await send('parcel-a', 4);
    const [second] = await start(2);
    await second!.settled();
    expect([await rows(), await counted(1), await counted(2)]).toEqual([[['parcel-a', 1, 2, 4, 0]], 2, 3]);
    expect(groups).toEqual(['ledger/parcel-count@1+parcel-ledger@1', 'ledger/parcel-count@2+parcel-ledger@1']);
  });
});
