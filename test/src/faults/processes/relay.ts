import type { FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { demand, live, lookAt } from './lives.js';

/** A relay dies after its batch was acknowledged and before its mark has moved: the same ids come again, a consumer's effect once. */
export const relayFault: FaultRun = {
  name: 'a relay is killed between sending and moving its mark',
  run: (long: boolean) =>
    inFolder(async (folder) => {
      await live(['fan-out', folder, '450']);
      let kills = 0;
      for (let sends = 1; sends <= (long ? 4 : 1); sends++) if (!(await live(['relay', folder, String(sends)])).finished) kills++;
      await live(['relay', folder, '0']);
      await live(['copy', folder, 'file']);
      const { lines, rows, parked, events } = await lookAt(folder);
      const ids = lines.map(({ id }) => id);
      const published = events.filter(({ type }) => type === 'BoxOpened').length;
      demand(new Set(ids).size === published, `${new Set(ids).size} of ${published} events were published`);
      demand(ids.length > published, 'nothing was sent twice');
      demand(kills > 0, 'nothing was killed');
      demand(rows.length + parked.length === published, 'an event has had no effect');
      demand(
        rows.every(([, opened]) => opened === 1),
        'an event has had its effect twice',
      );
      return { kills, figures: { events: published, sentTwice: ids.length - published } };
    }),
};
