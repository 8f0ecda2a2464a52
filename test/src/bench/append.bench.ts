import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as macrotask } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { paired, perSecond, spreadOf } from './event-store/paired.js';
import { rawEngine } from './event-store/raw-engine.js';
import { sample, sampleData } from './event-store/sample.js';

/** How many a raw transaction holds, how many appends a round has: a lone client against single commits, crowds against commits of 100. */
const crowds = [
  { clients: 1, rawTransaction: 1, appends: 300, rounds: 15 },
  { clients: 64, rawTransaction: 100, appends: 3200, rounds: 7 },
  { clients: 512, rawTransaction: 100, appends: 5120, rounds: 7 },
];

/** Durable appends a second (one event each, fsync on), ours against the raw engine, and the event loop's delay meanwhile, in ms. */
export const append = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-append-'));
  const store = await openSqliteEventStore({ path: join(folder, 'ours.db') });
  const raw = rawEngine(join(folder, 'raw.db'));
  const revisions = new Map<number, number>();
  const one = async (client: number) => {
    const revision = revisions.get(client) ?? -1;
    const expected = revision < 0 ? 'none' : revision;
    revisions.set(client, revision + 1);
    await store.append([{ stream: `log-${client}`, expected, events: [sample()] }]);
  };
  try {
    const figures = [];
    for (const { clients, rawTransaction, appends, rounds } of crowds) {
      const delays: { readonly p99: number; readonly max: number }[] = [];
      const each = async (client: number) => {
        for (let index = 0; index < appends / clients; index++) await one(client);
      };
      const result = await paired(
        rounds,
        () =>
          perSecond(appends, () => {
            for (let index = 0; index < appends; index += rawTransaction) raw.transaction(rawTransaction, sample);
          }),
        async () => {
          await macrotask(); // the raw engine has just held the loop; that is not ours
          const delay = monitorEventLoopDelay({ resolution: 1 }); // a new one: an old one counts the time between as a delay
          delay.enable();
          const rate = await perSecond(appends, () => Promise.all(Array.from({ length: clients }, (_, client) => each(client))));
          delay.disable();
          delays.push({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
          return rate;
        },
      );
      const eventLoopDelayMs = { p99: spreadOf(delays.map(({ p99 }) => p99)), max: Math.max(...delays.map(({ max }) => max)) };
      figures.push({ clients, rawTransaction, ...result, eventLoopDelayMs });
    }
    return { figures, peer: peer() };
  } finally {
    raw.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
};

/** @event-driven-io/emmett-sqlite at the same durability, in a process of its own; undefined where it is not installed. */
const peer = (): readonly unknown[] | undefined => {
  const home = fileURLToPath(new URL('../../bench-peers/', import.meta.url));
  if (!existsSync(join(home, 'node_modules'))) return undefined;
  const run = (clients: number, each: number): unknown => {
    const said = execFileSync(process.execPath, ['emmett-append.mjs', JSON.stringify(sampleData), `${clients}`, `${each}`], {
      cwd: home,
      encoding: 'utf8',
    });
    return JSON.parse(said.trim().split('\n').at(-1)!); // before it, the peer prints every failure
  };
  return [run(1, 300), run(64, 8), run(512, 1)];
};
