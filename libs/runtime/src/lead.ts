import { backoff, pause, type Problem, problems } from '@laurel/processes';
import type { Leases } from './leases.js';

export interface LeadOptions {
  readonly leases: Leases;
  readonly name: string;
  /** This process, unlike any other. */
  readonly holder: string;
  /** How long the lease outlives a holder that died or froze, ms, real time. Another process leads at most a quarter of it later. */
  readonly ttlMs: number;
  /** Told to whoever asks for the lease. */
  readonly says?: string;
  readonly onProblem?: (problem: Problem) => void;
}

/** What is done while the lease is held. */
export interface Led {
  /** Resolves when it cannot go on: somebody else has taken a cursor over. */
  readonly ended: Promise<void>;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

export interface Leadership<Work extends Led> {
  /** What this process does as the leader; undefined while another one leads. */
  work(): Work | undefined;
  problems(): readonly Problem[];
  /** Ends the work, then lets the lease go, so that another one takes over at once. */
  stop(): Promise<void>;
}

/**
 * Does the work whenever this process holds the lease. It stops believing in its lease before the engine does: after four fifths of it
 * without a renewal. A process that was frozen longer than that stops when it wakes; what it had under way meanwhile is refused by the
 * epochs of the cursors, which the next leader has raised. `start` is given a signal that aborts when the lease is lost: it must take no
 * cursor after that, or it would fence the next leader out.
 */
export const lead = <Work extends Led>(
  { leases, name, holder, ttlMs, says, onProblem }: LeadOptions,
  start: (held: AbortSignal) => Promise<Work>,
): Leadership<Work> => {
  const abort = new AbortController();
  const board = problems(onProblem);
  let work: Work | undefined;

  /** Until when, of this process's monotonic clock, the lease is ours for certain; undefined when it is not. Counted from before the asking. */
  const ask = async (): Promise<number | undefined> => {
    const asked = performance.now();
    return (await leases.take(name, holder, ttlMs, says)) ? asked + ttlMs * 0.8 : undefined;
  };

  const keep = async (until: number, lost: AbortController): Promise<void> => {
    for (let sure = until; !lost.signal.aborted;) {
      await pause(Math.min(ttlMs / 3, Math.max(0, sure - performance.now())), lost.signal);
      if (lost.signal.aborted) return;
      try {
        // An engine that does not answer must not keep us believing.
        const renewed = await Promise.race([ask(), pause(Math.max(1, sure - performance.now()), lost.signal)]);
        if (typeof renewed === 'number') sure = renewed;
        else return lost.abort();
        board.clear(name);
      } catch (error) {
        board.tell(name, error);
      }
      if (performance.now() >= sure) lost.abort();
    }
  };

  const hold = async (until: number): Promise<void> => {
    const lost = new AbortController();
    const stopping = (): void => lost.abort();
    abort.signal.addEventListener('abort', stopping);
    const keeping = keep(until, lost);
    try {
      const begun = await start(lost.signal);
      work = begun;
      await Promise.race([begun.ended, aborted(lost.signal)]);
      work = undefined;
      await begun.stop();
    } catch (error) {
      if (!lost.signal.aborted) throw error; // it was given up in the middle of its start
    } finally {
      work = undefined;
      lost.abort();
      abort.signal.removeEventListener('abort', stopping);
      await keeping;
      await leases.release(name, holder).catch(() => undefined); // it expires by itself
    }
  };

  const run = (async () => {
    for (let failures = 0; !abort.signal.aborted;) {
      try {
        const until = await Promise.race([ask(), pause(ttlMs, abort.signal)]); // an engine that hangs does not hold up our end
        if (typeof until === 'number') await hold(until);
        board.clear(name);
        failures = 0;
        // Not all at the same moment.
        await pause((ttlMs / 4) * (0.75 + Math.random() / 4), abort.signal);
      } catch (error) {
        board.tell(name, error);
        await pause(Math.min(ttlMs, backoff(++failures)), abort.signal);
      }
    }
  })();

  return {
    work: () => work,
    problems: board.list,
    stop: async () => {
      abort.abort();
      await run;
    },
  };
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
