import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { Partitioners } from 'kafkajs';
import { type KafkaConnection, KafkaRefused } from './index.js';
import { kafkaPublisher } from './kafka-publisher.js';
import { deafClient } from './spec/deaf-client.js';
import { deafSockets } from './spec/deaf-sockets.js';
import { brokers, freshNamespace, open, parcelTopic } from './spec/kafka-kit.js';
import { idsIn, parcel } from './spec/records.js';

describe('the publisher', () => {
  const topic = 'laurel.post.v1';
  let [namespace, kafka] = ['', undefined as unknown as KafkaConnection];
  beforeEach(async () => {
    namespace = freshNamespace();
    kafka = open(namespace);
  });
  afterEach(() => kafka.close());
  const declare = (partitions: number, settings: Readonly<Record<string, string>> = {}) =>
    kafka.topics.apply([{ ...parcelTopic(partitions), settings }]);

  it('brings 1,000 concurrent sends out, each once, a stream to one partition', async () => {
    await declare(6);
    const streams = Array.from({ length: 100 }, (_, at) => `parcel-${at}`);
    const sends = Array.from({ length: 10 }, (_, revision) =>
      streams.map((stream) => kafka.publisher.send(topic, [parcel(stream, revision)])),
    );
    await Promise.all(sends.flat());
    const partitions = await idsIn(namespace + topic);
    expect(partitions.flat()).toHaveLength(1_000);
    for (const stream of streams) {
      const line = partitions.flat().filter((id) => id.startsWith(`${stream}-`));
      expect(line).toEqual(Array.from({ length: 10 }, (_, revision) => `${stream}-${revision}.0`));
      expect(partitions.filter((ids) => ids.includes(line[0]!))).toHaveLength(1);
    }
  });

  it('cuts what is too large together, and tells by name of an event that is too large alone', async () => {
    await declare(1, { 'max.message.bytes': '100000' });
    const large = Array.from({ length: 20 }, (_, at) => parcel('parcel-a', at, { data: { n: 1, text: 'x'.repeat(20_000) } }));
    await kafka.publisher.send(topic, large);
    expect(await idsIn(namespace + topic)).toEqual([large.map(({ id }) => id)]);
    const huge = parcel('parcel-b', 7, { data: { text: 'x'.repeat(200_000) } });
    const refused = kafka.publisher.send(topic, [parcel('parcel-b', 6), huge]);
    await expect(refused).rejects.toThrow(KafkaRefused);
    await expect(refused).rejects.toThrow(/^event parcel-b-7\.0 \(vn\.laurel\.post\.parcel-sent\.v1\) of parcel-b has about 196 KiB/);
    await kafka.publisher.send(topic, [parcel('parcel-b', 8)]);
    expect((await idsIn(namespace + topic))[0]!.slice(20)).toEqual(['parcel-b-6.0', 'parcel-b-8.0']);
  });

  it('says which topic is not there', async () => {
    await expect(kafka.publisher.send(topic, [parcel('parcel-a')])).rejects.toThrow(
      `Kafka at ${brokers().join(', ')} refused what was sent to ${topic}: a topic is not there`,
    );
  });

  it('tells that the brokers do not answer, and goes on when they do', async () => {
    await declare(1);
    const sockets = deafSockets();
    const publisher = kafkaPublisher(deafClient(namespace, sockets));
    await publisher.send(topic, [parcel('parcel-a', 0)]);
    sockets.deafen();
    await expect(publisher.send(topic, [parcel('parcel-a', 1)])).rejects.toThrow(EngineUnavailable);
    sockets.hearAgain();
    await publisher.send(topic, [parcel('parcel-b', 1)]);
    await publisher.close();
    // The send that got no answer arrived all the same: its events are sent again, and consumers drop them.
    expect(new Set((await idsIn(namespace + topic)).flat())).toEqual(new Set(['parcel-a-0.0', 'parcel-a-1.0', 'parcel-b-1.0']));
  }, 60_000);

  it('would lose a record without its new session: kafkajs gives the sequence number of a failed send to the next one', async () => {
    await declare(1);
    const sockets = deafSockets();
    const producer = deafClient(namespace, sockets).kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 1, initialRetryTime: 50 },
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const send = (id: string) =>
      producer.send({ topic: namespace + topic, timeout: 1_000, messages: [{ value: '{}', headers: { ce_id: id } }] });
    await send('first');
    sockets.deafen();
    await expect(send('unanswered')).rejects.toThrow();
    sockets.hearAgain();
    await send('lost'); // and acknowledged
    await producer.disconnect();
    expect(await idsIn(namespace + topic)).toEqual([['first', 'unanswered']]);
  }, 60_000);
});
