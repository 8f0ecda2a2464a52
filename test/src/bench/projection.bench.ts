import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEvents, type EventStore, idOf } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { type AnyProjection, defineCollection, projection, runProjector, upsert } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { newEventId } from '@laurel/runtime';
import { metadataOf, plainCodec } from '@laurel/testing/plain';
import { z } from 'zod';
import { timed } from './read-models/spread.js';

const events = defineEvents('counter', { Counted: z.object({ by: z.int() }) });

const document = z.object({ id: z.string(), tenant: z.string(), unitIds: z.array(z.string()).readonly(), sum: z.int() });
const counting = (n: number): AnyProjection =>
  projection(
    defineCollection({
      name: `counters-${n}`,
      version: 1,
      read: 'bench.read',
      document,
      key: 'id',
      owner: { units: 'unitIds' },
      indexes: { bySum: { equal: [], order: ['sum'] } },
    }),
  ).from(events, {
    Counted: ({ stream, data, metadata: { tenant } }) =>
      upsert(idOf(stream), (one: z.infer<typeof document> | undefined) => ({
        id: idOf(stream),
        tenant,
        unitIds: ['u1'],
        sum: (one?.sum ?? 0) + data.by,
      })),
  });

/** Events a second that one and fifteen projections take when they are built, and milliseconds from a durable append until all have it. */
export const projecting = async ({ log = 10_000, live = 300 } = {}) => ({
  one: await measured(1, log, live),
  fifteen: await measured(15, log, live),
});

const measured = async (projections: number, log: number, live: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-projection-'));
  const store = await openSqliteEventStore({ path: join(folder, 'events.db') });
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  const stop = new AbortController();
  try {
    for (let at = 0; at < log; at += 100) await append(store, at, 100);
    const begun = performance.now();
    const projector = await runProjector({
      store,
      codec: plainCodec,
      vocabulary: [events],
      readModels,
      projections: Array.from({ length: projections }, (_, n) => counting(n)),
      signal: stop.signal,
    });
    await projector.caughtUp((await store.head())!, 120_000);
    const eventsPerSecond = Math.round(log / ((performance.now() - begun) / 1000));
    const seen = async (round: number) => projector.caughtUp(await append(store, round, 1), 5000);
    const visible = await timed(live, seen);
    const appended = await timed(live, (round) => append(store, round, 1));
    stop.abort();
    await projector.done;
    return { eventsPerSecond, appendedAndVisibleMs: visible, appendedMs: appended };
  } finally {
    stop.abort();
    await store.close();
    await readModels.close();
    rmSync(folder, { recursive: true });
  }
};

const append = async (store: EventStore, at: number, count: number): Promise<string> => {
  const told = Array.from({ length: count }, () => ({
    type: 'Counted',
    version: 1,
    data: { by: 1 },
    metadata: metadataOf(newEventId()),
  }));
  const [appended] = await store.append([{ stream: `counter-${at % 997}`, expected: 'any', events: told }]);
  return appended!.position;
};
