import type { mongo } from 'mongoose';

/** Rings when the record of a clock has changed. A wake-up, never the data: whoever rests looks now and then, rung or not. */
export interface ClockBell {
  /**
   * Until it rings, or has rung since the last rest, or the time is over. False when nothing can have happened: it was there all the time
   * and did not ring.
   */
  rest(atMostMs: number): Promise<boolean>;
  ring(): void;
  close(): Promise<void>;
}

/** `onProblem` hears why it is silent; it is hung up again with the next rest. */
export const clockBell = <Row extends mongo.Document>(
  records: mongo.Collection<Row>,
  name: string,
  onProblem: (error: unknown) => void,
): ClockBell => {
  let hasRung = false;
  let wake = (): void => undefined;
  let stream: mongo.ChangeStream | undefined;
  const ring = () => {
    hasRung = true;
    wake();
  };
  /** True when it hung already. */
  const hangUp = (): boolean => {
    if (stream && !stream.closed) return true;
    const mine = records.watch([{ $match: { 'documentKey._id': name } }], { maxAwaitTimeMS: 5000 });
    mine.on('change', ring);
    mine.on('error', (error) => {
      onProblem(error);
      void mine.close().catch(onProblem);
    });
    stream = mine;
    return false;
  };
  return {
    ring,
    rest: async (atMostMs) => {
      const hung = hangUp();
      await new Promise<void>((resolve) => {
        if (hasRung) return resolve();
        const timer = setTimeout(resolve, atMostMs).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const quiet = hung && !hasRung && stream?.closed === false;
      hasRung = false;
      return !quiet;
    },
    close: async () => stream?.close(),
  };
};
