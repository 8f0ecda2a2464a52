import { setTimeout as sleep } from 'node:timers/promises';
import { keepLease, type Leases, newEventId, takeLease } from '@laurel/runtime';
import { type Shutdown, StartProblem } from '@laurel/runtime/process';

export interface SoleProcessOptions {
  readonly shutdown: Shutdown;
  readonly signal: AbortSignal;
  /** The engine that is a folder. */
  readonly because: string;
  /** How long a process that was killed holds up the next one; 10 s when absent. */
  readonly ttlMs?: number;
}

/**
 * Some engine of the service is a folder of one machine: a second process, anywhere, would keep a log of its own. Holds a lease as long as
 * the process lives, and stops the process when it is lost or cannot be prolonged in time: one that is cut off from the leases does not know
 * who has it now. Throws `StartProblem` while another process holds it.
 */
export const soleProcess = async (
  leases: Leases,
  service: string,
  { shutdown, signal, because, ttlMs = 10_000 }: SoleProcessOptions,
): Promise<void> => {
  const terms = { leases, name: `${service}/sole-process`, holder: newEventId(), ttlMs };
  const until = Date.now() + ttlMs * 1.5; // the one before may have been killed a moment ago
  let lease = await takeLease(terms);
  for (; !lease; lease = await takeLease(terms)) {
    if (Date.now() > until || signal.aborted) {
      throw new StartProblem(
        `another process of ${service} runs, and with ${because} there is only one: stop it, or give them engines that they share`,
      );
    }
    await sleep(500, undefined, { signal });
  }
  const ended = new AbortController();
  let problem: unknown;
  const keeping = keepLease(terms, lease, ended.signal, (error) => (problem = error)).then((how) => {
    if (how === 'lost') shutdown.fail(lostBecause(service, problem));
  });
  shutdown.add('the lease of the only process', async () => {
    ended.abort();
    await keeping;
    await leases.release(terms.name, terms.holder).catch(() => undefined); // it expires by itself
  });
};

const lostBecause = (service: string, problem: unknown): string =>
  problem === undefined
    ? `another process of ${service} may run by now: the lease of the only one is lost`
    : `another process of ${service} may run by now: the lease of the only one cannot be prolonged: ${problem instanceof Error ? problem.message : String(problem)}`;
