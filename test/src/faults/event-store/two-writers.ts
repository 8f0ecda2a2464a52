import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { child, inFolder } from '../kit.js';
import { checkWritten, writtenLog } from './written-log.js';

/** P4, P5 and P6 across processes. */
export const twoWriters: FaultRun = {
  name: 'two processes write at once: every expectation held at its place, every writer was told the truth',
  run: (long) =>
    inFolder(async (folder) => {
      const path = join(folder, 'events.db');
      const writers = [child('event-store/writer', path, '8'), child('event-store/writer', path, '8')];
      await Promise.all(writers.map((writer) => writer.wrote(20)));
      await sleep(long ? 5000 : 300);
      assert.deepEqual(await Promise.all(writers.map((writer) => writer.end())), [0, 0]);
      const log = await writtenLog(path);
      const untold = checkWritten(
        log,
        writers.flatMap(({ lines }) => lines),
      );
      assert.equal(untold, 0);
      return { kills: 0, figures: { events: log.length, first: writers[0]!.lines.length, second: writers[1]!.lines.length } };
    }),
};
