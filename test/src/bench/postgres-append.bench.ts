import { monitorEventLoopDelay } from 'node:perf_hooks';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import { withOwnPostgres } from '../faults/postgres/own-postgres.js';
import { paired, perSecond, spreadOf } from './event-store/paired.js';
import { rawPostgres } from './event-store/raw-postgres.js';
import { sample } from './event-store/sample.js';

/** How many a raw transaction holds: what ours gathers from so many clients. */
const crowds = [
  { clients: 1, rawTransaction: 1, appends: 300, rounds: 15 },
  { clients: 64, rawTransaction: 64, appends: 3200, rounds: 7 },
  { clients: 512, rawTransaction: 256, appends: 5120, rounds: 7 },
];

/** Durable appends a second (one event each, fsync on) on PostgreSQL, ours against a raw multi-row INSERT, and the event loop's delay, in ms. */
export const postgresAppend = () =>
  withOwnPostgres(async ({ url }) => {
    await migrate(url);
    const store = await openPostgresEventStore({ url });
    const raw = await rawPostgres(url);
    const revisions = new Map<number, number>();
    const one = async (client: number) => {
      const revision = revisions.get(client) ?? -1;
      const expected = revision < 0 ? 'none' : revision;
      revisions.set(client, revision + 1);
      await store.append([{ stream: `log-${client}`, expected, events: [sample()] }]);
    };
    const each = async (client: number, count: number) => {
      for (let index = 0; index < count; index++) await one(client);
    };
    const figures = [];
    for (const { clients, rawTransaction, appends, rounds } of crowds) {
      const delays: number[] = [];
      const result = await paired(
        rounds,
        () =>
          perSecond(appends, async () => {
            for (let index = 0; index < appends; index += rawTransaction) await raw.transaction(rawTransaction, sample);
          }),
        async () => {
          const delay = monitorEventLoopDelay({ resolution: 1 });
          delay.enable();
          const rate = await perSecond(appends, () =>
            Promise.all(Array.from({ length: clients }, (_, client) => each(client, appends / clients))),
          );
          delay.disable();
          delays.push(delay.percentile(99) / 1e6);
          return rate;
        },
      );
      figures.push({ clients, rawTransaction, ...result, eventLoopDelayMs: { p99: spreadOf(delays) } });
    }
    await raw.close();
    await store.close();
    return figures;
  });
