/** Lets so many in at a time; the others wait in the order in which they came. */
export const turnstile = (places: number) => {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside < places) inside++;
    else await new Promise<void>((resolve) => waiting.push(resolve)); // takes over the place of the one that left
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
};
