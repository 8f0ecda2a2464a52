/** Runs at most so many pieces of work at a time, the others in the order in which they came; gives what each gives or throws. */
export const bounded = (atMost: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    // Who finishes hands the place over, so nobody who comes between can overtake.
    if (running < atMost) running++;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
};
