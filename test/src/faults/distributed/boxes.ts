import { definePublished } from '@laurel/contracts';
import { mapFrom } from '@laurel/event-bus';
import { type Aggregate, type Command, defineEvents, type EventsOf, idOf } from '@laurel/event-sourcing';
import { arm, timerCollection } from '@laurel/processes';
import { allDocuments, defineCollection, projection, type ReadModels, upsert } from '@laurel/read-models';
import type { ServiceDefinition } from '@laurel/runtime';
import { z } from 'zod';

/** A service that is easy to count: numbers are put into boxes, and each number rings a moment later. */
export const tenant = 'ba-dinh';
const number = z.object({ n: z.int() });
export const boxEvents = defineEvents('box', { NumberPut: number, NumberRang: number });
type BoxCommand = Command<'Put' | 'Ring', { readonly n: number }>;

export const box: Aggregate<BoxCommand, number, EventsOf<typeof boxEvents>> = {
  events: boxEvents,
  decider: {
    initial: 0,
    // Neither is idempotent by itself: a second command would be seen.
    decide: ({ type, data }) => [{ type: type === 'Put' ? 'NumberPut' : 'NumberRang', data }],
    evolve: (count) => count + 1,
  },
  owner: () => ({}),
  creates: ['Put'],
  needs: {},
};

const boxContract = definePublished('boxes', 'box', {
  NumberPut: { version: 1, summary: 'A number was put.', schema: number, example: { n: 1 }, openness: 'public' },
  NumberRang: { version: 1, summary: 'A number rang.', schema: number, example: { n: 1 }, openness: 'public' },
});
export const topicName = 'laurel.boxes.v1';

/** Both keep the numbers in the order of their effects, so that a lost, a doubled and a reordered effect show. */
const numbersOf = (name: string, version = 1) =>
  defineCollection({
    name,
    version,
    read: 'box.read',
    document: z.object({ id: z.string(), tenant: z.string(), put: z.array(z.int()), rang: z.array(z.int()) }),
    key: 'id',
    owner: {},
    indexes: { all: { equal: [], order: ['id'] } },
    tallies: { put: ({ put }) => put.map(() => ({ day: '2021-01-22', group: ['all'], by: 1 as const })) },
  });
/** Of the service's program: the second one has raised the version of its read model. */
export type Release = 1 | 2;
export const boxListOf = (release: Release) => numbersOf('box-list', release);
export const heardBoxes = numbersOf('heard-boxes');

/** Where a leader can be told to freeze: what it does there is not done yet. */
export const places = ['projector', 'relay', 'ticker'] as const;
export type Place = (typeof places)[number];

const numbers = (into: typeof heardBoxes, catalogue: typeof boxEvents | typeof boxContract, at: (place: Place) => void) =>
  projection(into).from(catalogue, {
    NumberPut: ({ stream, data: { n }, metadata }) => {
      at('projector');
      const id = idOf(stream);
      return upsert(id, (row) => ({ id, tenant: metadata.tenant, put: [...(row?.put ?? []), n], rang: row?.rang ?? [] }));
    },
    NumberRang: ({ stream, data: { n }, metadata }) => {
      const id = idOf(stream);
      return upsert(id, (row) => ({ id, tenant: metadata.tenant, put: row?.put ?? [], rang: [...(row?.rang ?? []), n] }));
    },
  });

/** What somebody who listens makes of it. */
export const heardCopy = {
  name: 'heard',
  topics: [topicName],
  contracts: [boxContract],
  projections: [numbers(heardBoxes, boxContract, () => undefined)],
};

const timers = timerCollection('box-timers');
/** At the next half second: what rings at the same instant rings at once. */
const ringsAt = (at: string): string => new Date(Math.ceil((Date.parse(at) + 1) / 500) * 500).toISOString();

export const boxesService = (at: (place: Place) => void, release: Release): ServiceDefinition => ({
  name: 'boxes',
  vocabulary: [boxEvents],
  projections: [
    numbers(boxListOf(release), boxEvents, at),
    projection(timers).from(boxEvents, {
      NumberPut: (event) =>
        arm(event, {
          id: `${event.stream}/${event.data.n}`,
          due: ringsAt(event.metadata.at),
          category: 'box',
          target: idOf(event.stream),
          type: 'Ring',
          data: event.data,
        }),
    }),
  ],
  copies: [],
  processes: [],
  timers: {
    rows: timers,
    targets: () => ({
      box: {
        aggregate: box,
        prepare: async ({ data }) => {
          at('ticker');
          return data;
        },
      },
    }),
  },
  publishing: {
    topic: topicName,
    service: 'boxes',
    map: mapFrom(boxEvents, {
      NumberPut: ({ data }) => {
        at('relay');
        return { contract: boxContract, type: 'NumberPut', data };
      },
      NumberRang: ({ data }) => ({ contract: boxContract, type: 'NumberRang', data }),
    }),
  },
});

export interface BoxRow {
  readonly id: string;
  readonly put: readonly number[];
  readonly rang: readonly number[];
}

const reader = { reach: () => ({ tenant }) };

/** All boxes, and how many numbers the tally counts. */
export const boxesIn = async (
  readModels: ReadModels,
  into: typeof heardBoxes,
): Promise<{ readonly rows: readonly BoxRow[]; readonly tallied: number }> => {
  const list = readModels.collection(into);
  const documents = await allDocuments((page) => list.find(reader, { index: 'all', where: {}, page }));
  const tallied = [...(await list.tally(reader, 'put', [], '2021-01-22')).values()][0] ?? 0;
  return { rows: documents.map(({ id, put, rang }) => ({ id, put, rang })), tallied };
};
