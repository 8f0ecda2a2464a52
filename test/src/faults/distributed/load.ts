import { setTimeout as sleep } from 'node:timers/promises';
import type { Replica } from './replica.js';

/** Numbers that are put without a pause, each again with its key until a process acknowledges it. */
export interface Load {
  /** Box → the numbers that were acknowledged, in the order of putting. */
  readonly acknowledged: ReadonlyMap<string, readonly number[]>;
  /** Requests that got no answer, and were repeated. */
  failed(): number;
  /** Longest time without any acknowledgement, ms. */
  longestGap(): number;
  /** Position of the last number that was acknowledged. */
  last(): string | undefined;
  end(): Promise<void>;
}

export const putInto = (boxes: readonly string[], replicas: () => readonly Replica[], pauseMs = 100): Load => {
  const acknowledged = new Map<string, number[]>(boxes.map((box) => [box, []]));
  let [isOver, failed, longest, position] = [false, 0, 0, undefined as string | undefined];
  let before = performance.now();
  let turn = 0;

  /** In turns over the processes, until one has taken it. */
  const surely = async (box: string, n: number): Promise<void> => {
    for (let tries = 0; ; tries++) {
      const all = replicas();
      try {
        const answer = await all[turn++ % all.length]!.put({ box, n, key: `${box} ${n}` });
        if (answer.refused !== undefined) throw new Error(`${n} was refused by ${box}: ${answer.refused}`);
        position = answer.position;
        longest = Math.max(longest, performance.now() - before);
        before = performance.now();
        return void acknowledged.get(box)!.push(n);
      } catch (error) {
        failed++;
        if (tries === 200) throw error;
        await sleep(50);
      }
    }
  };
  const putting = Promise.all(
    boxes.map(async (box) => {
      for (let n = 0; !isOver; n++) {
        await surely(box, n);
        await sleep(pauseMs);
      }
    }),
  );
  putting.catch(() => undefined); // told by `end`
  return {
    acknowledged,
    failed: () => failed,
    longestGap: () => Math.round(longest),
    last: () => position,
    end: async () => {
      isOver = true;
      await putting;
    },
  };
};
