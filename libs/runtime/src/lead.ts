import { backoff, pause, type Problem, problems } from '@laurel/processes';
import { type HeldLease, keepLease, type LeaseTerms, takeLease } from './held-lease.js';

/** Another process leads at most a quarter of the lease's time after it has run out. */
export interface LeadOptions extends LeaseTerms {
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
 * Does the work whenever this process holds the lease. A process that was frozen longer than the lease stops when it wakes; what it had
 * under way meanwhile is refused by the epochs of the cursors, which the next leader has raised. `start` is given a signal that aborts when
 * the lease is lost: it must begin to take no cursor after that, or it would fence the next leader out. One that was being taken in that
 * very moment does so; the next leader notices, and takes them all anew.
 */
export const lead = <Work extends Led>(
  { onProblem, ...terms }: LeadOptions,
  start: (held: AbortSignal) => Promise<Work>,
): Leadership<Work> => {
  const { leases, name, holder, ttlMs } = terms;
  const abort = new AbortController();
  const board = problems(onProblem);
  let work: Work | undefined;

  const told = (error?: unknown): void => (error === undefined ? board.clear(name) : board.tell(name, error));

  const hold = async (lease: HeldLease): Promise<void> => {
    const lost = new AbortController();
    const stopping = (): void => lost.abort();
    abort.signal.addEventListener('abort', stopping);
    const keeping = keepLease(terms, lease, lost.signal, told).then(() => lost.abort());
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
        const lease = await Promise.race([takeLease(terms), pause(ttlMs, abort.signal)]); // an engine that hangs does not hold up our end
        if (lease) await hold(lease);
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
