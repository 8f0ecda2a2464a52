import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type { RecordMetadata } from 'kafkajs';
import { unanswered } from './kafka-publisher.js';

const from = createRequire(import.meta.url);
type Send = (request: { acks: number; topicMessages: readonly object[] }) => Promise<RecordMetadata[]>;
const createSendMessages = from('kafkajs/src/producer/sendMessages.js') as (parts: object) => Send; // no types: it is not kafkajs's door
const createRetry = from('kafkajs/src/retry/index.js') as (options: object) => unknown;

/** Two brokers; the leader of partition 1 is on its way from b to a. */
const clusterWhoseLeaderMoves = () => {
  const sent: [broker: string, partitions: readonly number[]][] = [];
  let moved = false;
  const broker = (nodeId: string) => ({
    nodeId,
    produce: ({ topicData }: { topicData: readonly { topic: string; partitions: readonly { partition: number }[] }[] }) => {
      if (nodeId === 'b') {
        moved = true;
        return Promise.reject(
          Object.assign(new Error('not the leader'), { name: 'KafkaJSProtocolError', type: 'NOT_LEADER_FOR_PARTITION', retriable: true }),
        );
      }
      const topics = topicData.map(({ topic, partitions }) => ({
        topicName: topic,
        partitions: partitions.map(({ partition }) => ({ partition, errorCode: 0, offset: '0' })),
      }));
      sent.push([nodeId, topics.flatMap(({ partitions }) => partitions.map(({ partition }) => partition))]);
      return Promise.resolve({ topics });
    },
  });
  const brokers = { a: broker('a'), b: broker('b') };
  const nothing = () => Promise.resolve();
  const cluster = {
    refreshMetadata: nothing,
    refreshMetadataIfNecessary: nothing,
    addMultipleTargetTopics: nothing,
    isConnected: () => true,
    findTopicPartitionMetadata: () => [{ partitionId: 0 }, { partitionId: 1 }],
    findLeaderForPartitions: () => (moved ? { a: [0, 1] } : { a: [0], b: [1] }),
    findBroker: ({ nodeId }: { nodeId: 'a' | 'b' }) => Promise.resolve(brokers[nodeId]),
  };
  return { cluster, sent };
};

describe('what kafkajs says was sent', () => {
  it('leaves out a partition whose leader moves to a broker that has answered for another one, and is told from the answers', async () => {
    const { cluster, sent } = clusterWhoseLeaderMoves();
    const nothing = () => undefined;
    const send = createSendMessages({
      logger: { debug: nothing, error: nothing },
      cluster,
      partitioner: ({ message }: { message: { partition: number } }) => message.partition,
      retrier: createRetry({ retries: 3, initialRetryTime: 1 }),
      eosManager: {
        acquireBrokerLock: nothing,
        releaseBrokerLock: nothing,
        isTransactional: () => false,
        getSequence: () => 0,
        updateSequence: nothing,
        getProducerId: () => 1,
        getProducerEpoch: () => 0,
      },
    });
    const messages = [0, 1].map((partition) => ({ partition, value: 'x' }));
    const answers = await send({ acks: -1, topicMessages: [{ topic: 't', messages }] });
    expect(sent).toEqual([['a', [0]]]); // and it resolved
    expect(unanswered(new Set([0, 1]), answers)).toEqual([1]);
    expect(unanswered(new Set([0]), answers)).toEqual([]);
  });
});
