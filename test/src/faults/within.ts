import { setTimeout as sleep } from 'node:timers/promises';

/** What the work gives. Throws when it takes longer, with what `state` tells then. */
export const within = async <T>(seconds: number, state: () => Promise<unknown>, work: () => Promise<T>): Promise<T> => {
  const over = new AbortController();
  const expired = sleep(seconds * 1000, undefined, { signal: over.signal }).then(async () => {
    throw new Error(`not done after ${seconds} s: ${JSON.stringify(await state())}`);
  });
  expired.catch(() => undefined);
  try {
    return await Promise.race([work(), expired]);
  } finally {
    over.abort();
  }
};
