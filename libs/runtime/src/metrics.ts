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
    name: 'laurel_service_leads',
    help: '1 in the process that runs projections, processes, timers and the relay; over all processes of a service the sum is to be 1.',
    labelNames: ['service'],
    registers: [registry],
    async collect() {
      for (const { definition, health } of services()) this.set({ service: definition.name }, (await health()).leads ? 1 : 0);
    },
  });
  new Gauge({
    name: 'laurel_projection_lag_seconds',
    help: 'Age of the last event that a read model has taken while it is not at the head of its log; 0 at the head.',
    labelNames: ['service', 'projection', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const service of services())
        for (const { name, state, lagMs } of await service.projections())
          this.set({ service: service.definition.name, projection: name, state }, lagMs / 1000);
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
