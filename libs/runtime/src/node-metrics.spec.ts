import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { nodeMetrics } from './node-metrics.js';

const registry = new Registry();
nodeMetrics(registry);
const lag = async (): Promise<Readonly<Record<string, number>>> => {
  const lines = (await registry.metrics()).matchAll(/^nodejs_eventloop_lag_(\w+)_seconds (\S+)$/gm);
  return Object.fromEntries([...lines].map(([, figure, value]) => [figure, Number(value)]));
};

it('tells since the last scrape by how much the event loop was late, and nothing of the time between two looks', async () => {
  await sleep(350);
  const calm = await lag();
  expect(Object.keys(calm)).toEqual(['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99']);
  expect(calm['min']).toBeLessThan(0.09);

  await sleep(250);
  for (const until = performance.now() + 400; performance.now() < until;);
  await sleep(250);
  const held = await lag();
  expect(held['max']).toBeGreaterThan(0.25);
  expect(held['max']).toBeLessThan(10);
  expect((await lag())['max'] ?? 0).toBeLessThan(held['max']!);
});

it('tells what prom-client tells of Node, each once', async () => {
  const text = await registry.metrics();
  const named = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
  expect(new Set(named).size).toBe(named.length);
  expect(named).toEqual(
    expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_heap_size_used_bytes', 'nodejs_eventloop_lag_seconds']),
  );
});
