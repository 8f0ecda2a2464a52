import type { Position } from '@kurrent/kurrentdb-client';

const digits = (number: bigint): string => String(number).padStart(20, '0');

/** Commit and prepare, 20 digits each: compares as text as the log is ordered. */
export const positionText = ({ commit, prepare }: Position): string => digits(commit) + digits(prepare);

/** Throws `RangeError` for what is no position of this engine. */
export const positionOf = (text: string): Position => {
  if (!/^\d{40}$/.test(text)) throw new RangeError(`${text} is not a position of this store`);
  return { commit: BigInt(text.slice(0, 20)), prepare: BigInt(text.slice(20)) };
};
