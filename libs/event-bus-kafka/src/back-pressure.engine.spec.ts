import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Delivery } from '@laurel/event-bus';
import { parcelPublishing } from '@laurel/testing';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConnection } from './index.js';
import { joinGroup } from './group-member.js';
import { kafkaClient } from './kafka-client.js';
import type { Share } from './share.js';
import { countedSockets } from './spec/counted-sockets.js';
import { brokers, freshNamespace, open, parcelTopic } from './spec/kafka-kit.js';
import { parcel } from './spec/records.js';

const { topic } = parcelPublishing;
/** More than a member holds at a time, and some of them with more than it takes of one. */
const partitions = 20;
const streams = Array.from({ length: 100 }, (_, index) => `parcel-${index}`);

/** Every stream with its events in the order in which they were given. */
const linesOf = (given: readonly Delivery[]): ReadonlyMap<string, readonly string[]> => {
  const lines = new Map<string, string[]>(streams.map((stream) => [stream, []]));
  for (const { event } of given) lines.get(event.subject)!.push(event.id);
  return lines;
};

describe('a consumer that does not take back', () => {
  const namespace = freshNamespace();
  const published: Delivery[] = [];
  let kafka: KafkaConnection;

  const publish = async (ofEach: number): Promise<void> => {
    const from = published.length / streams.length;
    const events = Array.from({ length: ofEach }, (_, index) => streams.map((stream) => parcel(stream, from + index))).flat();
    await kafka.publisher.send(topic, events);
    published.push(...events.map((event) => ({ topic, event })));
  };
  /** What stands in the group's name on the brokers, of all partitions together. */
  const committed = async (group: string): Promise<number> => {
    const admin = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const [found] = await admin.fetchOffsets({ groupId: kafka.groupId({ group }), topics: [`${namespace}${topic}`] });
    await admin.disconnect();
    return found!.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  };

  beforeAll(async () => {
    kafka = open(namespace);
    await kafka.topics.apply([parcelTopic(partitions)]);
    await publish(50);
  });
  afterAll(() => kafka.close());

  it('is given 500 events at most, the figures tell how it stands, and all the others come once it goes on', async () => {
    const own = open(namespace);
    const abort = new AbortController();
    const batches = own.bus.subscribe({ group: 'one', topics: [topic], signal: abort.signal })[Symbol.asyncIterator]();
    const given: Delivery[] = [];
    const next = async (): Promise<number> => {
      const batch = (await batches.next()).value!;
      given.push(...batch);
      return batch.length;
    };
    const figures = async () => {
      const { joined, inFlight, lag } = (await own.stats()).groups[0]!;
      return { joined, inFlight, lag: lag.reduce((sum, one) => sum + one.lag, 0) };
    };
    try {
      const first = await next();
      await sleep(1_000); // whatever else comes has come
      expect(await figures()).toEqual({ joined: true, inFlight: first, lag: published.length });
      const second = await next();
      await sleep(1_000);
      expect(await figures()).toEqual({ joined: true, inFlight: second, lag: published.length - first });
      const sizes = [first, second];
      while (given.length < published.length) sizes.push(await next());
      expect([Math.max(...sizes) <= 500, second > 250]).toEqual([true, true]);
      expect(linesOf(given)).toEqual(linesOf(published));
    } finally {
      abort.abort();
      await batches.return?.();
      await own.close();
    }
  }, 60_000);

  it('has 250 events of each of 16 partitions behind it at most, however much is published, and its offsets stay', async () => {
    const sockets = countedSockets();
    const timing = { fetchWaitMs: 200, heartbeatMs: 300 };
    const client = {
      ...kafkaClient({ brokers: brokers(), clientId: 'counted', namespace, timing }),
      kafka: new Kafka({ brokers: [...brokers()], clientId: 'counted', logLevel: logLevel.NOTHING, socketFactory: sockets.connect }),
    };
    const member = joinGroup(client, { group: 'two', topics: [topic] }, () => undefined);
    const given: Delivery[] = [];
    /** Everything there is within the time. */
    const take = async (ms: number): Promise<readonly Share[]> => {
      const taken: Share[] = [];
      for (const signal = AbortSignal.timeout(ms); !signal.aborted;) taken.push(...(await member.next(signal)));
      given.push(...taken.flatMap(({ deliveries }) => deliveries));
      return taken;
    };
    try {
      const held = [...(await member.next(AbortSignal.timeout(30_000)))];
      given.push(...held.flatMap(({ deliveries }) => deliveries));
      held.push(...(await take(1_500)));
      const sizes = held.map(({ deliveries }) => deliveries.length);
      expect([held.length, new Set(held.map(({ partition }) => partition)).size, Math.max(...sizes)]).toEqual([16, 16, 250]);

      const before = sockets.bytesRead();
      expect(before).toBeGreaterThan(published.length * 100); // it is these sockets that the events come over
      await publish(20);
      expect([await take(1_500), member.inFlight, await committed('two')]).toEqual([[], given.length, 0]);
      expect(sockets.bytesRead() - before).toBeLessThan(50_000); // heartbeats

      await member.takenBack(held);
      while (given.length < published.length) await member.takenBack(await take(200));
      expect(linesOf(given)).toEqual(linesOf(published));
      expect([await take(500), await committed('two')]).toEqual([[], published.length]);
    } finally {
      await member.leave();
    }
  }, 60_000);
});
