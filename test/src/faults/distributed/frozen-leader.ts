import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { places } from './boxes.js';
import { until } from './replica.js';
import { inReplicas, leaseSeconds, transactionSeconds } from './replicas.js';

/** What a busy machine may add: the next leader opens its cursors, reads its log. */
const machineMs = 10_000;
/** The lease, a quarter of it, and what the frozen one has locked in MongoDB. */
const boundMs = leaseSeconds * 1_250 + transactionSeconds * 1_000 + 1_000;

/** It wakes in the middle of its work, and goes on with it: in a transaction, before it sends, before a timer's command. */
export const frozenLeader: FaultRun = {
  name: 'replicas: a leader that is frozen in projector, relay and ticker is replaced, and does nothing when it wakes',
  run: (isLong) =>
    inReplicas(async ({ load, roles }, long) => {
      const { last } = load(10);
      const took: Record<string, number> = {};
      for (const place of Array.from({ length: long ? 5 : 1 }, () => places).flat()) {
        const { leader: frozen, follower: next } = await roles();
        await frozen.freeze(place);
        const since = performance.now();
        await until(`the other one leads, ${place} frozen`, 60, async () => (await next.health())?.leads);
        const leads = Math.round(performance.now() - since);
        const position = last();
        await until('it shows what is ordered', 60, async () => (await next.boxes(position).catch(() => undefined))?.shown);
        took[`${place}: leads after ms`] = Math.max(took[`${place}: leads after ms`] ?? 0, leads);
        took[`${place}: shows after ms`] = Math.max(took[`${place}: shows after ms`] ?? 0, Math.round(performance.now() - since));
        assert.ok(leads < boundMs + machineMs, `the other one led only after ${leads} ms`);
        await sleep(500);
        frozen.wake();
        const woken = await until('it follows, and is ready', 60, async () => {
          const health = await frozen.health();
          return health?.leads === false && health.ready && health;
        });
        assert.deepEqual({ ...woken, both: (await next.health())?.leads }, { ...woken, leads: false, both: true });
        const now = last();
        assert.equal((await frozen.boxes(now)).shown, true, 'who was frozen shows what was ordered meanwhile');
      }
      return took;
    }, isLong),
};
