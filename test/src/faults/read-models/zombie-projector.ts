import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ProjectionHealth } from '@laurel/read-models';
import type { FaultRun } from '../fault-run.js';
import { between, child, inFolder } from '../kit.js';
import { closeEngines, comparison, count, openEngines, runCounting } from './tallied.js';

/** F7: stopped (SIGSTOP), taken over from, woken up (SIGCONT). */
export const zombieProjector: FaultRun = {
  name: 'a projector that wakes up after another one has taken over is fenced out and leaves no trace',
  run: async (long) => {
    const rounds = long ? 30 : 1;
    let lockedIn = 0;
    for (let round = 0; round < rounds; round++) if ((await inFolder(zombie)).heldTheLock) lockedIn += 1;
    return { kills: 0, figures: { zombies: rounds, 'stopped inside a transaction': lockedIn } };
  },
};

const zombie = async (folder: string): Promise<{ readonly heldTheLock: boolean }> => {
  const engines = await openEngines(folder);
  const stop = new AbortController();
  const sleeper = child('read-models/projector-child', folder, '3');
  const ended = new Promise<void>((resolve) => sleeper.process.once('close', () => resolve()));
  let heldTheLock = false;
  try {
    await sleeper.wrote(1);
    const counting = count(engines.store, 300);
    await sleep(between(0, 20));
    sleeper.process.kill('SIGSTOP');
    await counting;
    const projector = await runCounting(engines, stop.signal, 50).catch(() => {
      // SQLite's lock belongs to a process, awake or not: one that sleeps inside its transaction has to end that first.
      heldTheLock = true;
      sleeper.process.kill('SIGCONT');
      return runCounting(engines, stop.signal, 50);
    });
    await projector.caughtUp(await count(engines.store, 70), 20_000);
    sleeper.process.kill('SIGCONT');
    const head = await count(engines.store, 70);
    await ended;
    const states = (JSON.parse(sleeper.lines.at(-1)!) as readonly ProjectionHealth[]).map(({ state }) => state); // its own words
    if (!isDeepStrictEqual(states, ['FENCED'])) throw new Error(`the sleeper is ${states.join()}`);
    if (!(await projector.caughtUp(head, 20_000))) throw new Error(`not caught up: ${JSON.stringify(projector.health())}`);
    const { found, folded } = await comparison(engines);
    if (!isDeepStrictEqual(found, folded)) throw new Error(`read model ${JSON.stringify(found)}, log ${JSON.stringify(folded)}`);
    stop.abort();
    await projector.done;
    return { heldTheLock };
  } finally {
    sleeper.process.kill('SIGKILL');
    stop.abort();
    await closeEngines(engines);
  }
};
