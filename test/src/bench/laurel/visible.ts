import { type Spread, spread } from '../read-models/spread.js';
import { type Debt, file, owed, withdraw } from './district.js';

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

export interface Measuring {
  readonly planId: string;
  /** The bare commit. */
  commit(): unknown;
  /** Processor time that Laurel has used by now, milliseconds. */
  processor(): number;
  /** The position that the order gave goes with the query; without it the query is asked until it shows what was ordered. */
  readonly waits: boolean;
}

/** Each filed, taken back and filed again: thrice as many orders as obligations. */
export const visibleIn = async (all: readonly Debt[], { planId, commit, processor, waits }: Measuring): Promise<Visible> => {
  const [rawCommit, answered, visible, queries]: [number[], number[], number[], number[]] = [[], [], [], []];
  const used = processor();
  for (const { id, unit, ask } of all) {
    for (const [order, wanted] of [[file, 'FILED'] as const, [withdraw, 'OPEN'] as const, [file, 'FILED'] as const]) {
      const before = performance.now();
      await commit();
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
  return {
    answered: spread(answered),
    visible: spread(visible),
    queries: spread(queries).p50,
    rawCommit: spread(rawCommit),
    processor: Number(((processor() - used) / visible.length).toFixed(2)),
  };
};
