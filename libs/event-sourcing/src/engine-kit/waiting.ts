/** Those who wait at the end of the log for it to grow. */
export interface Waiting {
  /** They look again: the log may have grown. */
  wake(): void;
  /** Take it before looking at the log: what happens between the look and the wait is not missed. */
  ticket(): number;
  /** Resolves when something has happened since the ticket, or the signal aborts. */
  wait(ticket: number, signal?: AbortSignal): Promise<void>;
  isAnybody(): boolean;
}

/** `begin` is told of everybody who begins to wait, `end` when the last one has gone: while nobody waits nothing has to run. */
export const waitingAtTheEnd = ({ begin, end }: { readonly begin: () => void; readonly end: () => void }): Waiting => {
  let version = 0;
  const waiting = new Set<() => void>();
  return {
    wake: () => {
      version++;
      for (const one of [...waiting]) one();
    },
    ticket: () => version,
    wait: (ticket, signal) =>
      new Promise((resolve) => {
        if (version !== ticket || signal?.aborted) return resolve();
        const one = () => {
          waiting.delete(one);
          signal?.removeEventListener('abort', one);
          if (waiting.size === 0) end();
          resolve();
        };
        waiting.add(one);
        signal?.addEventListener('abort', one);
        begin();
      }),
    isAnybody: () => waiting.size > 0,
  };
};
