import type { mongo } from 'mongoose';

/** Rings when the record of a clock has changed. A wake-up, never the data: whoever rests looks after each rest, rung or not. */
export interface ClockBell {
  /** Until it rings, or has rung since the last rest, or the time is over. */
  rest(atMostMs: number): Promise<void>;
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
  const hangUp = (): void => {
    if (stream && !stream.closed) return;
    const mine = records.watch([{ $match: { 'documentKey._id': name } }], { maxAwaitTimeMS: 5000 });
    mine.on('change', ring);
    mine.on('error', (error) => {
      onProblem(error);
      void mine.close().catch(onProblem);
    });
    stream = mine;
  };
  return {
    ring,
    rest: async (atMostMs) => {
      hangUp();
      await new Promise<void>((resolve) => {
        if (hasRung) return resolve();
        const timer = setTimeout(resolve, atMostMs).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      hasRung = false;
    },
    close: async () => stream?.close(),
  };
};
