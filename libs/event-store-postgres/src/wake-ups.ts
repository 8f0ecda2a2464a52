import { type Waiting, waitingAtTheEnd } from '@laurel/event-sourcing/engine-kit';

/** How often one who waits looks by itself: a word that was lost costs at most so much. */
const netMs = 1000;

/** Tells those who wait at the end of the log that it may have grown: at a word of the server, and every second. Nobody waits: nothing runs. */
export const wakeUps = (): Waiting => {
  let timer: NodeJS.Timeout | undefined;
  const waiting = waitingAtTheEnd({
    begin: () => (timer ??= setInterval(waiting.wake, netMs)),
    end: () => (timer = void clearInterval(timer)),
  });
  return waiting;
};
