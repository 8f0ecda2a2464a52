import { type PublishedEvent, toPublished } from '@laurel/event-bus';
import { history, parcelContract } from '@laurel/testing';
import { Kafka, logLevel } from 'kafkajs';
import { brokers } from './kafka-kit.js';

/** A published event of a stream of its own, or the n-th of one. */
export const parcel = (stream: string, revision = 0, more: Partial<PublishedEvent> = {}): PublishedEvent => {
  const [recorded] = history(stream, { type: 'ParcelSent', data: { n: 1 } });
  const event = { ...recorded!, revision, metadata: { ...recorded!.metadata, id: `${stream}-${revision}` } };
  return { ...toPublished('post', event, { contract: parcelContract, type: 'ParcelSent', data: { n: 1 } }, 0), ...more };
};

/** What stands in a topic, partition by partition: `ce_id` of each record in its order. */
export const idsIn = async (topic: string): Promise<readonly (readonly string[])[]> => {
  const kafka = new Kafka({ brokers: [...brokers()], clientId: 'look', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const wanted = ends.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  const found = ends.map((): string[] => []);
  const consumer = kafka.consumer({ groupId: `${topic}.look.${Math.random()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve) => {
    let count = 0;
    if (wanted === 0) resolve();
    void consumer.run({
      eachMessage: async ({ partition, message }) => {
        found[partition]!.push(String(message.headers?.['ce_id']));
        if (++count === wanted) resolve();
      },
    });
  });
  await consumer.disconnect();
  return found;
};
