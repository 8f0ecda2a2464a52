import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectionHealth } from '@laurel/read-models';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child-process.js';
import { closeEngines, comparison, count, openEngines, runCounting } from './tallied.js';

/** F7: a projector is stopped (SIGSTOP), another one takes over, the first one wakes up (SIGCONT): it is fenced, stops, and has changed nothing. */
export const zombieProjector = {
  name: 'a projector that wakes up after another one has taken over',
  run: async (long: boolean) => {
    const healths: ProjectionHealth['state'][] = [];
    let last: Awaited<ReturnType<typeof comparison>> | undefined;
    for (let round = 0; round < (long ? 30 : 1); round++) {
      const folder = mkdtempSync(join(tmpdir(), 'laurel-zombie-projector-'));
      const engines = await openEngines(folder);
      const child = startChild(import.meta.url, './projector-child.js', folder, '3');
      const stop = new AbortController();
      try {
        await child.says('running');
        const counting = count(engines.store, 300);
        await sleep(Math.random() * 20);
        child.process.kill('SIGSTOP');
        await counting;
        // SQLite's lock belongs to a process, alive or not: one that was stopped inside a transaction has to be let go on once more.
        const projector = await runCounting(engines, stop.signal, 50).catch(async () => {
          child.process.kill('SIGCONT');
          return runCounting(engines, stop.signal, 50);
        });
        await projector.caughtUp(await count(engines.store, 70), 20_000);
        child.process.kill('SIGCONT');
        const head = await count(engines.store, 70);
        await child.ended;
        healths.push(...(JSON.parse(child.said().trim().split('\n').at(-1)!) as ProjectionHealth[]).map(({ state }) => state));
        if (!(await projector.caughtUp(head, 20_000))) throw new Error(`not caught up: ${JSON.stringify(projector.health())}`);
        last = await comparison(engines);
        if (JSON.stringify(last.found) !== JSON.stringify(last.folded)) return { healths, ...last };
        stop.abort();
        await projector.done;
      } finally {
        child.process.kill('SIGKILL');
        stop.abort();
        await closeEngines(engines);
        rmSync(folder, { recursive: true });
      }
    }
    return { healths, ...last! };
  },
};
