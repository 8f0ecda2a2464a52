import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Bus, RunningConsumer } from '@laurel/event-bus';
import type { ReadModels } from '@laurel/read-models';
import { memoryReadModels, parcelPublishing } from '@laurel/testing';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { kafkaBus } from './kafka-bus.js';
import { offsetsFrom } from './offsets.js';
import { renewable } from './renewable.js';
import { deafClient } from './spec/deaf-client.js';
import { deafSockets } from './spec/deaf-sockets.js';
import { brokers, kafkaOffice } from './spec/kafka-kit.js';
import { rowsOf, startLedger, strange } from './spec/parcel-ledger.js';

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
  const known = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  const { groups } = await admin.describeGroups(known.filter((id) => id.startsWith(`${group}~`)));
  await admin.disconnect();
  return groups.reduce((sum, { members }) => sum + members.length, 0);
};
const streams = (count: number) => Array.from({ length: count }, (_, index) => `parcel-${index}`);

describe('consumers on Kafka', () => {
  it('park a poison event and what follows on its key, and go on with the others; a release takes it in', async () => {
    const office = await kafkaOffice({ partitions: 1 });
    const readModels = memoryReadModels();
    const consumer = await startLedger(office.connect().bus, readModels);
    try {
      strange.add(2);
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
      strange.clear();
      expect(await consumer.parking.release('laurel.post.v1/parcel-a')).toBe(3);
      expect((await rowsOf(readModels)).get('parcel-a')).toEqual([1, 2, 4, 5]);
    } finally {
      strange.clear();
      await consumer.stop();
      await office.close();
    }
  });

  it('take everything in once and in order while members come, go and are slow', async () => {
    const office = await kafkaOffice({ partitions: 6 });
    const readModels = memoryReadModels();
    const members = new Set<RunningConsumer>();
    const join = async (ms: number): Promise<RunningConsumer> => {
      const member = await startLedger(office.connect().bus, slow(readModels, ms));
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
    let [transactions, pauseMs] = [0, 0];
    const consumer = await startLedger(kafka.bus, {
      ...readModels,
      transaction: async (work) => {
        transactions++;
        await sleep(pauseMs);
        return readModels.transaction(work);
      },
    });
    try {
      [transactions, pauseMs] = [0, 9_000]; // it has begun
      await office.send('parcel-a', 1, 2);
      while (transactions === 0) await sleep(20);
      await sleep(8_000);
      expect(await membersOf(`${office.namespace}ledger/parcel-ledger@1`)).toBe(1);
      const [held] = (await kafka.stats()).groups;
      expect({ ...held, lag: held!.lag.filter(({ lag }) => lag > 0) }).toEqual({
        group: 'ledger/parcel-ledger@1',
        joined: true,
        inFlight: 2,
        lag: [{ topic: parcelPublishing.topic, partition: expect.any(Number), lag: 2 }],
      });
      await consumer.settled();
      expect([transactions, (await rowsOf(readModels)).get('parcel-a')]).toEqual([1, [1, 2]]);
    } finally {
      await consumer.stop();
      await office.close();
    }
  }, 60_000);

  it('tell that the brokers do not answer, and go on by themselves when they do', async () => {
    const office = await kafkaOffice();
    const readModels = memoryReadModels();
    const sockets = deafSockets();
    const client = deafClient(office.namespace, sockets);
    const admin = renewable(
      async () => {
        const one = client.kafka.admin();
        await one.connect();
        return one;
      },
      (one) => one.disconnect(),
    );
    const bus = kafkaBus(client, offsetsFrom(client, admin), () => undefined);
    const told: string[] = [];
    const consumer = await startLedger(
      bus,
      readModels,
      ({ problem, lasting }) => void told.push(`${lasting ? 'lasting' : 'passing'}: ${problem}`),
    );
    try {
      await office.send('parcel-a', 1);
      await consumer.settled();
      sockets.deafen();
      await office.send('parcel-a', 2);
      await office.send('parcel-b', 1);
      while (told.length === 0) await sleep(50);
      expect(consumer.problems()).toMatchObject([{ part: 'ledger/parcel-ledger@1', lasting: false }]);
      sockets.hearAgain();
      while ((await rowsOf(readModels)).size < 2) await sleep(50);
      await consumer.settled();
      expect(await rowsOf(readModels)).toEqual(
        new Map([
          ['parcel-a', [1, 2]],
          ['parcel-b', [1]],
        ]),
      );
      expect([told.filter((one) => !one.startsWith('passing: Kafka at ')), consumer.problems()]).toEqual([[], []]);
    } finally {
      sockets.hearAgain();
      await consumer.stop();
      await admin.close();
      await office.close();
    }
  }, 60_000);

  it('pass over what is no published event, and say so', async () => {
    const office = await kafkaOffice({ partitions: 1 });
    const readModels = memoryReadModels();
    const warned: object[] = [];
    const kafka = office.connect({ logger: { warn: (details) => void warned.push(details), debug: () => undefined } });
    const stranger = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    const consumer = await startLedger(kafka.bus, readModels);
    try {
      await stranger.connect();
      await office.send('parcel-a', 1);
      const messages = [{ value: 'hello' }, { key: 'parcel-a', value: null }];
      await stranger.send({ topic: `${office.namespace}${parcelPublishing.topic}`, messages });
      await office.send('parcel-a', 2);
      await consumer.settled();
      expect((await rowsOf(readModels)).get('parcel-a')).toEqual([1, 2]);
      expect(warned).toMatchObject([
        { partition: 0, offset: '1', error: 'TypeError: a record without ce_id is no published event' },
        { partition: 0, offset: '2', error: 'TypeError: a record without a value is no published event' },
      ]);
      expect(await kafka.stats()).toEqual({
        connected: true,
        unreadable: 2,
        groups: [
          { group: 'ledger/parcel-ledger@1', joined: true, inFlight: 0, lag: [{ topic: parcelPublishing.topic, partition: 0, lag: 0 }] },
        ],
      });
    } finally {
      await stranger.disconnect();
      await consumer.stop();
      await office.close();
    }
  });

  it('meet everything again on read models that were lost, and nothing twice on those that were kept', async () => {
    const office = await kafkaOffice({ partitions: 3 });
    const kept = memoryReadModels();
    try {
      await office.send('parcel-a', 1, 2);
      for (const readModels of [kept, kept, memoryReadModels()]) {
        const consumer = await startLedger(office.connect().bus, readModels);
        await consumer.settled();
        expect((await rowsOf(readModels)).get('parcel-a')).toEqual([1, 2]);
        await consumer.stop();
      }
    } finally {
      await office.close();
    }
  });

  it('park an event of ours that cannot be read, and go on with other keys', async () => {
    const office = await kafkaOffice({ partitions: 1 });
    const readModels = memoryReadModels();
    const kafka = office.connect();
    const spoiler = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    const consumer = await startLedger(kafka.bus, readModels);
    try {
      await spoiler.connect();
      await office.send('parcel-a', 1);
      const headers = { ce_type: 'vn.laurel.post.parcel-sent.v1', ce_sequence: '0000000001.000' };
      await spoiler.send({
        topic: `${office.namespace}${parcelPublishing.topic}`,
        messages: [{ key: 'parcel-a', value: '{"n":', headers }],
      });
      await office.send('parcel-b', 2);
      await consumer.settled();
      expect(await rowsOf(readModels)).toEqual(
        new Map([
          ['parcel-a', [1]],
          ['parcel-b', [2]],
        ]),
      );
      expect(await consumer.parking.look()).toMatchObject([
        {
          sequence: '0000000001.000',
          error: expect.stringContaining('the record cannot be read: '),
          payload: expect.stringContaining('{\\"n\\":'),
        },
      ]);
    } finally {
      await spoiler.disconnect();
      await consumer.stop();
      await office.close();
    }
  });
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
