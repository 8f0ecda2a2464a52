import { setTimeout as sleep } from 'node:timers/promises';

/** How often the server is asked while somebody waits. */
const lookEveryMs = 10;

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

/** Told at once of this process's commits; what other processes commit is looked for only while somebody waits, once for all that wait. */
export const waiters = (positions: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>): Waiters => {
  const waiting = new Set<Waiter>();
  let isLooking = false;
  const tell = (name: string, stands: string): void => {
    for (const waiter of [...waiting]) if (waiter.name === name && stands >= waiter.position) waiter.answer(true);
  };
  const look = async (): Promise<void> => {
    isLooking = true;
    while (waiting.size > 0) {
      await sleep(lookEveryMs);
      const names = [...new Set([...waiting].map(({ name }) => name))];
      if (names.length === 0) break;
      // The next look may be answered; the time of those who wait runs on.
      const stand = await positions(names).catch((): ReadonlyMap<string, string> => new Map());
      stand.forEach((position, name) => tell(name, position));
    }
    isLooking = false;
  };
  return {
    waitFor: async (name, position, timeoutMs) => {
      const stands = (await positions([name])).get(name) ?? '';
      if (stands >= position) return true;
      return new Promise((resolve) => {
        const answer = (reached: boolean) => {
          clearTimeout(timer);
          waiting.delete(waiter);
          resolve(reached);
        };
        const waiter = { name, position, answer };
        const timer = setTimeout(answer, timeoutMs, false);
        waiting.add(waiter);
        if (!isLooking) void look();
      });
    },
    moved: tell,
    close: () => {
      for (const { answer } of [...waiting]) answer(false);
    },
  };
};
