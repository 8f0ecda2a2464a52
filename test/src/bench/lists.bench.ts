import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ReadModels } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { fill, rowAt, rows, units } from './read-models/filled.js';
import { type Spread, timed } from './read-models/spread.js';

const rounds = 200;
const office = { reach: () => ({ tenant: 'ba-dinh' }) };
const clerk = (round: number) => ({ reach: () => ({ tenant: 'ba-dinh', units: [`org_${round % units}`] }) });

/** Milliseconds of every kind of read at two sizes, and how many times slower it is at the larger one: 1 is flat. A million rows take a while to fill. */
export const lists = async ({ small = 10_000, large = process.argv.includes('--large') ? 1_000_000 : 100_000 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-lists-'));
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  try {
    await readModels.open([rows]);
    await fill(readModels, 0, small);
    await measured(readModels, small); // warm
    const few = await measured(readModels, small);
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loop.enable();
    const rowsPerSecond = await fill(readModels, small, large);
    loop.disable();
    const many = await measured(readModels, large);
    const ratios = Object.fromEntries(Object.entries(few).map(([name, { p50 }]) => [name, Number((many[name]!.p50 / p50).toFixed(2))]));
    return {
      sizes: [small, large],
      few,
      many,
      ratios,
      filling: { rowsPerSecond: Math.round(rowsPerSecond), eventLoopDelayMs: { p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 } },
      megabytes: Math.round(statSync(join(folder, 'read.db')).size / 1e6),
    };
  } finally {
    await readModels.close();
    rmSync(folder, { recursive: true });
  }
};

const measured = async (readModels: ReadModels, size: number): Promise<Record<string, Spread>> => {
  const list = readModels.collection(rows);
  const open = { index: 'byStatus', where: { status: 'OPEN', overdue: false } } as const;
  const month = { from: '2021-06-01', to: '2021-06-30' };
  const { items } = await list.find(office, { ...open, where: { ...open.where, lastDay: month }, page: { first: 1 } });
  const middle = items[0]!.cursor;
  const detail = (round: number) => rowAt((round * 48_611) % size);
  return {
    detail: await timed(rounds, (round) => list.get(office, detail(round).id)),
    'first page': await timed(rounds, () => list.find(office, { ...open, page: { first: 20 } })),
    'page in the middle': await timed(rounds, () => list.find(office, { ...open, page: { first: 20, after: middle } })),
    'page of three states': await timed(rounds, () =>
      list.find(office, { index: 'byStatus', where: { status: ['OPEN', 'FILED', 'ACCEPTED'], overdue: false }, page: { first: 20 } }),
    ),
    "clerk's page": await timed(rounds, (round) => list.find(clerk(round), { ...open, page: { first: 20 } })),
    "clerk's agenda": await timed(rounds, (round) =>
      list.find(office, { index: 'byUnit', where: { unitIds: `org_${round % units}`, lastDay: month }, page: { first: 20 } }),
    ),
    'count, capped': await timed(50, () => list.count(office, open)),
    'search, whole words': await timed(rounds, (round) =>
      list.search(office, `khen thuong ${detail(round).title.slice(-7)}`, { first: 20 }),
    ),
    'search, a common beginning': await timed(rounds, () => list.search(office, 'th', { first: 20 })),
    'search, two common words': await timed(rounds, () => list.search(office, 'báo cáo', { first: 20 })),
    "clerk's search": await timed(rounds, (round) => list.search(clerk(round), 'thi đua', { first: 20 })),
    'tally of a task': await timed(rounds, (round) =>
      list.tally(office, 'progress', [`plan_${round % 25}`, 1 + (round % 40)], '2021-06-30'),
    ),
    'tally of a plan': await timed(rounds, (round) => list.tally(office, 'progress', [`plan_${round % 25}`], '2021-06-30')),
    "clerk's tally": await timed(rounds, (round) => list.tally(clerk(round), 'progress', [], '2021-06-30')),
  };
};
