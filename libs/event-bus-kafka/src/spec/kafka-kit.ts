import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TopicDeclaration } from '@laurel/contracts';
import { type Publishing, runRelay } from '@laurel/event-bus';
import { bounded } from '@laurel/event-sourcing';
import { type BusHarness, engineAddress, memoryReadModels, parcelPublishing, postOffice } from '@laurel/testing';
import { type KafkaConnection, type KafkaOptions, openKafka } from '../index.js';

export const brokers = (): readonly string[] => engineAddress('kafka').split(',');
export const freshNamespace = (): string => `t${randomBytes(6).toString('hex')}.`;

/** Short waits, so that members come and go quickly. */
export const open = (namespace: string, more: Partial<KafkaOptions> = {}): KafkaConnection =>
  openKafka({ brokers: brokers(), clientId: 'spec', namespace, ...more, timing: { fetchWaitMs: 200, heartbeatMs: 300, ...more.timing } });

export const parcelTopic = (partitions: number, name = parcelPublishing.topic): TopicDeclaration => ({
  name,
  partitions,
  replication: 1,
  settings: { 'retention.ms': '-1' },
});

/** A post office whose log a relay brings to Kafka, under names of its own. */
export const kafkaOffice = async ({ partitions = 3, publishing = parcelPublishing } = {}) => {
  const namespace = freshNamespace();
  const { topic, send, store } = postOffice(publishing);
  const opened: KafkaConnection[] = [];
  const connect = (more: Partial<KafkaOptions> = {}): KafkaConnection => {
    const kafka = open(namespace, more);
    opened.push(kafka);
    return kafka;
  };
  const own = connect();
  await own.topics.apply([parcelTopic(partitions, publishing.topic)]);
  const relay = await runRelay({ topic, publisher: own.publisher, readModels: memoryReadModels() });
  const inTurn = bounded(1);
  let next: Promise<void> | undefined; // shared by all who wait for it to begin
  const settled = (): Promise<void> =>
    (next ??= inTurn(async () => {
      await nextTurn();
      next = undefined;
      await relay.settled();
    }));
  return {
    namespace,
    connect,
    publisher: own.publisher,
    /** Resolves when it is on the brokers. */
    send: async (stream: string, ...numbers: readonly number[]) => {
      await send(stream, ...numbers);
      await settled();
    },
    close: async () => {
      await relay.stop();
      await Promise.all(opened.map((kafka) => kafka.close()));
      await store.close();
    },
  };
};

export const kafkaHarness = async (publishing: Publishing): Promise<BusHarness> => {
  const { connect, send, close } = await kafkaOffice({ publishing });
  return { send, close, connect: () => Promise.resolve(connect().bus) };
};
