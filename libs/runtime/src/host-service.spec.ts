import { afterEach, describe, expect, it } from '@jest/globals';
import { definePublished } from '@laurel/contracts';
import { type CommandSender, inProcessBus, type LocalCopy, mapFrom, type Publishing, type Topic } from '@laurel/event-bus';
import {
  type Aggregate,
  type Command,
  defineEvents,
  type EventsOf,
  handleCommand,
  idOf,
  type ProcessEvent,
  type ProcessManager,
  streamOf,
} from '@laurel/event-sourcing';
import { arm, defineProcessEvents, disarm, inputsFrom, orderTo, type OwnEventsOf, timerCollection } from '@laurel/processes';
import { defineCollection, projection, upsert } from '@laurel/read-models';
import { memoryBlobs, memoryEventStore, memoryReadModels, metadataOf, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import {
  fixedClock,
  type HostedService,
  hostService,
  newLogger,
  type ServiceDefinition,
  serviceMetrics,
  settledTogether,
} from './index.js';

/** School: opens a course, which a process opens for every class; a class reminds itself of its end. */
const courseEvents = defineEvents('course', { CourseOpened: z.object({ classes: z.int(), ends: z.string() }) });
const classEvents = defineEvents('class', { ClassOpened: z.object({ ends: z.string() }), ClassEnded: z.object({}) });
type Open<Data> = Command<'Open', Data>;
const course: Aggregate<Open<{ classes: number; ends: string }>, boolean, EventsOf<typeof courseEvents>> = {
  events: courseEvents,
  decider: { initial: false, decide: ({ data }, opened) => (opened ? [] : [{ type: 'CourseOpened', data }]), evolve: () => true },
  owner: () => ({}),
  creates: ['Open'],
  needs: {},
};
const schoolClass: Aggregate<Open<{ ends: string }> | Command<'End', Record<never, never>>, string, EventsOf<typeof classEvents>> = {
  events: classEvents,
  decider: {
    initial: 'NONE',
    decide: (command, state) => {
      if (command.type === 'Open') return state === 'NONE' ? [{ type: 'ClassOpened', data: command.data }] : [];
      return state === 'OPEN' ? [{ type: 'ClassEnded', data: {} }] : [];
    },
    evolve: (_, { type }) => (type === 'ClassOpened' ? 'OPEN' : 'ENDED'),
  },
  owner: () => ({}),
  creates: ['Open'],
  needs: {},
};
const openingEvents = defineProcessEvents('opening', { OpeningBegun: z.object({ classes: z.int(), ends: z.string(), at: z.string() }) });
type Opening = { readonly begun?: OwnEventsOf<typeof openingEvents>['data']; readonly next: number };
const opening: ProcessManager<Opening, OwnEventsOf<typeof openingEvents>> = {
  events: openingEvents,
  initial: { next: 0 },
  evolve: (state, event: OwnEventsOf<typeof openingEvents> | ProcessEvent) => {
    if (event.type === 'OpeningBegun') return { begun: event.data, next: 0 };
    return event.type === 'BatchSettled' ? { ...state, next: event.data.number + 1 } : state;
  },
  inputs: inputsFrom(courseEvents, {
    CourseOpened: ({ stream, data, metadata: { at } }) => ({
      process: idOf(stream),
      events: (): readonly OwnEventsOf<typeof openingEvents>[] => [{ type: 'OpeningBegun', data: { ...data, at } }],
    }),
  }),
  outstanding: ({ begun, next }) =>
    begun && next < begun.classes
      ? { number: next, orders: [orderTo(schoolClass, `c${next}`, 'Open', { ends: begun.ends }, begun.at)] }
      : undefined,
};
const classList = defineCollection({
  name: 'class-list',
  version: 1,
  read: 'class.read',
  document: z.object({ id: z.string(), tenant: z.string(), ended: z.boolean() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const timers = timerCollection('class-timers');
const classContract = definePublished('school', 'class', {
  ClassEnded: { version: 1, summary: 'A class has ended.', schema: z.object({ classId: z.string() }), example: { classId: 'c1' } },
});
const publishing: Publishing = {
  topic: 'laurel.school.v1',
  service: 'school',
  map: mapFrom(classEvents, {
    ClassEnded: ({ stream }) => ({ contract: classContract, type: 'ClassEnded', data: { classId: idOf(stream) } }),
  }),
};
const school: ServiceDefinition = {
  name: 'school',
  vocabulary: [courseEvents, classEvents, openingEvents],
  projections: [
    projection(classList).from(classEvents, {
      ClassOpened: ({ stream, metadata: { tenant } }) => upsert(idOf(stream), () => ({ id: idOf(stream), tenant, ended: false })),
      ClassEnded: ({ stream, metadata: { tenant } }) => upsert(idOf(stream), () => ({ id: idOf(stream), tenant, ended: true })),
    }),
    projection(timers).from(classEvents, {
      ClassOpened: (event) =>
        arm(event, { id: idOf(event.stream), due: event.data.ends, category: 'class', target: idOf(event.stream), type: 'End' }),
      ClassEnded: ({ stream }) => disarm(idOf(stream)),
    }),
  ],
  copies: [],
  processes: [opening],
  timers: { rows: timers, targets: () => ({ class: { aggregate: schoolClass } }) },
  publishing,
};

/** Archive: knows what has ended, and files a record of it. */
const recordEvents = defineEvents('record', { RecordFiled: z.object({}) });
const record: Aggregate<Command<'File', Record<never, never>>, boolean, EventsOf<typeof recordEvents>> = {
  events: recordEvents,
  decider: { initial: false, decide: (_, filed) => (filed ? [] : [{ type: 'RecordFiled', data: {} }]), evolve: () => true },
  owner: () => ({}),
  creates: ['File'],
  needs: {},
};
const ended = { ...classList, name: 'ended-classes' };
const copy: LocalCopy = {
  name: 'archive-classes',
  topics: ['laurel.school.v1'],
  projections: [
    projection(ended).from(classContract, {
      ClassEnded: ({ data, metadata: { tenant } }) => upsert(data.classId, () => ({ id: data.classId, tenant, ended: true })),
    }),
  ],
};
const sender: CommandSender = {
  name: 'archive-records',
  topics: ['laurel.school.v1'],
  on: mapFrom(classContract, { ClassEnded: ({ data, metadata: { at } }) => orderTo(record, data.classId, 'File', {}, at) }),
};
const archive: ServiceDefinition = {
  name: 'archive',
  vocabulary: [recordEvents],
  projections: [],
  copies: [copy],
  senders: () => [sender],
  processes: [],
};

const hosted: HostedService[] = [];
afterEach(async () => {
  await Promise.all(hosted.splice(0).map((service) => service.stop()));
});

const town = async () => {
  const clock = fixedClock('2021-01-22T01:00:00.000Z');
  const logger = newLogger({ name: 'spec', level: 'silent' });
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
      logger: newLogger({ name: 'spec', level: 'silent' }),
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
