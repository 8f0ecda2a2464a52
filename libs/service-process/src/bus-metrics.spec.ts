import { describe, expect, it } from '@jest/globals';
import type { KafkaConnection, KafkaStats } from '@laurel/event-bus-kafka';
import { Registry } from 'prom-client';
import { busMetrics } from './bus-metrics.js';

const topic = 'laurel.directory.v1';
const busy: KafkaStats = {
  connected: true,
  unreadable: 3,
  groups: [
    {
      group: 'plans-directory-copy/named-copy@1+organisation-copy@1',
      joined: true,
      inFlight: 250,
      lag: [
        { topic, partition: 0, lag: 4_750 },
        { topic, partition: 11, lag: 2 },
      ],
    },
    { group: 'plans-senders', joined: false, inFlight: 0, lag: [] },
  ],
};

/** What is scraped while Kafka answers so, and how often it was asked. */
const scraped = (answer: KafkaConnection['stats']) => {
  const registry = new Registry();
  let asked = 0;
  const stats = () => {
    asked++;
    return answer();
  };
  busMetrics(registry, 'plans', { stats }, { patienceMs: 50 });
  const lines = async () => (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { lines, asked: () => asked };
};

describe('what Prometheus is told of Kafka', () => {
  const copy = 'service="plans",group="plans-directory-copy/named-copy@1+organisation-copy@1"';
  const senders = 'service="plans",group="plans-senders"';

  it('are the figures of one moment, by group, topic and partition', async () => {
    const { lines, asked } = scraped(async () => busy);
    expect(await lines()).toEqual([
      'laurel_bus_connected{service="plans"} 1',
      'laurel_bus_unreadable_records{service="plans"} 3',
      `laurel_consumer_in_flight{${copy}} 250`,
      `laurel_consumer_in_flight{${senders}} 0`,
      `laurel_consumer_joined{${copy}} 1`,
      `laurel_consumer_joined{${senders}} 0`,
      `laurel_consumer_lag{${copy},topic="${topic}",partition="0"} 4750`,
      `laurel_consumer_lag{${copy},topic="${topic}",partition="11"} 2`,
    ]);
    expect(asked()).toBe(1);
  });

  it('leave a group out that this process has left', async () => {
    let now = busy;
    const { lines } = scraped(async () => now);
    await lines();
    now = { ...busy, groups: busy.groups.slice(1) };
    expect((await lines()).filter((line) => line.includes('group='))).toEqual([
      `laurel_consumer_in_flight{${senders}} 0`,
      `laurel_consumer_joined{${senders}} 0`,
    ]);
  });

  it('are what this process knows by itself where the brokers do not answer', async () => {
    const { lines } = scraped(async () => ({ ...busy, connected: false, groups: busy.groups.map((one) => ({ ...one, lag: [] })) }));
    expect(await lines()).toEqual([
      'laurel_bus_connected{service="plans"} 0',
      'laurel_bus_unreadable_records{service="plans"} 3',
      `laurel_consumer_in_flight{${copy}} 250`,
      `laurel_consumer_in_flight{${senders}} 0`,
      `laurel_consumer_joined{${copy}} 1`,
      `laurel_consumer_joined{${senders}} 0`,
    ]);
  });

  it('are no figures, and no zeros in their place, where the brokers leave it waiting', async () => {
    const { lines } = scraped(() => new Promise<never>(() => undefined));
    expect(await lines()).toEqual(['laurel_bus_connected{service="plans"} 0']);
  });
});
