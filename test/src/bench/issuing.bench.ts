import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk, LocalLaurel } from '../flows/laurel.js';
import { anOfficer, type Debt, debts, file, imported, openDistrict, owed, withdraw } from './laurel/district.js';
import { longPlan } from './laurel/long-plan.js';
import { type Spread, spread } from './read-models/spread.js';

const small = { tasks: 42, every: 14, number: 42 };
const large = { tasks: 2000, every: 100, number: 2000 };
/** How often somebody asks, and how often a unit files, while the plan is opened. */
const everyMs = { query: 25, filing: 50 };
const samples = 300;

/** Milliseconds, but for counts. */
export interface Meanwhile {
  readonly query: Spread;
  readonly filing: Spread;
}

/**
 * A plan of 2,000 tasks is issued to 300 units: obligations opened a second, what other people's requests take meanwhile and at rest, and
 * whether filing in it takes longer than in a plan of 42 tasks afterwards.
 */
export const issuing = async () => {
  const laurel = await openDistrict();
  try {
    const officer = await laurel.desk('officer');
    const smallPlan = await imported(officer, longPlan(small));
    await officer.does('issuePlan', { planId: smallPlan });
    await laurel.settled();
    const owing = await debts(laurel, officer, smallPlan);
    const colleague = await anOfficer(laurel);
    const others: Others = {
      ask: () => colleague(taskList, { planId: smallPlan }),
      file: inTurns(owing.slice(0, 300)),
    };
    const atRest = await requests(others, sleep(5000));

    const begun = performance.now();
    const largePlan = await imported(officer, longPlan(large));
    const importMs = performance.now() - begun;
    await laurel.settled();
    const opening = await opened(laurel, officer, largePlan, others);
    return { importMs: Math.round(importMs), atRest, ...opening, filing: await filings(laurel, officer, largePlan, owing.slice(300)) };
  } finally {
    await laurel.close();
  }
};

const opened = async (laurel: LocalLaurel, officer: Desk, largePlan: string, others: Others) => {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const begun = performance.now();
  await officer.does('issuePlan', { planId: largePlan });
  const answeredMs = performance.now() - begun;
  const shown = until('ISSUED', () => officer.see('query ($id: ID!) { plan(id: $id) { status } }', { id: largePlan }), begun);
  const rest = laurel.settled();
  const during = await requests(others, rest);
  await rest;
  const seconds = (performance.now() - begun) / 1000;
  loop.disable();
  const { plan } = await officer.see('query ($id: ID!) { plan(id: $id) { status opening { total done state } } }', { id: largePlan });
  return {
    answeredMs: Math.round(answeredMs),
    shownMs: Math.round(await shown),
    seconds: Number(seconds.toFixed(1)),
    obligations: plan.opening.done as number,
    obligationsPerSecond: Math.round(plan.opening.done / seconds),
    during,
    eventLoopDelayMs: { p50: loop.percentile(50) / 1e6, p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 },
  };
};

/** Milliseconds until a query shows the status; one that gave up waiting is asked again. */
const until = async (
  status: string,
  ask: () => Promise<{ readonly plan: { readonly status: string } }>,
  begun: number,
): Promise<number> => {
  while ((await ask()).plan.status !== status);
  return performance.now() - begun;
};

const taskList = 'query ($planId: ID!) { planTasks(planId: $planId, first: 20) { edges { node { id no content state } } } }';

/** What other people do at the same time. */
interface Others {
  readonly ask: () => Promise<unknown>;
  readonly file: () => Promise<unknown>;
}

/** One obligation after the other is filed; once all are, one after the other is taken back, and so on. */
const inTurns = (all: readonly Debt[]): (() => Promise<unknown>) => {
  let round = 0;
  return () => {
    const { ask, id } = all[round % all.length]!;
    return Math.floor(round++ / all.length) % 2 === 0 ? file(ask, id) : withdraw(ask, id);
  };
};

/** Questions and filings at a steady pace until `until`: a slow answer does not hold the next one back. */
const requests = async ({ ask, file: fileNext }: Others, until: Promise<unknown>): Promise<Meanwhile> => {
  let over = false;
  void until.finally(() => (over = true));
  const steadily = async (work: () => Promise<unknown>, pauseMs: number): Promise<Spread> => {
    const times: number[] = [];
    const open: Promise<unknown>[] = [];
    while (!over) {
      const begun = performance.now();
      open.push(work().then(() => times.push(performance.now() - begun)));
      await sleep(pauseMs);
    }
    await Promise.all(open);
    return spread(times);
  };
  const [query, filing] = await Promise.all([steadily(ask, everyMs.query), steadily(fileNext, everyMs.filing)]);
  return { query, filing };
};

/** In turns, so that whatever the machine does falls on both. */
const filings = async (laurel: LocalLaurel, officer: Desk, largePlan: string, fresh: readonly Debt[]) => {
  const inSmall = fresh.slice(0, samples);
  const inLarge = await debts(laurel, officer, largePlan, inSmall.length);
  const times: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
  for (const [index, mine] of inSmall.entries()) {
    for (const [kind, { ask, id }] of [['small', mine] as const, ['large', inLarge[index]!] as const]) {
      const begun = performance.now();
      await file(ask, id);
      times[kind].push(performance.now() - begun);
    }
  }
  const { ask, unit } = inLarge[0]!;
  if ((await owed(ask, largePlan, unit)).length === 0) throw new Error('the unit owes nothing of the large plan');
  const [smaller, larger] = [spread(times.small), spread(times.large)];
  return { in42Tasks: smaller, in2000Tasks: larger, ratio: Number((larger.p50 / smaller.p50).toFixed(2)) };
};
