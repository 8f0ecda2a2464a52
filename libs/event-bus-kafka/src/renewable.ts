/** A connection that is opened when it is first needed, and anew after it broke. */
export interface Renewable<T> {
  use<Result>(work: (connection: T) => Promise<Result>): Promise<Result>;
  readonly isOpen: boolean;
  close(): Promise<void>;
}

export const renewable = <T>(
  open: () => Promise<T>,
  close: (connection: T) => Promise<void>,
  breaks: (error: unknown) => boolean = () => true,
): Renewable<T> => {
  let current: Promise<T> | undefined;
  let [isOpen, isClosed] = [false, false];
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
    isOpen = false;
    drop(connection);
  };
  return {
    get isOpen() {
      return isOpen;
    },
    use: async (work) => {
      if (isClosed) throw new Error('the connection to Kafka was closed');
      const mine = (current ??= open());
      try {
        const connection = await mine.catch((error: unknown) => {
          forget(mine);
          throw error;
        });
        if (current === mine) isOpen = true;
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
