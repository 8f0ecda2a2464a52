/** One after the other, each whatever those before threw. Gives what they threw. */
export const closeAll = async (closers) => {
  const failures = [];
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
};
