import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import type { FaultRun } from '../fault-run.js';
import { between, child, inFolder } from '../kit.js';
import { checkWritten, writtenLog } from './written-log.js';

/** F1: writers die by SIGKILL at any moment, most of them inside COMMIT, where they spend their time; a reader follows all the while. */
export const killedWriters: FaultRun = {
  name: 'F1 SIGKILL of writers loses nothing that was acknowledged and leaves nothing in part',
  run: (long) =>
    inFolder(async (folder) => {
      const path = join(folder, 'events.db');
      const follower = await openSqliteEventStore({ path });
      const seen: string[] = [];
      const controller = new AbortController();
      const following = (async () => {
        for await (const message of follower.subscribe({ signal: controller.signal })) {
          if (message.kind === 'events') seen.push(...message.events.map(({ metadata }) => metadata.id));
        }
      })();
      const acknowledged: string[] = [];
      let kills = 0;
      const life = async () => {
        const writer = child('event-store/writer', path, String(Math.ceil(between(0, 24))));
        await writer.wrote(1);
        await sleep(between(0, 60));
        await writer.kill();
        kills++;
        acknowledged.push(...writer.lines);
      };
      const rounds = long ? 71 : 3;
      for (let round = 0; round < rounds; round++) await Promise.all([life(), life()]);

      const log = await writtenLog(path);
      const untold = checkWritten(log, acknowledged);
      const patience = AbortSignal.timeout(10_000);
      while (seen.length < log.length && !patience.aborted) await sleep(5);
      controller.abort();
      await following;
      await follower.close();
      assert.deepEqual(
        seen,
        log.map(({ metadata }) => metadata.id),
        'the reader that followed saw the log, each event once, in order',
      );
      return { kills, figures: { events: log.length, acknowledged: acknowledged.length, 'committed, never told': untold } };
    }),
};
