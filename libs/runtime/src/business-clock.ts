import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { type BusinessClock, ClockMovesForwardOnly, type MovableClock } from './clock.js';
import { writeDurably } from './durable-file.js';

export interface BusinessClockOptions {
  /** The file that keeps how far the clock stands from real time; in memory only when absent. */
  readonly path?: string;
  /** Where a new clock begins; real time when absent. One that is kept already goes on. */
  readonly start?: string;
}

/**
 * The clock of developer and test runs: starts at any instant, runs with real time from there, is moved forward only and survives a restart.
 * Throws `RangeError` when `start`, or an instant to move to, is none.
 */
export const businessClock = ({ path, start }: BusinessClockOptions = {}): MovableClock => {
  const listeners = new Set<() => void>();
  const kept = path === undefined ? undefined : keptOffset(path);
  let offset = kept ?? (start === undefined ? 0 : instant(start) - Date.now());
  if (path !== undefined && kept === undefined) writeDurably(path, JSON.stringify({ offset }));
  let last = -Infinity; // the machine's clock may be set back, the office's does not follow

  const millis = (): number => (last = Math.max(last, Date.now() + offset));
  return {
    now: () => new Date(millis()).toISOString(),
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo: async (to) => {
      const [now, asked] = [millis(), instant(to)];
      if (asked < now) throw new ClockMovesForwardOnly(new Date(now).toISOString(), to);
      const moved = asked - Date.now();
      if (path !== undefined) writeDurably(path, JSON.stringify({ offset: moved }));
      offset = moved;
      listeners.forEach((listener) => listener());
    },
  };
};

/** Stands where it is put and moves when it is told: for tests. */
export const fixedClock = (start: string): MovableClock => {
  const listeners = new Set<() => void>();
  let now = instant(start);
  return {
    now: () => new Date(now).toISOString(),
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo: async (to) => {
      const asked = instant(to);
      if (asked < now) throw new ClockMovesForwardOnly(new Date(now).toISOString(), to);
      now = asked;
      listeners.forEach((listener) => listener());
    },
  };
};

/** The clock of production: real time, never moved. */
export const systemClock: BusinessClock = { now: () => new Date().toISOString(), onMove: () => () => undefined };

// `Date` would take 30 February for 2 March.
const instant = (text: string): number => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    throw new RangeError(`an instant is written like 2021-01-22T08:00:00+07:00, not ${text}`, { cause });
  }
};

const keptOffset = (path: string): number | undefined => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { offset } = JSON.parse(text) as { offset?: unknown };
  if (typeof offset !== 'number') throw new Error(`${path} holds no clock: remove it to begin anew`);
  return offset;
};
