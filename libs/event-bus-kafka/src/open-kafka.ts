import type { Bus, Publisher, Subscription } from '@laurel/event-bus';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { Admin } from 'kafkajs';
import { kafkaBus } from './kafka-bus.js';
import { kafkaClient } from './kafka-client.js';
import { faultOf, KafkaRefused } from './kafka-faults.js';
import type { KafkaOptions } from './kafka-options.js';
import { kafkaPublisher } from './kafka-publisher.js';
import { offsetsFrom, type PartitionLag } from './offsets.js';
import { renewable } from './renewable.js';
import { speaksTls } from './speaks-tls.js';
import { type KafkaTopics, topicsOver } from './kafka-topics.js';

export interface KafkaStats {
  /** The brokers answered just now. */
  readonly connected: boolean;
  readonly groups: readonly {
    readonly group: string;
    readonly joined: boolean;
    /** Given to the consumer and not taken back. */
    readonly inFlight: number;
    /** Empty when the brokers do not answer. */
    readonly lag: readonly PartitionLag[];
  }[];
  /** Records that were passed over because they are no published events; see the log. */
  readonly unreadable: number;
}

export interface KafkaConnection {
  /** One for all consumers of the process. Its `close` leaves their groups. */
  readonly bus: Bus;
  readonly publisher: Publisher;
  readonly topics: KafkaTopics;
  /** The name of a group on the brokers, as their own tools want it: another life of it is another group there. */
  groupId(group: Pick<Subscription, 'group' | 'life'>): string;
  /** Asks the brokers who they are. Throws `KafkaRefused` for what somebody has to look at, `EngineUnavailable` for what passes. */
  check(): Promise<void>;
  stats(): Promise<KafkaStats>;
  close(): Promise<void>;
}

/** Nothing is connected before it is used: a process starts without the brokers, and goes on when they come. */
export const openKafka = (options: KafkaOptions): KafkaConnection => {
  const client = kafkaClient(options);
  const { kafka, brokers } = client;
  let unreadable = 0;
  const admin = renewable<Admin>(
    async () => {
      const one = kafka.admin();
      await one.connect();
      return one;
    },
    (one) => one.disconnect(),
    (error) => faultOf(error, { brokers, doing: '' }) instanceof EngineUnavailable,
  );
  const offsets = offsetsFrom(client, admin);
  const bus = kafkaBus(client, offsets, (place, error) => {
    unreadable++;
    options.logger?.warn({ ...place, error: String(error) }, 'a record that is no published event is passed over');
  });
  const publisher = kafkaPublisher(client);

  const check = async (): Promise<void> => {
    try {
      await admin.use((one) => one.describeCluster());
    } catch (error) {
      throw await explained(faultOf(error, { brokers, doing: 'a connection' }), options);
    }
  };

  return {
    bus,
    publisher,
    topics: topicsOver(client, admin),
    groupId: client.groupId,
    check,
    stats: async () => {
      const connected = await check().then(
        () => true,
        () => false,
      );
      const groups = [...bus.joined].map(async ({ member: { isJoined, inFlight }, ...subscription }) => ({
        group: subscription.group,
        joined: isJoined,
        inFlight,
        lag: connected ? await offsets.of(subscription).catch(() => []) : [],
      }));
      return { connected, groups: await Promise.all(groups), unreadable };
    },
    close: async () => {
      await Promise.all([bus.close(), publisher.close()]);
      await admin.close();
    },
  };
};

/** Brokers say nothing to who comes in the wrong way: they wait, or hang up. */
const explained = async (fault: Error, { brokers, ssl, sasl }: KafkaOptions): Promise<Error> => {
  if (!(fault instanceof EngineUnavailable)) return fault;
  const asking = (question: string) => new EngineUnavailable(`${fault.message}: ${question}`, { cause: fault });
  if (!ssl && (await speaksTls(brokers)))
    return new KafkaRefused(`Kafka at ${brokers.join(', ')} speaks TLS, and this connection is plain: configure ssl`, { cause: fault });
  if (ssl && fault.message.includes('before secure TLS')) return asking('does this port speak TLS?');
  if (!sasl && fault.message.includes('Closed connection')) return asking('does it ask for a user? configure sasl');
  return fault;
};
