import type { Connection } from '@laurel/sqlite';
import { cursorPosition } from './ledger.js';

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
export const waiters = (db: Connection): Waiters => {
  const waiting = new Set<Waiter>();
  let poll: NodeJS.Timeout | undefined;

  const look = (pauseMs: number, version: number) => {
    poll = setTimeout(() => {
      poll = undefined;
      if (waiting.size === 0) return;
      const now = db.dataVersion();
      if (now !== version) {
        for (const { name, position, answer } of [...waiting]) if ((cursorPosition(db, name) ?? '') >= position) answer(true);
      }
      look(now === version ? Math.min(pauseMs * 1.5, 50) : 2, now);
    }, pauseMs);
    poll.unref();
  };

  return {
    waitFor: async (name, position, timeoutMs) => {
      const version = db.dataVersion(); // before the look: a commit between the two is seen by the first poll
      if ((cursorPosition(db, name) ?? '') >= position) return true;
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
