import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type Bus, runLocalCopy, type RunningConsumer } from '@laurel/event-bus';
import { defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import { memoryReadModels, parcelContract, parcelPublishing, plainCodec } from '@laurel/testing';
import { Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { brokers, kafkaOffice } from './spec/kafka-kit.js';

const ledger = defineCollection({
  name: 'parcel-ledger',
  version: 1,
  read: 'parcel.read',
  document: z.object({ id: z.string(), tenant: z.string(), numbers: z.array(z.int()) }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const world = { strange: new Set<number>() };
const ledgerProjection = projection(ledger).from(parcelContract, {
  ParcelSent: ({ stream, data, metadata: { tenant } }) =>
    upsert(stream, (row) => {
      if (world.strange.has(data.n)) throw new Error(`${data.n} is no number of a parcel`);
      return { id: stream, tenant, ...row, numbers: [...(row?.numbers ?? []), data.n] };
    }),
});

const startCopy = async (bus: Bus, readModels: ReadModels): Promise<RunningConsumer> => {
  const copy = { name: 'ledger', topics: [parcelPublishing.topic], projections: [ledgerProjection] };
  const [consumer] = await runLocalCopy(copy, { bus, readModels, contracts: [parcelContract], codec: plainCodec });
  return consumer!;
};
const rowsOf = async (readModels: ReadModels): Promise<ReadonlyMap<string, readonly number[]>> => {
  const { items } = await readModels
    .collection(ledger)
    .find({ reach: () => ({ tenant: 'ba-dinh' }) }, { index: 'all', where: {}, page: { first: 10_000 } });
  return new Map(items.map(({ document }) => [document.id, document.numbers]));
};
/** Each transaction takes this long, as on an engine that is busy. */
const slow = (readModels: ReadModels, ms: number): ReadModels => ({
  ...readModels,
  transaction: async (work) => {
    await sleep(ms);
    return readModels.transaction(work);
  },
});
/** As the brokers know them. */
const membersOf = async (group: string): Promise<number> => {
  const admin = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { groups } = await admin.describeGroups([group]);
  await admin.disconnect();
  return groups[0]!.members.length;
};
const streams = (count: number) => Array.from({ length: count }, (_, index) => `parcel-${index}`);

describe('consumers on Kafka', () => {
  it('park a poison event and what follows on its key, and go on with the others; a release takes it in', async () => {
    const office = await kafkaOffice({ partitions: 1 });
    const readModels = memoryReadModels();
    const consumer = await startCopy(office.connect().bus, readModels);
    try {
      world.strange.add(2);
      await office.send('parcel-a', 1, 2, 4);
      await office.send('parcel-b', 1);
      await consumer.settled();
      await office.send('parcel-a', 5);
      await office.send('parcel-b', 4);
      await consumer.settled();
      expect([...(await rowsOf(readModels))]).toEqual([
        ['parcel-a', [1]],
        ['parcel-b', [1, 4]],
      ]);
      expect((await consumer.parking.look()).map(({ key, sequence }) => `${key}@${sequence}`)).toEqual(
        [1, 2, 3].map((revision) => `laurel.post.v1/parcel-a@000000000${revision}.000`),
      );
      world.strange.clear();
      expect(await consumer.parking.release('laurel.post.v1/parcel-a')).toBe(3);
      expect((await rowsOf(readModels)).get('parcel-a')).toEqual([1, 2, 4, 5]);
    } finally {
      world.strange.clear();
      await consumer.stop();
      await office.close();
    }
  });

  it('take everything in once and in order while members come, go and are slow', async () => {
    const office = await kafkaOffice({ partitions: 6 });
    const readModels = memoryReadModels();
    const members = new Set<RunningConsumer>();
    const join = async (ms: number): Promise<RunningConsumer> => {
      const member = await startCopy(office.connect().bus, slow(readModels, ms));
      members.add(member);
      return member;
    };
    const leave = async (member: RunningConsumer): Promise<void> => {
      members.delete(member);
      await member.stop();
    };
    try {
      const names = streams(60);
      const first = await join(150);
      const sending = (async () => {
        for (let n = 0; n < 20; n++) await Promise.all(names.map((name) => office.send(name, n)));
      })();
      await sleep(500);
      const second = await join(5);
      await sleep(1_000);
      await leave(first);
      await join(50);
      await sleep(1_000);
      await leave(second);
      await sending;
      await [...members][0]!.settled();
      const expected = Array.from({ length: 20 }, (_, n) => n);
      expect(await rowsOf(readModels)).toEqual(new Map(names.map((name) => [name, expected])));
      expect([...members].flatMap((member) => member.problems())).toEqual([]);
    } finally {
      await Promise.all([...members].map(leave));
      await office.close();
    }
  }, 60_000);

  it('are not thrown out of their group for being slower than a session', async () => {
    const office = await kafkaOffice({ partitions: 2 });
    const readModels = memoryReadModels();
    const kafka = office.connect({ timing: { sessionTimeoutMs: 6_000 } });
    let transactions = 0;
    const consumer = await startCopy(kafka.bus, {
      ...readModels,
      transaction: async (work) => {
        transactions++;
        await sleep(9_000);
        return readModels.transaction(work);
      },
    });
    try {
      await office.send('parcel-a', 1, 2);
      while (transactions === 0) await sleep(20);
      await sleep(8_000);
      expect(await membersOf(`${office.namespace}ledger/parcel-ledger@1`)).toBe(1);
      expect((await kafka.stats()).groups).toMatchObject([{ joined: true, inFlight: 2 }]);
      await consumer.settled();
      expect([transactions, (await rowsOf(readModels)).get('parcel-a')]).toEqual([1, [1, 2]]);
    } finally {
      await consumer.stop();
      await office.close();
    }
  }, 60_000);
});

describe('two members of a group', () => {
  const takeAll = (bus: Bus, abort: AbortSignal, seen: string[], ms = 0) =>
    (async () => {
      for await (const batch of bus.subscribe({ group: 'one', topics: [parcelPublishing.topic], signal: abort })) {
        await sleep(ms);
        seen.push(...batch.map(({ event }) => `${event.subject}@${event.sequence}`));
      }
    })();

  it('share the partitions, and who stays takes over what the other one leaves, from where it was', async () => {
    const office = await kafkaOffice({ partitions: 4 });
    const [one, two] = [office.connect(), office.connect()];
    const [ends, seen] = [[new AbortController(), new AbortController()], [[], []] as string[][]];
    const running = [one, two].map(({ bus }, index) => takeAll(bus, ends[index]!.signal, seen[index]!));
    try {
      const names = streams(40);
      // Until both have joined, everything may go to one of them.
      for (let n = 0; seen.some(({ length }) => length === 0); n++) await Promise.all(names.map((name) => office.send(name, n * 3 + 1)));
      while (await two.bus.behind({ group: 'one', topics: [parcelPublishing.topic] })) await sleep(50);
      ends[0]!.abort();
      await running[0];
      const before = seen.flat();
      const alone = seen[1]!.length;
      await Promise.all(names.map((name) => office.send(name, 1)));
      while (await two.bus.behind({ group: 'one', topics: [parcelPublishing.topic] })) await sleep(50);
      expect(new Set(seen[1]!.slice(alone).map((id) => id.split('@')[0]))).toEqual(new Set(names));
      expect(seen[1]!.slice(alone).filter((id) => before.includes(id))).toEqual([]);
    } finally {
      ends.forEach((end) => end.abort());
      await Promise.all(running);
      await office.close();
    }
  });
});
