import { setTimeout as sleep } from 'node:timers/promises';
import type { Subscription } from '@laurel/event-bus';
import type { Admin } from 'kafkajs';
import type { Client } from './kafka-client.js';
import { faultOf, isSettlingDown } from './kafka-faults.js';
import type { Renewable } from './renewable.js';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Records that are on the topic and not committed by the group. */
  readonly lag: number;
}

export interface Offsets {
  /** How far a group is behind, partition by partition. Throws `EngineUnavailable` and `KafkaRefused`. */
  of(subscription: Subscription): Promise<readonly PartitionLag[]>;
}

export const offsetsFrom = ({ brokers, outside, inside, groupId }: Client, admin: Renewable<Admin>): Offsets => {
  const ask = ({ topics, ...group }: Subscription): Promise<readonly PartitionLag[]> =>
    admin.use(async (one) => {
      // Ends first: what is published after the group's offsets were read is none of the question.
      const ends = await Promise.all(topics.map((topic) => one.fetchTopicOffsets(outside(topic))));
      const committed = await one.fetchOffsets({ groupId: groupId(group), topics: topics.map(outside) });
      return topics.flatMap((topic, index) =>
        ends[index]!.map(({ partition, low, high }) => {
          const found = committed.find((of) => inside(of.topic) === topic)?.partitions.find((of) => of.partition === partition);
          const from = Math.max(Number(found?.offset ?? -1), Number(low)); // a group without offsets begins at the beginning
          return { topic, partition, lag: Math.max(0, Number(high) - from) };
        }),
      );
    });
  return {
    of: async (subscription) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await ask(subscription);
        } catch (error) {
          // kafkajs gives up at once while the leader of a new topic, or of one that moves, is being chosen.
          if (attempt === 5 || !isSettlingDown(error))
            throw faultOf(error, { brokers, doing: `a question about group ${subscription.group}` });
          await sleep(100 * attempt);
        }
      }
    },
  };
};
