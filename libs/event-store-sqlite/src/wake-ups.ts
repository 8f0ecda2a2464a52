import { type Waiting, waitingAtTheEnd } from '@laurel/event-sourcing/engine-kit';

const fastest = 2;
const slowest = 50;

/**
 * Tells those who wait at the end of the log that it has grown: at once when this process has written, by polling (fast after news, slowly in
 * quiet) when another one may have. Nobody waits: nothing runs.
 */
export const wakeUps = (foreignVersion: () => number): Waiting => {
  let foreign = foreignVersion();
  let pause = fastest;
  let timer: NodeJS.Timeout | undefined;

  const poll = (): void => {
    timer = undefined;
    if (hasNews()) wake();
    else pause = Math.min(pause * 1.5, slowest);
    schedule();
  };
  const hasNews = (): boolean => {
    try {
      const before = foreign;
      foreign = foreignVersion();
      return foreign !== before;
    } catch {
      return true; // locked for a moment, or worse: those who wait will look, and tell
    }
  };
  const schedule = (): void => {
    if (waiting.isAnybody()) timer ??= setTimeout(poll, pause);
  };
  const waiting = waitingAtTheEnd({ begin: schedule, end: () => (timer = void clearTimeout(timer)) });
  const wake = (): void => {
    pause = fastest;
    waiting.wake();
  };
  return { ...waiting, wake };
};
