import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import type { FaultRun } from '../fault-run.js';
import { between, child } from '../kit.js';
import { withOwnPostgres } from './own-postgres.js';
import { checkTold, followed } from './told.js';

/** Failover: the server falls under load, and comes back, again and again; some of the outages are longer than a reader's patience. */
export const crashedServer: FaultRun = {
  name: 'PostgreSQL: the server crashes and comes back under load; nothing is lost, doubled or told wrongly',
  run: (long) =>
    withOwnPostgres(async ({ url, crash, start }) => {
      await migrate(url);
      const store = await openPostgresEventStore({ url, patienceMs: 1000 });
      const reader = followed(store);
      const writers = [child('postgres/writer', url, '8'), child('postgres/writer', url, '8')];
      const crashes = long ? 12 : 2;
      for (let number = 0; number < crashes; number++) {
        const before = writers.map(({ lines }) => lines.length);
        await Promise.all(writers.map((writer, index) => writer.wrote(before[index]! + 40)));
        await sleep(between(0, 100));
        await crash();
        await sleep(number === 1 ? 1500 : between(0, 200));
        await start();
      }
      const before = writers.map(({ lines }) => lines.length);
      await Promise.all(writers.map((writer, index) => writer.wrote(before[index]! + 40)));
      assert.deepEqual(await Promise.all(writers.map((writer) => writer.end())), [0, 0]);
      const lines = writers.flatMap((writer) => writer.lines);
      const { log, acknowledged, untold, 'told nothing': nothing } = await checkTold(url, lines);
      assert.equal(untold, 0, 'every writer lives, and has learnt what became of each append');
      await reader.sawAll(log);
      assert.ok(reader.outages() > 0, 'the reader was told of the long outage');
      await store.close();
      return { kills: crashes, figures: { events: log.length, acknowledged, 'told nothing': nothing, 'outages told': reader.outages() } };
    }),
};
