/** A random pause of at most 2, 4, 8 … 128 ms, so that those who ran into each other do not do so again. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** Math.min(attempt, 7)));
