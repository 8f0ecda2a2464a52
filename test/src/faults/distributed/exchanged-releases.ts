import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { inReplicas } from './replicas.js';

/** The new release has raised the version of its read model: it is filled beside a leader that does not know it, and so on the way back. */
export const exchangedReleases: FaultRun = {
  name: 'replicas: each is exchanged for one of the next release under load, with a read model of a new version, and back',
  run: (isLong) =>
    inReplicas(async (world, long) => {
      world.load(3);
      await world.roles();
      let [exchanged, slowest] = [0, 0];
      for (const release of long ? ([2, 1, 2, 1, 2, 1] as const) : ([2, 1] as const)) {
        // The leader last: until then it leads beside a process that has what it does not know.
        const { leader, follower } = await world.roles();
        for (const old of [follower, leader]) {
          assert.equal((await leader.health())?.leads, true, 'the leader is of the other release');
          slowest = Math.max(slowest, await world.exchange(old, release));
          exchanged++;
          await sleep(1_000);
        }
      }
      return { exchanged, 'ready after at most ms': Math.round(slowest) };
    }, isLong),
};
