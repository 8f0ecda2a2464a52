import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { FaultRun } from '../fault-run.js';
import { between, child, inFolder } from '../kit.js';
import { closeEngines, comparison, count, type Engines, openEngines, runCounting } from './tallied.js';

/** F6: killed between effect and checkpoint, before COMMIT, and anywhere. */
export const killedProjector: FaultRun = {
  name: 'a projector killed between effect and checkpoint does everything once',
  run: (long) =>
    inFolder(async (folder) => {
      const engines = await openEngines(folder);
      const rounds = long ? 150 : 6;
      let kills = 0;
      try {
        for (let round = 0; round < rounds; round++) {
          await count(engines.store, 70);
          if (await killedOnce(folder, round)) kills += 1;
          if (round % 5 === 4) await finish(engines);
        }
        if (kills !== rounds) throw new Error(`${rounds - kills} of ${rounds} projectors were not killed`);
        await finish(engines);
        const { found, folded } = await comparison(engines);
        if (!isDeepStrictEqual(found, folded)) throw new Error(`read model ${JSON.stringify(found)}, log ${JSON.stringify(folded)}`);
        return { kills, figures: { events: folded.documents.reduce((sum, { times }) => sum + times, 0) } };
      } finally {
        await closeEngines(engines);
      }
    }),
};

const killedOnce = async (folder: string, round: number): Promise<boolean> => {
  const place = (['apply', 'advance', undefined] as const)[round % 3];
  const batch = 1 + (round % 13);
  const projector = child('read-models/projector-child', folder, `${batch}`, ...(place ? [place, `${1 + (round % 4)}`] : []));
  const ended = new Promise<void>((resolve) => projector.process.once('close', () => resolve()));
  if (!place) {
    await projector.wrote(1);
    await sleep(between(0, 30));
    await projector.kill();
  }
  await ended;
  return projector.process.signalCode === 'SIGKILL';
};

const finish = async (engines: Engines): Promise<void> => {
  const stop = new AbortController();
  const projector = await runCounting(engines, stop.signal, 50);
  const reached = await projector.caughtUp((await engines.store.head())!, 20_000);
  stop.abort();
  await projector.done;
  if (!reached) throw new Error(`not caught up: ${JSON.stringify(projector.health())}`);
};
