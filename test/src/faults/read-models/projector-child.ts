import type { ReadModels } from '@laurel/read-models';
import { openEngines, runCounting } from './tallied.js';

// A projector in a process of its own: `folder batch [apply|advance nth]`. With the last two it kills itself there: after the effect and
// before the cursor is committed, or after both and before COMMIT.
const [folder, batch, place, nth] = process.argv.slice(2);
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};

const killing = (readModels: ReadModels): ReadModels => {
  let left = Number(nth);
  return {
    ...readModels,
    transaction: (work) =>
      readModels.transaction(async (tx) => {
        const result = await work({
          ...tx,
          apply: async (...change) => {
            await tx.apply(...change);
            if (place === 'apply' && --left <= 0) await die();
          },
        });
        if (place === 'advance' && --left <= 0) await die();
        return result;
      }),
  };
};

const engines = await openEngines(folder!);
const { readModels } = engines;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const projector = await runCounting({ ...engines, readModels: place ? killing(readModels) : readModels }, stop.signal, Number(batch));
process.stdout.write('running\n');
await projector.done;
process.stdout.write(`${JSON.stringify(projector.health())}\n`);
await engines.store.close();
await readModels.close();
