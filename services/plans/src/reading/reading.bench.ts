import { readFileSync } from 'node:fs';
import { gazetteer } from './gazetteer.js';
import { readPlan } from './read-plan.js';

export interface ReadingTime {
  readonly rows: number;
  /** Milliseconds; the median and the ends of the runs. */
  readonly ms: number;
  readonly spread: readonly [least: number, most: number];
  /** A row's time by that of a row of the shortest plan: 1 is linear. */
  readonly ratio: number;
}

/** How long plan 28 takes with its annex 1, 10 and 100 times over: 42, 420 and 4,200 rows, numbered through. */
export const benchReading = (runs = 7): readonly ReadingTime[] => {
  const names = gazetteer.parse({ entries: JSON.parse(fixture('plan-28.golden.json')).directory });
  const text = fixture('ke-hoach-28-kh-ubnd-2021.txt');
  readPlan(text, names); // warms up
  const figures = [1, 10, 100].map((times) => {
    const long = repeated(text, times);
    const durations = Array.from({ length: runs }, () => {
      const started = performance.now();
      const { totals } = readPlan(long, names);
      if (totals.tasks !== 42 * times || totals.issues.NUMBERING > 0) throw new Error(`read ${totals.tasks} tasks of ${42 * times}`);
      return performance.now() - started;
    });
    durations.sort((one, other) => one - other);
    return { rows: 42 * times, ms: durations[Math.floor(runs / 2)]!, spread: [durations[0]!, durations.at(-1)!] as const };
  });
  const [shortest] = figures;
  return figures.map((each) => ({ ...each, ratio: each.ms / each.rows / (shortest!.ms / shortest!.rows) }));
};

/** Fixtures stay in src; the bench runs from there or from dist beside it. */
const fixture = (name: string): string => readFileSync(new URL(`../../src/reading/fixtures/${name}`, import.meta.url), 'utf8');

const repeated = (text: string, times: number): string => {
  const table = text.indexOf('TT\t');
  const annex = text.slice(table);
  const copies = Array.from({ length: times }, (_, copy) => annex.replace(/^(\d+)\./gm, (_all, no) => `${Number(no) + 42 * copy}.`));
  return text.slice(0, table) + copies.join('\n\n');
};
