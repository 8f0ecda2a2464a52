import { setTimeout as sleep } from 'node:timers/promises';

/** How often the server is asked while somebody waits. */
const lookEveryMs = 10;
/** A cursor that this process moved so lately is its own: it is not asked about, its moves are told at once. */
const ownForMs = 100;

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
export const waiters = (
  positions: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>,
  now: () => number = () => performance.now(),
): Waiters => {
  const waiting = new Set<Waiter>();
  const own = new Map<string, { readonly position: string; readonly at: number }>();
  const isOwn = (name: string): boolean => now() - (own.get(name)?.at ?? -ownForMs) < ownForMs;
  let isLooking = false;
  const tell = (name: string, stands: string): void => {
    for (const waiter of [...waiting]) if (waiter.name === name && stands >= waiter.position) waiter.answer(true);
  };
  const look = async (): Promise<void> => {
    isLooking = true;
    while (waiting.size > 0) {
      await sleep(lookEveryMs);
      const names = [...new Set([...waiting].map(({ name }) => name))].filter((name) => !isOwn(name));
      if (names.length === 0) continue;
      // The next look may be answered; the time of those who wait runs on.
      const stand = await positions(names).catch((): ReadonlyMap<string, string> => new Map());
      stand.forEach((position, name) => tell(name, position));
    }
    isLooking = false;
  };
  return {
    waitFor: async (name, position, timeoutMs) => {
      const asked = now();
      const stands = (await positions([name])).get(name) ?? '';
      const moved = own.get(name);
      // What was committed here while the server was asked was told to nobody.
      if (stands >= position || (moved && moved.at >= asked && moved.position >= position)) return true;
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
    moved: (name, position) => {
      own.set(name, { position, at: now() });
      tell(name, position);
    },
    close: () => {
      for (const { answer } of [...waiting]) answer(false);
    },
  };
};
