import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicDeclaration } from '@laurel/contracts';
import kafkajs, { type Admin, type ITopicMetadata } from 'kafkajs';
import type { Client } from './kafka-client.js';
import { faultOf, isSettlingDown, rootOf } from './kafka-faults.js';
import type { Renewable } from './renewable.js';

/** How a topic on the brokers differs from what is declared. Its `toString`-ready text is `told`. */
export type TopicDifference = { readonly topic: string; readonly told: string } & (
  | { readonly kind: 'missing' }
  /** Never changed: keys would move to other partitions, and order with them. */
  | { readonly kind: 'partitions'; readonly declared: number; readonly found: number }
  /** Not changed here: Kafka's own tools move replicas. */
  | { readonly kind: 'replication'; readonly declared: number; readonly found: number }
  | { readonly kind: 'setting'; readonly setting: string; readonly declared: string; readonly found: string | undefined }
);

export interface TopicsApplied {
  /** Topics that were made, and settings that were set. */
  readonly done: readonly TopicDifference[];
  /** What differs still: somebody has to decide. */
  readonly left: readonly TopicDifference[];
}

export interface KafkaTopics {
  /** What differs; nothing when all is as declared. */
  check(declarations: readonly TopicDeclaration[]): Promise<readonly TopicDifference[]>;
  /** Makes what is missing and sets what can be set; never changes a number of partitions. Can be run again. */
  apply(declarations: readonly TopicDeclaration[]): Promise<TopicsApplied>;
}

export const topicsOver = ({ brokers, outside }: Client, connection: Renewable<Admin>): KafkaTopics => {
  const asked = <T>(doing: string, work: (admin: Admin) => Promise<T>): Promise<T> =>
    connection.use(work).catch((error: unknown) => {
      throw faultOf(error, { brokers, doing });
    });

  const check = (declarations: readonly TopicDeclaration[]) =>
    asked('a look at its topics', async (admin) => {
      const there = new Set(await admin.listTopics());
      const found = declarations.filter(({ name }) => there.has(outside(name)));
      const missing = declarations.filter((one) => !found.includes(one)).map(({ name }) => missingTopic(name));
      if (found.length === 0) return missing;
      const topics = await metadataOf(
        admin,
        found.map(({ name }) => outside(name)),
      );
      const settings = await settingsOf(
        admin,
        found.map(({ name }) => outside(name)),
      );
      const differences = found.flatMap((declared) => {
        const partitions = topics.find(({ name }) => name === outside(declared.name))?.partitions ?? [];
        const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
        return [
          ...(partitions.length === declared.partitions ? [] : [otherPartitions(declared, partitions.length)]),
          ...(replicas === declared.replication ? [] : [otherReplication(declared, replicas)]),
          ...otherSettings(declared, settings.get(outside(declared.name)) ?? []),
        ];
      });
      return [...missing, ...differences];
    });

  return {
    check,
    apply: async (declarations) => {
      const before = await check(declarations);
      const of = (name: string) => declarations.find((one) => one.name === name)!;
      const missing = before.filter(({ kind }) => kind === 'missing').map(({ topic }) => of(topic));
      const altered = [...new Set(before.flatMap((one) => (one.kind === 'setting' ? [one.topic] : [])))].map(of);
      await asked('a change of its topics', async (admin) => {
        if (missing.length > 0) {
          await admin.createTopics({
            waitForLeaders: false,
            topics: missing.map(({ name, partitions, replication, settings }) => ({
              topic: outside(name),
              numPartitions: partitions,
              replicationFactor: replication,
              configEntries: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
            })),
          });
          await metadataOf(
            admin,
            missing.map(({ name }) => outside(name)),
          );
        }
        if (altered.length > 0) await alterSettings(admin, altered);
      });
      // The broker that is asked may not have heard yet of what another one has done.
      let left = await check(declarations);
      const mended = [...missing, ...altered].map(({ name }) => name);
      const isStale = ({ kind, topic }: TopicDifference) => (kind === 'missing' || kind === 'setting') && mended.includes(topic);
      for (const until = performance.now() + patienceMs; left.some(isStale) && performance.now() < until;) {
        await sleep(200);
        left = await check(declarations);
      }
      return { done: before.filter(({ told }) => !left.some((one) => one.told === told)), left };
    },
  };

  /** The request replaces all settings of a topic: those that an operator has set besides go along. */
  async function alterSettings(admin: Admin, declarations: readonly TopicDeclaration[]): Promise<void> {
    const settings = await settingsOf(
      admin,
      declarations.map(({ name }) => outside(name)),
    );
    await admin.alterConfigs({
      validateOnly: false,
      resources: declarations.map((declared) => {
        const own = (settings.get(outside(declared.name)) ?? []).filter(({ isOwn, name }) => isOwn && !(name in declared.settings));
        const entries = [...own.map(({ name, value }) => [name, value] as const), ...Object.entries(declared.settings)];
        return { type: topicResource, name: outside(declared.name), configEntries: entries.map(([name, value]) => ({ name, value })) };
      }),
    });
  }
};

interface Setting {
  readonly name: string;
  readonly value: string;
  /** Set for this topic, not for the broker. */
  readonly isOwn: boolean;
}

const topicResource = kafkajs.ConfigResourceTypes.TOPIC;

const settingsOf = async (admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, readonly Setting[]>> => {
  const { resources } = await onceHeard(() =>
    admin.describeConfigs({ includeSynonyms: false, resources: topics.map((name) => ({ type: topicResource, name })) }),
  );
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      configEntries.map(({ configName, configValue, configSource }) => ({
        name: configName,
        value: configValue,
        isOwn: configSource === kafkajs.ConfigSource.TOPIC_CONFIG,
      })),
    ]),
  );
};

const missingTopic = (topic: string): TopicDifference => ({ topic, kind: 'missing', told: `${topic} is not there` });

const otherPartitions = ({ name, partitions: declared }: TopicDeclaration, found: number): TopicDifference => ({
  topic: name,
  kind: 'partitions',
  declared,
  found,
  told: `${name} has ${found} partitions, ${declared} are declared: never changed, for keys would move; use a new topic`,
});

const otherReplication = ({ name, replication: declared }: TopicDeclaration, found: number): TopicDifference => ({
  topic: name,
  kind: 'replication',
  declared,
  found,
  told: `${name} has ${found} replicas, ${declared} are declared: move them with kafka-reassign-partitions`,
});

const otherSettings = ({ name, settings }: TopicDeclaration, found: readonly Setting[]): readonly TopicDifference[] =>
  Object.entries(settings).flatMap(([setting, declared]): readonly TopicDifference[] => {
    const value = found.find((one) => one.name === setting)?.value;
    if (value === declared) return [];
    return [
      {
        topic: name,
        kind: 'setting',
        setting,
        declared,
        found: value,
        told: `${name}: ${setting} is ${value ?? 'unknown'}, ${declared} is declared`,
      },
    ];
  });

/** Of topics that are there and led. */
const metadataOf = async (admin: Admin, names: readonly string[]): Promise<readonly ITopicMetadata[]> => {
  for (const until = performance.now() + patienceMs; ;) {
    const { topics } = await onceHeard(() => admin.fetchTopicMetadata({ topics: [...names] }), until);
    if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)) || performance.now() > until) return topics;
    await sleep(200);
  }
};

/** The broker that is asked may not have heard of a new topic yet, and kafkajs gives up at once. */
const onceHeard = async <T>(ask: () => Promise<T>, until = performance.now() + patienceMs): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isNew = isSettlingDown(error) || rootOf(error).type === 'UNKNOWN_TOPIC_OR_PARTITION';
      if (!isNew || performance.now() > until) throw error;
    }
    await sleep(200);
  }
};
const patienceMs = 5_000;
