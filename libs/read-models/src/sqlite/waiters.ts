import { cursorPosition } from './ledger.js';
import type { Reads } from './reader.js';

export interface Waiters {
  waitFor(name: string, position: string, timeoutMs: number): Promise<boolean>;
  /** After a commit of this process. */
  moved(name: string, position: string): void;
  close(): void;
}

interface Waiter {
  readonly name: string;
  readonly position: string;
  readonly answer: (reached: boolean) => void;
}

/** Told at once of this process's commits; what other processes commit is looked for only while somebody waits. */
export const waiters = ({ db, read }: Reads): Waiters => {
  const waiting = new Set<Waiter>();
  let poll: NodeJS.Timeout | undefined;

  const look = (pauseMs: number, version: number) => {
    poll = setTimeout(() => {
      poll = undefined;
      if (waiting.size === 0) return;
      read(() => tellOfOthers(version)).then(
        (now) => look(now === version ? Math.min(pauseMs * 1.5, 50) : 2, now),
        () => look(50, version), // another process is in the way: the next look may see
      );
    }, pauseMs);
    poll.unref();
  };

  const tellOfOthers = (version: number): number => {
    const now = db.dataVersion();
    if (now !== version) {
      for (const { name, position, answer } of [...waiting]) if ((cursorPosition(db, name) ?? '') >= position) answer(true);
    }
    return now;
  };

  return {
    waitFor: async (name, position, timeoutMs) => {
      // The version before the look: a commit between the two is seen by the first poll.
      const [version, stands] = await read(() => [db.dataVersion(), cursorPosition(db, name)] as const);
      if ((stands ?? '') >= position) return true;
      return new Promise((resolve) => {
        const answer = (reached: boolean) => {
          clearTimeout(timer);
          waiting.delete(waiter);
          resolve(reached);
        };
        const waiter = { name, position, answer };
        const timer = setTimeout(answer, timeoutMs, false);
        waiting.add(waiter);
        if (!poll) look(2, version);
      });
    },
    moved: (name, position) => {
      for (const waiter of [...waiting]) if (waiter.name === name && position >= waiter.position) waiter.answer(true);
    },
    close: () => {
      clearTimeout(poll);
      for (const { answer } of [...waiting]) answer(false);
    },
  };
};
