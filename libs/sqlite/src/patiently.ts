import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteFault } from './faults.js';

/** Tries again while another process holds the lock, without holding the event loop. Throws `givenUp()` after the bound. */
export const patiently = async <T>(attempt: () => T, boundMs: number, givenUp: () => Error): Promise<T> => {
  const begun = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 1.5, 25)) {
    try {
      return attempt();
    } catch (error) {
      if (sqliteFault(error) !== 'BUSY') throw error;
      if (performance.now() - begun >= boundMs) throw givenUp();
      await sleep(pause * (0.5 + Math.random()));
    }
  }
};
