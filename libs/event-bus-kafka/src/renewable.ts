/** A connection that is opened when it is first needed, and anew after it broke. */
export interface Renewable<T> {
  use<Result>(work: (connection: T) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export const renewable = <T>(
  open: () => Promise<T>,
  close: (connection: T) => Promise<void>,
  breaks: (error: unknown) => boolean = () => true,
): Renewable<T> => {
  let current: Promise<T> | undefined;
  let isClosed = false;
  const closing = new Set<Promise<void>>();
  const drop = (connection: Promise<T>): void => {
    const closed = connection
      .then(close)
      .catch(() => undefined)
      .finally(() => closing.delete(closed));
    closing.add(closed);
  };
  const forget = (connection: Promise<T>): void => {
    if (current !== connection) return;
    current = undefined;
    drop(connection);
  };
  return {
    use: async (work) => {
      if (isClosed) throw new Error('the connection to Kafka was closed');
      const mine = (current ??= open());
      try {
        const connection = await mine.catch((error: unknown) => {
          forget(mine);
          throw error;
        });
        return await work(connection);
      } catch (error) {
        if (breaks(error)) forget(mine);
        throw error;
      }
    },
    close: async () => {
      isClosed = true;
      if (current) forget(current);
      await Promise.all(closing);
    },
  };
};
