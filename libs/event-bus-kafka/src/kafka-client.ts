import type { Subscription } from '@laurel/event-bus';
import { Kafka, type LogEntry, logLevel } from 'kafkajs';
import { calmRequestQueue } from './idle-request-queue.js';
import { type KafkaLogger, type KafkaOptions, type KafkaTiming, usualTiming } from './kafka-options.js';

/** What every part of a connection is made from. */
export interface Client {
  readonly kafka: Kafka;
  readonly timing: KafkaTiming;
  readonly brokers: readonly string[];
  readonly options: KafkaOptions;
  /** The name of a topic on the brokers, and back. */
  readonly outside: (topic: string) => string;
  readonly inside: (topic: string) => string;
  /** The name of a group on the brokers: another life of it is another group there. */
  readonly groupId: (group: Pick<Subscription, 'group' | 'life'>) => string;
}

export const kafkaClient = (options: KafkaOptions): Client => {
  const { brokers, clientId, ssl, sasl, namespace = '', service, logger } = options;
  const timing = { ...usualTiming, ...options.timing };
  calmRequestQueue(logger);
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl !== undefined && { ssl }),
    ...(sasl && { sasl: saslOf(sasl) }),
    connectionTimeout: 5_000,
    requestTimeout: timing.requestTimeoutMs,
    // Whoever uses the bus tries again by itself: kafkajs is to tell soon.
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    logLevel: logger ? logLevel.INFO : logLevel.NOTHING,
    logCreator: () => (entry) => quietly(entry, logger),
  });
  return {
    kafka,
    timing,
    brokers,
    options,
    outside: (name) => `${namespace}${name}`,
    inside: (name) => name.slice(namespace.length),
    groupId: ({ group, life }) =>
      `${namespace}${service === undefined ? '' : `${service}.`}${group}${life === undefined ? '' : `~${life}`}`,
  };
};

// One mechanism at a time, so that its type is one of kafkajs's.
const saslOf = ({ mechanism, username, password }: NonNullable<KafkaOptions['sasl']>) => {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
};

/** What matters of it comes as an error to whoever asked, and is told there: kafkajs calls every try that it repeats an error. */
const quietly = ({ namespace, log: { message, timestamp: _, ...details } }: LogEntry, logger?: KafkaLogger): void =>
  logger?.debug({ ...details, part: `kafkajs/${namespace}` }, message);
