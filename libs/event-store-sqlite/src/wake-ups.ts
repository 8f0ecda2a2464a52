const fastest = 2;
const slowest = 50;

/**
 * Tells those who wait at the end of the log that it has grown: at once when this process has written, by polling (fast after news, slowly in
 * quiet) when another one may have. Nobody waits: nothing runs.
 */
export const wakeUps = (foreignVersion: () => number) => {
  let version = 0;
  let foreign = foreignVersion();
  let pause = fastest;
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();

  const wake = (): void => {
    version++;
    pause = fastest;
    for (const one of [...waiting]) one();
  };
  const poll = (): void => {
    timer = undefined;
    if (hasNews()) wake();
    else pause = Math.min(pause * 1.5, slowest);
    schedule();
  };
  const hasNews = (): boolean => {
    try {
      const before = foreign;
      foreign = foreignVersion();
      return foreign !== before;
    } catch {
      return true; // locked for a moment, or worse: those who wait will look, and tell
    }
  };
  const schedule = (): void => {
    if (waiting.size > 0) timer ??= setTimeout(poll, pause);
  };

  return {
    wake,
    /** Take it before looking at the log: what happens between the look and the wait is not missed. */
    ticket: (): number => version,
    /** Resolves when something has happened since the ticket, or the signal aborts. */
    wait: (ticket: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (version !== ticket || signal?.aborted) return resolve();
        const one = () => {
          waiting.delete(one);
          signal?.removeEventListener('abort', one);
          if (waiting.size === 0) timer = void clearTimeout(timer);
          resolve();
        };
        waiting.add(one);
        signal?.addEventListener('abort', one);
        schedule();
      }),
  };
};
