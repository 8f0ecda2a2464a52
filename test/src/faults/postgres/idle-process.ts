import assert from 'node:assert/strict';
import { migrate } from '@laurel/event-store-postgres';
import type { FaultRun } from '../fault-run.js';
import { child } from '../kit.js';
import { withOwnPostgres } from './own-postgres.js';

/** F15 */
export const idleProcess: FaultRun = {
  name: 'PostgreSQL: a process that waits for events uses less than 1 % of a core',
  run: (long) =>
    withOwnPostgres(async ({ url }) => {
      await migrate(url);
      const process_ = child('postgres/idle', url, long ? '10000' : '3000');
      await process_.wrote(1);
      assert.equal(await process_.end(), 0);
      const share = Number(process_.lines[0]);
      assert.ok(share < 0.01, `it used ${(share * 100).toFixed(2)} % of a core`);
      return { kills: 0, figures: { 'core %': Number((share * 100).toFixed(2)) } };
    }),
};
