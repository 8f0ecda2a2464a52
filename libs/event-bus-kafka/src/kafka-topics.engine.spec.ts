import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topicDeclarations, type TopicDeclaration } from '@laurel/contracts';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConnection } from './index.js';
import { brokers, freshNamespace, open } from './spec/kafka-kit.js';

const declared: readonly TopicDeclaration[] = [
  { name: 'laurel.post.v1', partitions: 3, replication: 1, settings: { 'retention.ms': '-1', 'max.message.bytes': '2097152' } },
  { name: 'laurel.bank.v1', partitions: 2, replication: 1, settings: { 'retention.ms': '-1' } },
];
const [post, bank] = declared as [TopicDeclaration, TopicDeclaration];
const told = (differences: readonly { readonly told: string }[]) => differences.map((one) => one.told);

describe('topics', () => {
  let [namespace, kafka] = ['', undefined as unknown as KafkaConnection];
  beforeEach(() => {
    namespace = freshNamespace();
    kafka = open(namespace);
  });
  afterEach(() => kafka.close());

  it('are made as declared, once', async () => {
    expect(await kafka.topics.check(declared)).toEqual([
      { topic: 'laurel.post.v1', kind: 'missing', told: 'laurel.post.v1 is not there' },
      { topic: 'laurel.bank.v1', kind: 'missing', told: 'laurel.bank.v1 is not there' },
    ]);
    const { done, left } = await kafka.topics.apply(declared);
    expect([told(done), left]).toEqual([['laurel.post.v1 is not there', 'laurel.bank.v1 is not there'], []]);
    expect(await kafka.topics.check(declared)).toEqual([]);
    expect(await kafka.topics.apply(declared)).toEqual({ done: [], left: [] });
  });

  it('keep their number of partitions, whatever is declared later', async () => {
    await kafka.topics.apply(declared);
    const wider = [{ ...post, partitions: 6 }, bank];
    const { done, left } = await kafka.topics.apply(wider);
    expect([done, left]).toEqual([
      [],
      [
        {
          topic: 'laurel.post.v1',
          kind: 'partitions',
          declared: 6,
          found: 3,
          told: 'laurel.post.v1 has 3 partitions, 6 are declared: never changed, for keys would move; use a new topic',
        },
      ],
    ]);
    expect(await kafka.topics.check(declared)).toEqual([]);
  });

  it('have their settings set again, and keep what an operator has set besides', async () => {
    await kafka.topics.apply([{ ...post, settings: { 'retention.ms': '60000', 'segment.ms': '3600000' } }, bank]);
    expect(told(await kafka.topics.check(declared))).toEqual([
      'laurel.post.v1: retention.ms is 60000, -1 is declared',
      'laurel.post.v1: max.message.bytes is 1048588, 2097152 is declared',
    ]);
    const { done, left } = await kafka.topics.apply(declared);
    expect([told(done).length, left]).toEqual([2, []]);
    expect(await settingOf(`${namespace}laurel.post.v1`, 'segment.ms')).toBe('3600000');
  });

  it('tell of replicas that are not as declared, and leave them', async () => {
    await kafka.topics.apply(declared);
    const { done, left } = await kafka.topics.apply([{ ...post, replication: 3 }]);
    expect([done, told(left)]).toEqual([[], ['laurel.post.v1 has 1 replicas, 3 are declared: move them with kafka-reassign-partitions']]);
  });

  it('of all contexts can be made as they are declared', async () => {
    const all = topicDeclarations({ replication: 1 });
    expect(all.map(({ name }) => name)).toContain('laurel.plans.v1');
    expect((await kafka.topics.apply(all)).left).toEqual([]);
    expect(await settingOf(`${namespace}laurel.plans.v1`, 'retention.ms')).toBe('-1');
  });
});

const settingOf = async (name: string, setting: string): Promise<string | undefined> => {
  const admin = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
  await admin.disconnect();
  return resources[0]!.configEntries.find(({ configName }) => configName === setting)?.configValue;
};
