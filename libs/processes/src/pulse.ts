/** Lets somebody wait for the next change without a timer, and without missing one that came between looking and waiting. */
export interface Pulse {
  readonly count: number;
  beat(): void;
  /** Resolves once the count is beyond this one. */
  after(count: number): Promise<void>;
}

export const pulse = (): Pulse => {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    get count() {
      return count;
    },
    beat: () => {
      count++;
      const woken = waiting;
      waiting = [];
      woken.forEach((wake) => wake());
    },
    after: (seen) => (count > seen ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
};
