import type { TopicDeclaration } from '@laurel/contracts';

/** How a topic on the brokers differs from what is declared; `told` says it to an operator. */
export type TopicDifference = { readonly topic: string; readonly told: string } & (
  | { readonly kind: 'missing' }
  /** Never changed: keys would move to other partitions, and order with them. */
  | { readonly kind: 'partitions'; readonly declared: number; readonly found: number }
  /** Not changed here: Kafka's own tools move replicas. */
  | { readonly kind: 'replication'; readonly declared: number; readonly found: number }
  | { readonly kind: 'setting'; readonly setting: string; readonly declared: string; readonly found: string | undefined }
);

/** A topic as the brokers have it. */
export interface FoundTopic {
  readonly partitions: number;
  /** Of the partition that has the fewest. */
  readonly replicas: number;
  readonly settings: readonly Setting[];
}

export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Set for this topic, not for the broker. */
  readonly isOwn: boolean;
}

/** `found` is undefined where the brokers know no such topic. */
export const differencesOf = (declared: TopicDeclaration, found: FoundTopic | undefined): readonly TopicDifference[] =>
  found
    ? [
        ...(found.partitions === declared.partitions ? [] : [otherPartitions(declared, found.partitions)]),
        ...(found.replicas === declared.replication ? [] : [otherReplication(declared, found.replicas)]),
        ...otherSettings(declared, found.settings),
      ]
    : [missingTopic(declared.name)];

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
