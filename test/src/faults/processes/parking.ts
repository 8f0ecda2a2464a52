import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { demand, live, lookAt } from './lives.js';

/** A consumer that meets poison is killed while it parks: every event is either in the rows or parked, once; a release takes it in. */
export const parkingFault: FaultRun = {
  name: 'a consumer is killed while it parks poison',
  run: (long: boolean) =>
    inFolder(async (folder) => {
      const count = 500;
      await live(['fan-out', folder, String(count)]);
      let kills = 0;
      for (let n = 1; n <= (long ? 40 : 2); n++) if (!(await live(['copy', folder, 'log', String(2 + 3 * n)])).finished) kills++;
      await live(['copy', folder, 'log']);
      const before = await lookAt(folder);
      demand(
        before.parked.length === 50 && before.parked.every(({ error }) => error?.includes('is poison') === true),
        `${before.parked.length} are parked`,
      );
      demand(before.rows.length === 450 && before.rows.every(([, opened]) => opened === 1), 'another key was held up or taken twice');
      await live(['release', folder]);
      const after = await lookAt(folder);
      demand(
        after.rows.length === count && after.rows.every(([, opened]) => opened === 1) && after.parked.length === 0,
        'a release did not take all in once',
      );
      return { kills, figures: { parked: before.parked.length } };
    }),
};
