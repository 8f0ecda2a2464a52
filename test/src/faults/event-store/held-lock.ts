import assert from 'node:assert/strict';
import { join } from 'node:path';
import { StoreUnavailable } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import type { FaultRun } from '../fault-run.js';
import { child, inFolder } from '../kit.js';
import { appendOne } from './append-one.js';

/** F3: another process holds the write lock for longer than the bound, and then dies with it. */
export const heldLock: FaultRun = {
  name: 'F3 a write lock that another process keeps is told as unavailable, in time, and nothing stands',
  run: () =>
    inFolder(async (folder) => {
      const path = join(folder, 'events.db');
      const store = await openSqliteEventStore({ path, lockTimeoutMs: 200 });
      await appendOne(store, 'log-1', 'none', 1);
      const holder = child('event-store/holder', path);
      await holder.wrote(1);

      let ticks = 0;
      const ticking = setInterval(() => ticks++, 1);
      const begun = performance.now();
      const refused = await Promise.allSettled([appendOne(store, 'log-1', 0, 2), appendOne(store, 'log-2', 'none', 3)]);
      const waited = Math.round(performance.now() - begun);
      clearInterval(ticking);
      assert.ok(refused.every((one) => one.status === 'rejected' && one.reason instanceof StoreUnavailable));
      assert.ok(waited >= 200 && waited < 2000 && ticks > 50, `waited ${waited} ms, ${ticks} ticks`);
      assert.equal(await store.head(), '0000000000000001', 'readers go on, nothing stands');

      const waiting = appendOne(store, 'log-1', 0, 2);
      await holder.kill();
      assert.deepEqual(await waiting, { revision: 1, position: '0000000000000002' });
      await store.close();
      return { kills: 1, figures: { 'waited ms': waited, 'ticks meanwhile': ticks } };
    }),
};
