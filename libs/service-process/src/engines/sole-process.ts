import { setTimeout as sleep } from 'node:timers/promises';
import { type Leases, newEventId } from '@laurel/runtime';
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
 * the process lives, and stops the process when it is lost. Throws `StartProblem` while another process holds it.
 */
export const soleProcess = async (
  leases: Leases,
  service: string,
  { shutdown, signal, because, ttlMs = 10_000 }: SoleProcessOptions,
): Promise<void> => {
  const [name, holder] = [`${service}/sole-process`, newEventId()];
  const until = Date.now() + ttlMs * 1.5; // the one before may have been killed a moment ago
  while (!(await leases.take(name, holder, ttlMs))) {
    if (Date.now() > until || signal.aborted) {
      throw new StartProblem(
        `another process of ${service} runs, and with ${because} there is only one: stop it, or give them engines that they share`,
      );
    }
    await sleep(500, undefined, { signal });
  }
  const ended = new AbortController();
  const keeping = keep(
    () => leases.take(name, holder, ttlMs),
    ttlMs / 3,
    ended.signal,
    () => shutdown.request(`another process of ${service} has taken over`),
  );
  shutdown.add('the lease of the only process', async () => {
    ended.abort();
    await keeping;
    await leases.release(name, holder).catch(() => undefined); // it expires by itself
  });
};

const keep = async (take: () => Promise<boolean>, everyMs: number, signal: AbortSignal, lost: () => void): Promise<void> => {
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    // An engine that does not answer is no loss: nobody else gets the lease from it either.
    if ((await take().catch(() => undefined)) === false) return lost();
  }
};
