import { afterEach, describe, expect, it } from '@jest/globals';
import { inProcessBus, type Topic } from '@laurel/event-bus';
import { handleCommand, streamOf } from '@laurel/event-sourcing';
import { projection } from '@laurel/read-models';
import { memoryBlobs, memoryEventStore, memoryReadModels, metadataOf, plainCodec } from '@laurel/testing';
import { pino } from 'pino';
import { fixedClock, type HostedService, hostService, type ServiceDefinition, serviceMetrics, settledTogether } from './index.js';
import { archive, classContract, classList, course, courseEvents, ended, publishing, school } from './spec/school.js';

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

const town = async () => {
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const logger = pino({ level: 'silent' });
  const [schoolStore, archiveStore] = [memoryEventStore(), memoryEventStore()];
  const topics: readonly Topic[] = [{ publishing, store: schoolStore, vocabulary: school.vocabulary }];
  const host = async (definition: ServiceDefinition, store: typeof schoolStore, readModels = memoryReadModels()) => {
    const engines = {
      store,
      readModels,
      bus: inProcessBus({ topics, readModels, interleave: 1 }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger,
    };
    const service = await hostService(definition, engines, { contracts: [classContract] });
    hosted.push(service);
    return service;
  };
  const services = [await host(school, schoolStore), await host(archive, archiveStore)] as const;
  const open = (classes: number) =>
    handleCommand(services[0].platform, course, 'history', {
      type: 'Open',
      data: { classes, ends: '2021-06-01T01:00:00.000Z' },
      id: 'cmd_1',
      hash: 'cmd_1',
      at: clock.now(),
      scope: { tenant: 'ba-dinh' },
      by: { person: 'per_1' },
      correlationId: 'req_1',
    });
  const documents = async (service: HostedService, collection: typeof classList) => {
    const { items } = await service.engines.readModels
      .collection(collection)
      .find({ reach: () => ({ tenant: 'ba-dinh' }) }, { index: 'all', where: {}, page: { first: 100 } });
    return items.map(({ document }) => [document.id, document.ended]);
  };
  const all = (state: boolean) => ['c0', 'c1', 'c2'].map((id) => [id, state]);
  return { clock, services, open, documents, all, schoolStore, archiveStore };
};

describe('a hosted service', () => {
  it('has done all there is to do when it says so', async () => {
    const { services, open, documents, all } = await town();
    await open(3);
    await services[0].settled();
    expect(await documents(services[0], classList)).toEqual(all(false));
  });

  it('fires what a move of the clock makes due, and other services know', async () => {
    const { services, open, documents, all, clock, archiveStore } = await town();
    await open(3);
    await clock.moveTo('2021-12-31T01:00:00.000Z');
    await settledTogether(services);
    expect(await documents(services[0], classList)).toEqual(all(true));
    expect(await documents(services[1], ended)).toEqual(all(true));
    const filed = archiveStore.log.map(({ stream, metadata: { at, actor } }) => ({ stream, at, actor }));
    expect(filed.sort((a, b) => a.stream.localeCompare(b.stream))).toEqual(
      ['c0', 'c1', 'c2'].map((id) => ({
        stream: streamOf('record', id),
        at: '2021-06-01T01:00:00.000Z',
        actor: { process: 'archive-records' },
      })),
    );
  });

  it('answers for its own reads', async () => {
    const { services, open } = await town();
    const { position } = await open(1);
    expect(await services[0].waitFor(position!, 5_000)).toBe(true);
    expect(await services[0].health()).toEqual({ ready: true, leads: true, problems: [] });
  });

  it('tells Prometheus how it is', async () => {
    const { services } = await town();
    await settledTogether(services);
    const text = await serviceMetrics(() => services).metrics();
    expect(text).toContain('laurel_service_ready{service="school"} 1');
    expect(text).toContain('laurel_service_problems{service="archive"} 0');
    expect(text).toContain('laurel_service_leads{service="school"} 1');
    expect(text).toContain('laurel_projection_lag_seconds{service="school",projection="class-list@1",state="LIVE"} 0');
    expect(text).toContain('laurel_parked_messages{service="archive",consumer="archive-records"} 0');
  });

  it('does not pretend to be settled when a part stands still', async () => {
    const clock = fixedClock('2021-01-22T01:00:00.000Z');
    const store = memoryEventStore();
    const readModels = memoryReadModels();
    const broken: ServiceDefinition = {
      ...school,
      projections: [
        projection(classList).from(courseEvents, {
          CourseOpened: () => {
            throw new Error('no row for it');
          },
        }),
      ],
      processes: [],
    };
    const { timers: _, ...untimed } = broken;
    const engines = {
      store,
      readModels,
      bus: inProcessBus({ topics: [], readModels }),
      codec: plainCodec,
      blobs: memoryBlobs(),
      clock,
      logger: pino({ level: 'silent' }),
    };
    const service = await hostService(untimed, engines);
    hosted.push(service);
    await store.append([
      {
        stream: 'course-x',
        expected: 'none',
        events: [
          {
            type: 'CourseOpened',
            version: 1,
            data: { classes: 1, ends: '2021-06-01T01:00:00.000Z' },
            metadata: metadataOf('00000000-0000-7000-8000-000000000001', { at: clock.now() }),
          },
        ],
      },
    ]);
    await expect(service.settled()).rejects.toThrow('class-list@1 stands still');
    const { ready, problems } = await service.health();
    expect([ready, problems.map(({ part }) => part)]).toEqual([false, ['class-list@1']]);
  });
});
