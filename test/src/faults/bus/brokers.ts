import kafkajs, { type Admin } from 'kafkajs';

const asked = async <T>(brokers: readonly string[], question: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], clientId: 'laurel-faults', logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await question(admin);
  } finally {
    await admin.disconnect();
  }
};

/** How many records stand on a topic, those included that were sent again. */
export const recordsOn = (brokers: readonly string[], topic: string): Promise<number> =>
  asked(brokers, async (admin) =>
    (await admin.fetchTopicOffsets(topic)).reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0),
  );

/** Which broker leads the first partition. */
export const leaderOf = (brokers: readonly string[], topic: string): Promise<number> =>
  asked(brokers, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]!.partitions.find(({ partitionId }) => partitionId === 0)!.leader;
  });

/** How many members the brokers count in a group. */
export const membersIn = (brokers: readonly string[], group: string): Promise<number> =>
  asked(brokers, async (admin) => (await admin.describeGroups([group])).groups[0]!.members.length);
