import { definePublished } from '@laurel/contracts';
import { type CommandSender, type LocalCopy, mapFrom, type Publishing } from '@laurel/event-bus';
import {
  type Aggregate,
  type Command,
  defineEvents,
  type EventsOf,
  idOf,
  type ProcessEvent,
  type ProcessManager,
} from '@laurel/event-sourcing';
import { arm, defineProcessEvents, disarm, inputsFrom, orderTo, type OwnEventsOf, timerCollection } from '@laurel/processes';
import { defineCollection, projection, upsert } from '@laurel/read-models';
import { z } from 'zod';
import type { ServiceDefinition } from '../index.js';

/** School: opens a course, which a process opens for every class; a class reminds itself of its end. */
export const courseEvents = defineEvents('course', { CourseOpened: z.object({ classes: z.int(), ends: z.string() }) });
export const classEvents = defineEvents('class', { ClassOpened: z.object({ ends: z.string() }), ClassEnded: z.object({}) });
type Open<Data> = Command<'Open', Data>;
export const course: Aggregate<Open<{ classes: number; ends: string }>, boolean, EventsOf<typeof courseEvents>> = {
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
export const classList = defineCollection({
  name: 'class-list',
  version: 1,
  read: 'class.read',
  document: z.object({ id: z.string(), tenant: z.string(), ended: z.boolean() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const timers = timerCollection('class-timers');
export const classContract = definePublished('school', 'class', {
  ClassEnded: { version: 1, summary: 'A class has ended.', schema: z.object({ classId: z.string() }), example: { classId: 'c1' } },
});
export const publishing: Publishing = {
  topic: 'laurel.school.v1',
  service: 'school',
  map: mapFrom(classEvents, {
    ClassEnded: ({ stream }) => ({ contract: classContract, type: 'ClassEnded', data: { classId: idOf(stream) } }),
  }),
};
export const school: ServiceDefinition = {
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
export const ended = { ...classList, name: 'ended-classes' };
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
export const archive: ServiceDefinition = {
  name: 'archive',
  vocabulary: [recordEvents],
  projections: [],
  copies: [copy],
  senders: () => [sender],
  processes: [],
};
