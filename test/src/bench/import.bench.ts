import { openLaurel } from '../flows/laurel.js';
import { anOfficer, imported } from './laurel/district.js';
import { repeatedPlan } from './laurel/long-plan.js';
import { type Spread, spread } from './read-models/spread.js';

/** Plan 28 with its annex once and ten times over. */
const sizes = [
  { times: 1, rounds: 15 },
  { times: 10, rounds: 7 },
] as const;

/** Milliseconds from the order until it is answered, and until a query shows the plan's tasks. Numbers are new, so nothing is a repeat. */
export interface Imported {
  readonly rows: number;
  readonly answered: Spread;
  readonly visible: Spread;
}

/** The real plan, and ten of its annexes, imported through the gateway; a row of the long one by a row of the short one: 1 is linear. */
export const importing = async (): Promise<{
  readonly figures: readonly Imported[];
  readonly ratios: Readonly<Record<string, number>>;
}> => {
  const laurel = await openLaurel();
  try {
    const officer = await laurel.desk('officer');
    const ask = await anOfficer(laurel);
    const figures: Imported[] = [];
    for (const { times, rounds } of sizes) {
      const [answered, visible]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds + 2; round++) {
        const text = repeatedPlan(times, 1000 * times + round);
        const begun = performance.now();
        const planId = await imported(officer, text);
        const answeredMs = performance.now() - begun;
        while ((await taskCount(ask, planId)) !== 42 * times);
        if (round >= 2) visible.push(performance.now() - begun); // the first ones warm up
        if (round >= 2) answered.push(answeredMs);
        await laurel.settled();
      }
      figures.push({ rows: 42 * times, answered: spread(answered), visible: spread(visible) });
    }
    const [short, long] = figures as [Imported, Imported];
    const aRow = (kind: 'answered' | 'visible') => Number(((long[kind].p50 / short[kind].p50 / long.rows) * short.rows).toFixed(2));
    return { figures, ratios: { answered: aRow('answered'), visible: aRow('visible') } };
  } finally {
    await laurel.close();
  }
};

const taskCount = async (ask: Awaited<ReturnType<typeof anOfficer>>, planId: string): Promise<number> =>
  (await ask('query ($planId: ID!) { planTasks(planId: $planId, first: 1) { totalCount { count } } }', { planId })).planTasks.totalCount
    .count;
