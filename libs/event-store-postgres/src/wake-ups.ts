/** How often one who waits looks by itself: a word that was lost costs at most so much. */
const netMs = 1000;

/** Tells those who wait at the end of the log that it may have grown. Nobody waits: nothing runs. */
export const wakeUps = () => {
  let version = 0;
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();

  const wake = (): void => {
    version++;
    for (const one of [...waiting]) one();
  };

  return {
    wake,
    /** Take it before looking at the log: what happens between the look and the wait is not missed. */
    ticket: (): number => version,
    /** Resolves when something has happened since the ticket, after a second, or when the signal aborts. */
    wait: (ticket: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (version !== ticket || signal?.aborted) return resolve();
        const one = () => {
          waiting.delete(one);
          signal?.removeEventListener('abort', one);
          if (waiting.size === 0) timer = void clearInterval(timer);
          resolve();
        };
        waiting.add(one);
        signal?.addEventListener('abort', one);
        timer ??= setInterval(wake, netMs);
      }),
  };
};
