import { ClockMovesForwardOnly, fixedClock } from '@laurel/runtime';

/** How far the office's time stands from real time. */
export interface ClockRecord {
  /** Goes up with every move. */
  readonly number: number;
  /** Milliseconds to add to real time. */
  readonly offset: number;
  /** Where it was moved to, milliseconds: no process stands before it, however its own clock differs. */
  readonly from: number;
}

/** One process's reading of the record: runs with real time, never back. */
export interface ClockReading {
  now(): number;
  readonly number: number;
  /** True when it was newer than what was known. */
  take(record: ClockRecord): boolean;
}

export const clockReading = (first: ClockRecord): ClockReading => {
  let known = first;
  let last = -Infinity; // the machine's clock may be set back, the office's does not follow
  return {
    now: () => (last = Math.max(last, known.from, Date.now() + known.offset)),
    get number() {
      return known.number;
    },
    take: (record) => {
      if (record.number <= known.number) return false;
      known = record;
      return true;
    },
  };
};

/** The record after a move from `now`. Throws `ClockMovesForwardOnly`, and `RangeError` for what is no instant. */
export const moved = (number: number, now: number, to: string): ClockRecord => {
  const asked = instant(to);
  if (asked < now) throw new ClockMovesForwardOnly(new Date(now).toISOString(), to);
  return { number: number + 1, offset: asked - Date.now(), from: asked };
};

/** The record of a clock that is new. Throws `RangeError` for what is no instant. */
export const begun = (start: string | undefined): ClockRecord => {
  const from = start === undefined ? Date.now() : instant(start);
  return { number: 0, offset: start === undefined ? 0 : from - Date.now(), from };
};

// Read as every clock reads it.
const instant = (text: string): number => Date.parse(fixedClock(text).now());
