import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { demand, live, lookAt } from './lives.js';

/** A ticker dies after a timer's command was written and before the timer was settled: the command stands once. */
export const tickerFault: FaultRun = {
  name: 'a ticker is killed between sending and settling',
  run: (long: boolean) =>
    inFolder(async (folder) => {
      await live(['fan-out', folder, '120']);
      let kills = 0;
      for (let n = 1; n <= (long ? 12 : 2); n++) if (!(await live(['ticker', folder, String(n * 7)])).finished) kills++;
      await live(['ticker', folder, '0']);
      await live(['ticker', folder, '0']);
      const { events } = await lookAt(folder);
      const rung = events.filter(({ type }) => type === 'BoxRang');
      demand(rung.length === 120 && new Set(rung.map(({ stream }) => stream)).size === 120, `${rung.length} rang`);
      demand(
        rung.every(({ at }) => at === '2021-02-01T01:00:00.000Z'),
        'a timer did not ring in its own time',
      );
      demand(kills > 0, 'nothing was killed');
      return { kills, figures: { timers: rung.length } };
    }),
};
