import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openPostgresEventStore } from '@laurel/event-store-postgres';
import type { FaultRun } from '../fault-run.js';
import { between, child } from '../kit.js';
import { withOwnPostgres } from './own-postgres.js';
import { checkTold, followed } from './told.js';

/** F1: writers die by SIGKILL at any moment; a reader follows all the while. */
export const killedWriters: FaultRun = {
  name: 'PostgreSQL: SIGKILL of writers loses nothing that was acknowledged and leaves nothing in part',
  run: (long) =>
    withOwnPostgres(async ({ url }) => {
      await migrate(url);
      const store = await openPostgresEventStore({ url });
      const reader = followed(store);
      const lines: string[] = [];
      let kills = 0;
      const life = async () => {
        const writer = child('postgres/writer', url, String(Math.ceil(between(0, 24))));
        await writer.wrote(1);
        await sleep(between(0, 60));
        await writer.kill();
        kills++;
        lines.push(...writer.lines);
      };
      const rounds = long ? 30 : 3;
      for (let round = 0; round < rounds; round++) await Promise.all([life(), life()]);
      await sleep(100); // what the dead have sent may still be on its way through the server
      const { log, acknowledged, untold } = await checkTold(url, lines);
      await reader.sawAll(log);
      await store.close();
      return { kills, figures: { events: log.length, acknowledged, 'committed, never told': untold } };
    }),
};
