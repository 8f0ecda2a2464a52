import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicDeclaration } from '@laurel/contracts';
import kafkajs, { type Admin, type ITopicMetadata } from 'kafkajs';
import type { Client } from './kafka-client.js';
import { faultOf, isSettlingDown, rootOf } from './kafka-faults.js';
import type { Renewable } from './renewable.js';
import { differencesOf, type Setting, type TopicDifference } from './topic-differences.js';

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
      const names = declarations.map(({ name }) => outside(name)).filter((name) => there.has(name));
      const topics = names.length > 0 ? await metadataOf(admin, names) : [];
      const settings = names.length > 0 ? await settingsOf(admin, names) : new Map<string, readonly Setting[]>();
      return declarations.flatMap((declared) => {
        const name = outside(declared.name);
        if (!there.has(name)) return differencesOf(declared, undefined);
        const partitions = topics.find((one) => one.name === name)?.partitions ?? [];
        const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
        return differencesOf(declared, { partitions: partitions.length, replicas, settings: settings.get(name) ?? [] });
      });
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
