import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Between two looks at the event loop, ms. What holds it up for longer is seen for certain, what is shorter by chance. */
const spacingMs = 100;
const never = 2 ** 31 - 1; // ms, of a timer of Node

/**
 * Puts Node's own figures into the registry, as prom-client names them. Its look at the event loop a hundred times a second takes more of
 * a processor than all else that an idle process does: here it is ten times, and told is by how much a look came late.
 */
export const nodeMetrics = (register: Registry): void => {
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: never });
  const delay = monitorEventLoopDelay({ resolution: spacingMs });
  delay.enable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - spacingMs / 1000);
  const figures: readonly (readonly [name: string, help: string, tell: () => number])[] = [
    ['min', 'least delay', () => late(delay.min)],
    ['max', 'greatest delay', () => late(delay.max)],
    ['mean', 'mean delay', () => late(delay.mean)],
    ['stddev', 'standard deviation of the delay', () => delay.stddev / 1e9],
    ['p50', 'median delay', () => late(delay.percentile(50))],
    ['p90', '90th percentile of the delay', () => late(delay.percentile(90))],
    ['p99', '99th percentile of the delay', () => late(delay.percentile(99))],
  ];
  for (const [figure, help, tell] of figures) {
    const name = `nodejs_eventloop_lag_${figure}_seconds`;
    register.removeSingleMetric(name);
    new Gauge({
      name,
      help: `The ${help} of the event loop since the last scrape.`,
      registers: [register],
      collect() {
        this.reset();
        // Between two scrapes that follow each other at once nobody has looked.
        if (delay.count > 0) this.set(tell());
        // Gauges are asked in their order: this is the last of them.
        if (figure === figures.at(-1)![0]) delay.reset();
      },
    });
  }
};
