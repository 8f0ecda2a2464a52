import type { Validity } from '@laurel/contracts';

/** Dated facts, cut where that ends to which they belong: nothing holds from that day on. */
export const cut = <Fact extends Validity>(facts: readonly Fact[], end: string): readonly Fact[] =>
  facts
    .filter(({ from }) => from === undefined || from < end)
    .map((fact) => (fact.to !== undefined && fact.to <= end ? fact : { ...fact, to: end }));
