import type { KafkaConnection, KafkaStats } from '@laurel/event-bus-kafka';
import { inTime, scrapedGauges } from '@laurel/runtime';
import type { Registry } from 'prom-client';

export interface BusMetricsOptions {
  /** What a scrape waits for the brokers: less than the ten seconds for which Prometheus waits. */
  readonly patienceMs?: number;
}

/** A zero in place of what is not known would be a figure. */
const silent = { connected: false, groups: [] as KafkaStats['groups'], unreadable: undefined };

/** What Kafka is asked when Prometheus asks: once for all figures of one moment. */
export const busMetrics = (
  registry: Registry,
  service: string,
  kafka: Pick<KafkaConnection, 'stats'>,
  { patienceMs = 5_000 }: BusMetricsOptions = {},
): void => {
  const gauge = scrapedGauges(registry, async () => (await inTime(kafka.stats(), patienceMs)) ?? silent);
  gauge('laurel_bus_connected', '1 when the brokers answered just now.', [], (one, { connected }) =>
    one.set({ service }, connected ? 1 : 0),
  );
  gauge(
    'laurel_bus_unreadable_records',
    'Records that were passed over because they are no published events.',
    [],
    (one, { unreadable }) => {
      if (unreadable !== undefined) one.set({ service }, unreadable);
    },
  );
  gauge('laurel_consumer_in_flight', 'Events that a consumer of this process has in hand.', ['group'], (one, { groups }) => {
    for (const { group, inFlight } of groups) one.set({ service, group }, inFlight);
  });
  gauge('laurel_consumer_joined', '1 when this process is a member of the group.', ['group'], (one, { groups }) => {
    for (const { group, joined } of groups) one.set({ service, group }, joined ? 1 : 0);
  });
  gauge(
    'laurel_consumer_lag',
    'Events of a topic that the group has not taken in, whoever of it would.',
    ['group', 'topic', 'partition'],
    (one, { groups }) => {
      for (const { group, lag } of groups)
        for (const { topic, partition, lag: behind } of lag) one.set({ service, group, topic, partition }, behind);
    },
  );
};
