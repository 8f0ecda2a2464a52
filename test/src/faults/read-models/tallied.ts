import { join } from 'node:path';
import { defineEvents, type EventStore, idOf } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { defineCollection, projection, type Projector, type ReadModels, runProjector, upsert } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { metadataOf, plainCodec } from '@laurel/testing/plain';
import { z } from 'zod';

const events = defineEvents('counter', { Counted: z.object({ by: z.int() }) });

const counters = defineCollection({
  name: 'counters',
  version: 1,
  read: 'counter.read',
  document: z.object({ id: z.string(), tenant: z.string(), sum: z.int(), times: z.int() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
  tallies: { times: ({ times }) => Array.from({ length: times % 3 }, () => ({ day: '2021-01-22', group: ['times'], by: 1 as const })) },
});

/** Its effect is not safe to do twice: a lost or a doubled one shows. */
export const counting = projection(counters).from(events, {
  Counted: ({ stream, data, metadata: { tenant } }) =>
    upsert(idOf(stream), (one: z.infer<typeof counters.document> | undefined) => ({
      id: idOf(stream),
      tenant,
      sum: (one?.sum ?? 0) + data.by,
      times: (one?.times ?? 0) + 1,
    })),
});

export interface Engines {
  readonly store: EventStore;
  readonly readModels: ReadModels;
}

export const openEngines = async (folder: string): Promise<Engines> => ({
  store: await openSqliteEventStore({ path: join(folder, 'events.db'), synchronous: 'NORMAL' }),
  readModels: await openSqliteReadModels({ path: join(folder, 'read.db'), lockTimeoutMs: 1000 }),
});

export const closeEngines = async ({ store, readModels }: Engines): Promise<void> => {
  await store.close();
  await readModels.close();
};

let ids = 0;
const nextId = (): string => `01900000-0000-7000-8000-${String(ids++).padStart(12, '0')}`;

/** Ten events to a stream at a time, of seven streams. Gives the position of the last one. */
export const count = async (store: EventStore, times: number): Promise<string> => {
  let position = '';
  for (let done = 0; done < times; done += 10) {
    const counted = Array.from({ length: 10 }, (_, by) => ({ type: 'Counted', data: { by }, version: 1, metadata: metadataOf(nextId()) }));
    const [appended] = await store.append([{ stream: `counter-${(done / 10) % 7}`, expected: 'any', events: counted }]);
    position = appended!.position;
  }
  return position;
};

export const runCounting = ({ store, readModels }: Engines, signal: AbortSignal, batch: number): Promise<Projector> =>
  runProjector({ store, codec: plainCodec, vocabulary: [events], readModels, projections: [counting], signal, batch });

/** The documents with what the tallies give, and what the log says of both. */
export const comparison = async ({ store, readModels }: Engines) => {
  const sums = new Map<string, z.infer<typeof counters.document>>();
  for await (const { stream, data } of store.readAll()) {
    const id = idOf(stream);
    const { sum, times } = sums.get(id) ?? { sum: 0, times: 0 };
    sums.set(id, { id, tenant: 'ba-dinh', sum: sum + (data as { by: number }).by, times: times + 1 }); // the only type of event here
  }
  const reader = { reach: () => ({ tenant: 'ba-dinh' }) };
  const list = readModels.collection(counters);
  const { items } = await list.find(reader, { index: 'all', where: {}, page: { first: 1000 } });
  const tallied = [...(await list.tally(reader, 'times', [], '2021-01-22')).values()][0] ?? 0;
  return {
    found: { documents: items.map(({ document }) => document), tallied },
    folded: {
      documents: [...sums.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      tallied: [...sums.values()].reduce((sum, { times }) => sum + (times % 3), 0),
    },
  };
};
