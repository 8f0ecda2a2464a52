import { nodeMetrics } from '@laurel/runtime';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BalancedTransport } from './balanced-transport.js';

/** OK: data without errors. ERRORS: data or not, with errors in it. UNAVAILABLE: no answer. */
export type Outcome = 'OK' | 'ERRORS' | 'UNAVAILABLE';

export interface GatewayMetrics {
  readonly registry: Registry;
  request(status: number, seconds: number): void;
  fetch(service: string, outcome: Outcome, seconds: number): void;
  repeated(service: string): void;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus is told of a gateway; with Node's own figures. */
export const gatewayMetrics = (services: ReadonlyMap<string, Pick<BalancedTransport, 'replicas'>>): GatewayMetrics => {
  const registry = new Registry();
  const registers = [registry];
  nodeMetrics(registry);
  const requests = new Histogram({
    name: 'laurel_gateway_request_duration_seconds',
    help: 'Requests of clients, by the status that they got.',
    labelNames: ['status'],
    buckets,
    registers,
  });
  const fetches = new Histogram({
    name: 'laurel_gateway_fetch_duration_seconds',
    help: 'Questions to services with all their tries, by outcome: OK, ERRORS (an answer with errors in it), UNAVAILABLE (none).',
    labelNames: ['service', 'outcome'],
    buckets,
    registers,
  });
  const repeats = new Counter({
    name: 'laurel_gateway_repeats_total',
    help: 'Requests that were sent once more, because a replica was not there or its answer was lost.',
    labelNames: ['service'],
    registers,
  });
  new Gauge({
    name: 'laurel_gateway_replicas',
    help: 'Replicas of each service that are asked, and those that are left out for a moment.',
    labelNames: ['service', 'state'],
    registers,
    collect() {
      for (const [service, transport] of services) {
        const out = transport.replicas().filter((replica) => replica.out).length;
        this.set({ service, state: 'out' }, out);
        this.set({ service, state: 'asked' }, transport.replicas().length - out);
      }
    },
  });
  return {
    registry,
    request: (status, seconds) => requests.observe({ status }, seconds),
    fetch: (service, outcome, seconds) => fetches.observe({ service, outcome }, seconds),
    repeated: (service) => repeats.inc({ service }),
  };
};
