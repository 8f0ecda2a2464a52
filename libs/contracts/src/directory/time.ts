import { z } from 'zod';

/** A plain date, Asia/Ho_Chi_Minh. */
export const day = z.iso.date();

/** `from` inclusive, `to` exclusive. Without `from`: for as long as anybody knows; without `to`: until further notice. */
export const validity = { from: day.optional(), to: day.optional() };

export interface Validity {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Whether something is valid on a day; plain dates compare as text. */
export const holds = ({ from, to }: Validity, asOf: string): boolean =>
  (from === undefined || from <= asOf) && (to === undefined || asOf < to);

/** The fact that is valid on a day; of several the one that began last. */
export const factOf = <Fact extends Validity>(facts: readonly Fact[], asOf: string): Fact | undefined =>
  facts.reduce<Fact | undefined>(
    (found, fact) => (holds(fact, asOf) && (found?.from ?? '') <= (fact.from ?? '') ? fact : found),
    undefined,
  );

/**
 * Facts of which one is valid at a time, with one more: the fact before ends where it begins, it ends where a later one begins,
 * and one that began on the same day is replaced.
 */
export const supersede = <Fact extends Validity>(facts: readonly Fact[], next: Fact): readonly Fact[] => {
  const from = begin(next);
  const before = facts.filter((fact) => begin(fact) < from);
  const after = facts.filter((fact) => begin(fact) > from);
  const follower = after.reduce<string | undefined>((first, fact) => earlier(first, fact.from), undefined);
  return [...before.map((fact) => until(fact, from)), follower === undefined ? next : until(next, follower), ...after];
};

const begin = ({ from }: Validity): string => from ?? '';
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
const until = <Fact extends Validity>(fact: Fact, to: string): Fact => (fact.to === undefined || fact.to > to ? { ...fact, to } : fact);
