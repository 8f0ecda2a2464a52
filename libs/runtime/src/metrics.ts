import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { HostedService } from './service.js';

/** What Prometheus is told of the services of this process, looked at when it asks; with Node's own figures. */
export const serviceMetrics = (services: () => readonly HostedService[]): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'laurel_service_ready',
    help: '1 when every projection of the service is up to date.',
    labelNames: ['service'],
    registers: [registry],
    async collect() {
      for (const { definition, health } of services()) this.set({ service: definition.name }, (await health()).ready ? 1 : 0);
    },
  });
  new Gauge({
    name: 'laurel_service_problems',
    help: 'Parts that stand still, keys that are parked.',
    labelNames: ['service'],
    registers: [registry],
    async collect() {
      for (const { definition, health } of services()) this.set({ service: definition.name }, (await health()).problems.length);
    },
  });
  new Gauge({
    name: 'laurel_parked_messages',
    help: 'Messages that wait for an operator, by consumer.',
    labelNames: ['service', 'consumer'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { definition, parking } of services()) {
        for (const [consumer, { look }] of parking) this.set({ service: definition.name, consumer }, (await look()).length);
      }
    },
  });
  return registry;
};
