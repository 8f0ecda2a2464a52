import type { ProjectionHealth } from '@laurel/read-models';
import { Registry } from 'prom-client';
import { inTime } from './in-time.js';
import { nodeMetrics } from './node-metrics.js';
import { type DeclareGauge, scrapedGauges } from './scraped-gauges.js';
import type { HostedService, ServiceHealth } from './service.js';

/** What one service answered; what it did not answer in time, or could not, is undefined. */
interface Look {
  readonly service: string;
  readonly health: ServiceHealth | undefined;
  readonly projections: readonly ProjectionHealth[] | undefined;
  readonly parked: readonly (readonly [consumer: string, messages: number])[] | undefined;
}

/**
 * What Prometheus is told of the services of this process, looked at when it asks; with Node's own figures. A question that an engine does
 * not answer within `patienceMs` (5,000 when absent; who scrapes waits some ten seconds) leaves its gauges empty and the others as they are.
 */
export const serviceMetrics = (
  services: () => readonly HostedService[],
  { patienceMs = 5_000 }: { readonly patienceMs?: number } = {},
): Registry => {
  const registry = new Registry();
  nodeMetrics(registry);
  const declare = scrapedGauges(registry, () => Promise.all(services().map((service) => lookAt(service, patienceMs))));
  const gauge: DeclareGauge<Look> = (name, help, labelNames, tell) =>
    declare(name, help, labelNames, (one, looks) => looks.forEach((look) => tell(one, look)));
  gauge('laurel_service_ready', '1 when every projection of the service is up to date.', [], (one, { service, health }) => {
    if (health) one.set({ service }, health.ready ? 1 : 0);
  });
  gauge('laurel_service_problems', 'Parts that stand still, keys that are parked.', [], (one, { service, health }) => {
    if (health) one.set({ service }, health.problems.length);
  });
  gauge(
    'laurel_service_leads',
    '1 in the process that runs projections, processes, timers and the relay; over all processes of a service the sum is to be 1.',
    [],
    (one, { service, health }) => {
      if (health) one.set({ service }, health.leads ? 1 : 0);
    },
  );
  gauge(
    'laurel_projection_lag_seconds',
    'Age of the last event that a read model has taken while it is not at the head of its log; 0 at the head.',
    ['projection', 'state'],
    (one, { service, projections = [] }) => {
      for (const { name, state, lagMs } of projections) one.set({ service, projection: name, state }, lagMs / 1000);
    },
  );
  gauge('laurel_parked_messages', 'Messages that wait for an operator, by consumer.', ['consumer'], (one, { service, parked = [] }) => {
    for (const [consumer, messages] of parked) one.set({ service, consumer }, messages);
  });
  gauge(
    'laurel_look_failed',
    '1 when the engines did not answer this question of the scrape: what it tells is absent.',
    ['question'],
    (one, { service, ...answers }) => {
      for (const [question, answer] of Object.entries(answers)) one.set({ service, question }, answer === undefined ? 1 : 0);
    },
  );
  return registry;
};

const lookAt = async (hosted: HostedService, patienceMs: number): Promise<Look> => {
  const { definition, engines, parking } = hosted;
  const answer = <T>(asked: Promise<T>): Promise<T | undefined> => inTime(asked, patienceMs).catch(() => undefined); // told by its gauge
  const counted = [...parking.keys()].map(async (consumer) => [consumer, await engines.readModels.parkedCount(consumer)] as const);
  const [health, projections, parked] = await Promise.all([
    answer(hosted.health()),
    answer(hosted.projections()),
    answer(Promise.all(counted)),
  ]);
  return { service: definition.name, health, projections, parked };
};
