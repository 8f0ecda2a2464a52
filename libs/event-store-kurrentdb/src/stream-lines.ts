/** One after the other within a name; different names do not wait for each other. */
export const streamLines = () => {
  const lines = new Map<string, Promise<unknown>>();
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (lines.get(name) ?? Promise.resolve()).then(work, work);
    lines.set(name, mine);
    try {
      return await mine;
    } finally {
      if (lines.get(name) === mine) lines.delete(name); // nobody stands behind
    }
  };
};
