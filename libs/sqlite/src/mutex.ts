/** One at a time, in the order of asking. Gives a function that runs its argument when its turn has come. */
export const mutex = (): (<T>(work: () => T | Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined); // the next one's turn comes whatever became of this one
    return mine;
  };
};
