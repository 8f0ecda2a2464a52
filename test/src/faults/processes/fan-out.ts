import type { FaultRun } from '../fault-run.js';
import { between, inFolder } from '../kit.js';
import { demand, live, lookAt } from './lives.js';

/** A process that orders a thousand things is killed again and again: each is done once, each answer is written down once. */
export const fanOutFault: FaultRun = {
  name: 'a fan-out of 1,000 commands is killed in the middle',
  run: (long: boolean) =>
    inFolder(async (folder) => {
      const [count, lives] = [1_000, long ? 60 : 2];
      let kills = 0;
      // A life ends behind one of its appends, and in the long form at any other moment too.
      for (let n = 0; n < lives; n++) {
        const life =
          long && n % 2 === 1
            ? await live(['fan-out', folder, String(count)], Math.random() * 60)
            : await live(['fan-out', folder, String(count), String(Math.ceil(between(1, long ? 30 : 200)))]);
        if (!life.finished) kills++;
      }
      await live(['fan-out', folder, String(count)]);
      const { events } = await lookAt(folder);
      const opened = events.filter(({ type }) => type === 'BoxOpened').map(({ stream }) => stream);
      demand(
        opened.length === count && new Set(opened).size === count,
        `${opened.length} boxes were opened, ${new Set(opened).size} different ones`,
      );
      const batches = events
        .filter(({ type }) => type === 'BatchSettled')
        .map(({ data }) => data as { readonly number: number; readonly done: number });
      demand(batches.map(({ number }) => number).join() === [...Array(20).keys()].join(), 'batches were not settled once each, in order');
      demand(batches.reduce((sum, { done }) => sum + done, 0) === count, 'not every order was answered by DONE');
      demand(events.filter(({ type }) => type === 'ProcessRested').length === 1, 'it did not come to rest once');
      demand(kills > 0, 'nothing was killed');
      return { kills, figures: { commands: count } };
    }),
};
