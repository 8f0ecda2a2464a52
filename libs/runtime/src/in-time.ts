/** The work's outcome, or undefined when it takes longer: engines that hang are to be told, not waited for. */
export const inTime = async <T>(work: Promise<T>, patienceMs: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  work.catch(() => undefined); // when the bound comes first, nobody else listens any more
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
