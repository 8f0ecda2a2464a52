import { afterEach, describe, expect, it } from '@jest/globals';
import { inProcessBus } from '@laurel/event-bus';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { ReadModels } from '@laurel/read-models';
import { memoryBlobs, memoryEventStore, memoryReadModels, plainCodec } from '@laurel/testing';
import { pino } from 'pino';
import { fixedClock, type HostedService, hostService, serviceMetrics } from './index.js';
import { archive, classContract, publishing, school } from './spec/school.js';

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

/** The archive on read models whose questions of a scrape are answered by `now`, once it is set. */
const town = async () => {
  const readModels = memoryReadModels();
  const asked: string[] = [];
  let now: (() => Promise<never>) | undefined;
  const engine: ReadModels = {
    ...readModels,
    position: (name) => {
      asked.push(name);
      return now && name === 'health' ? now() : readModels.position(name);
    },
    parkedCount: (consumer) => (now ? now() : readModels.parkedCount(consumer)),
    parked: (consumer, key) => {
      asked.push('payloads');
      return readModels.parked(consumer, key);
    },
  };
  const service = await hostService(
    archive,
    {
      store: memoryEventStore(),
      readModels: engine,
      bus: inProcessBus({ topics: [{ publishing, store: memoryEventStore(), vocabulary: school.vocabulary }], readModels }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock: fixedClock('2021-01-22T01:00:00.000Z'),
      logger: pino({ level: 'silent' }),
    },
    { contracts: [classContract] },
  );
  hosted.push(service);
  asked.splice(0);
  const registry = serviceMetrics(() => [service], { patienceMs: 50 });
  const scrape = async () => (await registry.metrics()).split('\n').filter((line) => /^laurel_(service|parked|look)/.test(line));
  return { readModels, asked, scrape, from: (answer: () => Promise<never>) => (now = answer) };
};

const message = (sequence: string) => ({ key: 'k', sequence, payload: '{}', parkedAt: '2021-01-22T01:00:00.000Z' });
const answered = ['health', 'projections', 'parked'].map((question) => `laurel_look_failed{service="archive",question="${question}"} 0`);

describe('what Prometheus is told', () => {
  it('is asked of the engines once a scrape, and no payload is loaded', async () => {
    const { readModels, asked, scrape } = await town();
    await readModels.transaction(async (tx) => {
      await tx.park('archive-records', message('1'));
      await tx.park('archive-records', message('2'));
    });
    expect(await scrape()).toEqual([
      'laurel_service_ready{service="archive"} 1',
      'laurel_service_problems{service="archive"} 0',
      'laurel_service_leads{service="archive"} 1',
      'laurel_parked_messages{service="archive",consumer="archive-classes/ended-classes@1"} 0',
      'laurel_parked_messages{service="archive",consumer="archive-records"} 2',
      ...answered,
    ]);
    expect(asked).toEqual(['health']);
    await scrape();
    expect(asked).toEqual(['health', 'health']);
  });

  it.each([
    ['refuses', () => Promise.reject(new EngineUnavailable('MongoDB does not answer')), ['laurel_service_ready{service="archive"} 0']],
    ['hangs', () => new Promise<never>(() => undefined), []],
  ])('is what the others say where an engine %s', async (_, answer, ready) => {
    const { scrape, from } = await town();
    from(answer);
    const lines = await scrape();
    expect(lines.filter((line) => /^laurel_(service_ready|parked)/.test(line))).toEqual(ready);
    expect(lines.filter((line) => line.startsWith('laurel_look_failed'))).toEqual([
      `laurel_look_failed{service="archive",question="health"} ${ready.length > 0 ? 0 : 1}`,
      'laurel_look_failed{service="archive",question="projections"} 0',
      'laurel_look_failed{service="archive",question="parked"} 1',
    ]);
  });
});
