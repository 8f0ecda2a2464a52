import { contracts } from './contracts.js';

/** A topic as the brokers are to have it. */
export interface TopicDeclaration {
  /** `laurel.<context>.v1`. */
  readonly name: string;
  /** For the topic's life: another number would move keys to other partitions, and break their order. */
  readonly partitions: number;
  readonly replication: number;
  /** Settings of Kafka, by their names there. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * The topic of every context that publishes. Nothing is ever deleted from one: a new service builds its copies from event zero.
 * `replication`: three in production; one where there is one broker.
 */
export const topicDeclarations = ({ replication }: { readonly replication: number }): readonly TopicDeclaration[] =>
  [...new Set(contracts.map(({ context }) => context))].map((context) => ({
    name: `laurel.${context}.v1`,
    partitions: 12,
    replication,
    settings: {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
      // An append of 1 MiB may become one event, and its envelope comes on top.
      'max.message.bytes': String(2 * 1024 * 1024),
      'min.insync.replicas': String(Math.max(1, replication - 1)),
      'message.timestamp.type': 'CreateTime',
    },
  }));
