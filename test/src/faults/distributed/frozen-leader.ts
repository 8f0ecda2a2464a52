import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { places } from './boxes.js';
import { until } from './replica.js';
import { inReplicas, type Lease, leaseSeconds, transactionSeconds, type World } from './replicas.js';

/** From the last renewal to who takes it next. What a busy machine may add is half a lease: a second one would be told. */
const takenWithinMs = leaseSeconds * (1_250 + 500);
/** The next leader opens its cursors, where the frozen one has locked something in MongoDB, and reads its log. */
const leadsWithinMs = takenWithinMs + transactionSeconds * 1_000 + 4_000;

/** It wakes in the middle of its work, and goes on with it: in a transaction, before it sends, before a timer's command. */
export const frozenLeader: FaultRun = {
  name: 'replicas: a leader that is frozen in projector, relay and ticker is replaced, and does nothing when it wakes',
  run: (isLong) =>
    inReplicas(async ({ load, roles, lease }, long) => {
      const { last } = load(10);
      const took: Record<string, number> = {};
      for (const place of Array.from({ length: long ? 5 : 1 }, () => places).flat()) {
        const { leader: frozen, follower: next } = await roles();
        const held = await lease();
        await frozen.freeze(place);
        const since = performance.now();
        const taken = await takenAfter(held!, lease);
        assert.ok(taken < takenWithinMs, `the lease was taken only ${taken} ms after it was renewed`);
        await until(`the other one leads, ${place} frozen`, 60, async () => (await next.health())?.leads);
        const leads = Math.round(performance.now() - since);
        const position = last();
        await until('it shows what is ordered', 60, async () => (await next.boxes(position).catch(() => undefined))?.shown);
        took[`${place}: taken after ms`] = Math.max(took[`${place}: taken after ms`] ?? 0, taken);
        took[`${place}: leads after ms`] = Math.max(took[`${place}: leads after ms`] ?? 0, leads);
        took[`${place}: shows after ms`] = Math.max(took[`${place}: shows after ms`] ?? 0, Math.round(performance.now() - since));
        assert.ok(leads < leadsWithinMs, `the other one led only after ${leads} ms`);
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

/** From the last renewal by who holds it until somebody else has it, by the clock that decides. */
const takenAfter = async (held: Lease, lease: World['lease']): Promise<number> => {
  let last = held;
  const next = await until('somebody else has the lease', 60, async () => {
    const now = await lease();
    if (now && now.holder !== last.holder) return now;
    last = now ?? last;
    return undefined;
  });
  return next.renewed - last.renewed;
};
