import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child-process.js';
import { closeEngines, comparison, count, openEngines, runCounting } from './tallied.js';

/** F6: a projector is killed between effect and checkpoint, before COMMIT, and anywhere; every effect happens exactly once. */
export const killedProjector = {
  name: 'a projector killed between effect and checkpoint',
  run: async (long: boolean) => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-killed-projector-'));
    const engines = await openEngines(folder);
    const rounds = long ? 150 : 6;
    let kills = 0;
    try {
      for (let round = 0; round < rounds; round++) {
        const head = await count(engines.store, 70);
        const place = (['apply', 'advance', undefined] as const)[round % 3];
        const batch = 1 + (round % 13);
        const child = startChild(
          import.meta.url,
          './projector-child.js',
          folder,
          String(batch),
          ...(place ? [place, String(1 + (round % 4))] : []),
        );
        if (!place) {
          await child.says('running');
          await sleep(Math.random() * 30);
          child.process.kill('SIGKILL');
        }
        const { signal } = await child.ended;
        if (signal === 'SIGKILL') kills += 1;
        if (round % 5 === 4) await finish(engines, head);
      }
      await finish(engines, (await engines.store.head())!);
      return { kills, ...(await comparison(engines)) };
    } finally {
      await closeEngines(engines);
      rmSync(folder, { recursive: true });
    }
  },
};

const finish = async (engines: Parameters<typeof runCounting>[0], head: string): Promise<void> => {
  const stop = new AbortController();
  const projector = await runCounting(engines, stop.signal, 50);
  if (!(await projector.caughtUp(head, 20_000))) throw new Error(`not caught up: ${JSON.stringify(projector.health())}`);
  stop.abort();
  await projector.done;
};
