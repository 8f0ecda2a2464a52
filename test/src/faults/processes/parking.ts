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
      const lives = long ? 40 : 2;
      let kills = 0;
      for (let n = 0; n < lives; n++) {
        const { finished } = await live(['copy', folder, 'log', n % 2 === 0 ? 'inside' : 'after']);
        demand(!finished, 'it was not killed while it parked');
        kills++;
      }
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
