import { AppendOutcomeUnknown, ConcurrencyConflict, EngineUnavailable, StoreUnavailable } from '@laurel/event-sourcing';
import { Fenced } from '@laurel/read-models';
import { setTimeout as sleep } from 'node:timers/promises';

/** What stands still or is behind, and why. */
export interface Problem {
  readonly part: string;
  readonly problem: string;
  /** It will not pass by itself: somebody has to look. */
  readonly lasting: boolean;
}

/** What is wrong at this moment, part by part. Everything here is tried again, and taken off when it works. */
export interface Problems {
  tell(part: string, error: unknown): void;
  clear(part: string): void;
  list(): readonly Problem[];
}

export const problems = (onProblem: (problem: Problem) => void = () => undefined): Problems => {
  const standing = new Map<string, Problem>();
  return {
    tell: (part, error) => {
      const problem: Problem = { part, problem: error instanceof Error ? error.message : String(error), lasting: !isPassing(error) };
      const before = standing.get(part);
      standing.set(part, problem);
      if (before?.problem !== problem.problem) onProblem(problem);
    },
    clear: (part) => void standing.delete(part),
    list: () => [...standing.values()],
  };
};

/** Faults of the world, which pass. What is not known to pass is taken for a bug: told as lasting, and tried again all the same. */
export const isPassing = (error: unknown): boolean =>
  [StoreUnavailable, AppendOutcomeUnknown, ConcurrencyConflict, EngineUnavailable].some((fault) => error instanceof fault);

/** Half a second after the first failure, doubled each time, a minute at most. */
export const backoff = (failures: number): number => Math.min(60_000, 500 * 2 ** (failures - 1));

/** Does the work until it comes to its end or the signal aborts. Who is fenced out stops: somebody else goes on. */
export const persist = async (
  part: string,
  board: Problems,
  signal: AbortSignal,
  work: (attempt: { succeeded(): void }) => Promise<void>,
): Promise<void> => {
  let failures = 0;
  const succeeded = (): void => {
    failures = 0;
    board.clear(part);
  };
  while (!signal.aborted) {
    try {
      await work({ succeeded });
      return;
    } catch (error) {
      if (signal.aborted) return;
      board.tell(part, error);
      if (error instanceof Fenced) return;
      await pause(backoff(++failures), signal);
    }
  }
};

/** Real time; ends early, and quietly, when the signal aborts. Does not keep the process alive. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
