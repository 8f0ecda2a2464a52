import { join } from 'node:path';
import { openLaurel } from '../flows/laurel.js';
import { rawEngine } from './event-store/raw-engine.js';
import { sample } from './event-store/sample.js';
import { type Debt, debts, file, imported, owed, withdraw } from './laurel/district.js';
import { longPlan } from './laurel/long-plan.js';
import { type Spread, spread } from './read-models/spread.js';

/** Milliseconds. */
export interface Visible {
  /** Until the order was answered. */
  readonly answered: Spread;
  /** From the order's beginning until a query showed what it did. */
  readonly visible: Spread;
  /** Queries it took, in the middle. */
  readonly queries: number;
  /** One bare durable commit of the same event, made before each order: what the disk and the other processes of the machine allow. */
  readonly rawCommit: Spread;
  /** Processor time for an order and its query, with everything that follows from the order. */
  readonly processor: number;
}

/** From a filing to the clerk's list that shows it, all through the gateway: with the position that the order gave, and by asking again. */
export const visible = async (): Promise<Record<'withPosition' | 'byPolling', Visible>> => {
  const laurel = await openLaurel();
  const raw = rawEngine(join(laurel.folder, 'raw.db'));
  try {
    const officer = await laurel.desk('officer');
    const planId = await imported(officer, longPlan({ tasks: 42, every: 3, number: 42 }));
    await officer.does('issuePlan', { planId });
    await laurel.settled();
    const all = await debts(laurel, officer, planId);
    const third = Math.floor(all.length / 3);
    const commit = () => raw.transaction(1, sample);
    await measured(all.slice(0, third), planId, commit, true); // warm
    const withPosition = await measured(all.slice(third, 2 * third), planId, commit, true);
    const byPolling = await measured(all.slice(2 * third), planId, commit, false);
    return { withPosition, byPolling };
  } finally {
    raw.close();
    await laurel.close();
  }
};

/** Each filed, taken back and filed again: thrice as many orders as obligations. */
const measured = async (all: readonly Debt[], planId: string, commit: () => void, waits: boolean): Promise<Visible> => {
  const [rawCommit, answered, visible, queries]: [number[], number[], number[], number[]] = [[], [], [], []];
  const cpu = process.cpuUsage();
  for (const { id, unit, ask } of all) {
    for (const [order, wanted] of [[file, 'FILED'] as const, [withdraw, 'OPEN'] as const, [file, 'FILED'] as const]) {
      const before = performance.now();
      commit();
      const begun = performance.now();
      rawCommit.push(begun - before);
      const position = await order(ask, id);
      answered.push(performance.now() - begun);
      let asked = 1;
      while ((await owed(ask, planId, unit, waits ? position : undefined)).find((each) => each.id === id)?.status !== wanted) asked++;
      visible.push(performance.now() - begun);
      queries.push(asked);
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    answered: spread(answered),
    visible: spread(visible),
    queries: spread(queries).p50,
    rawCommit: spread(rawCommit),
    processor: Number(((user + system) / 1000 / visible.length).toFixed(2)),
  };
};
