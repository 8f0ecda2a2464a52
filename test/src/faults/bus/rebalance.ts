import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '@laurel/testing/program';
import type { FaultRun } from '../fault-run.js';
import { saying } from '../kit.js';
import { inWorld, streams } from './world.js';

/** Every change of the group meets the others in the middle of a batch. */
export const rebalance: FaultRun = {
  name: 'bus: members join, leave and are killed under load, and one of them is slow',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, again: 'given', boundSeconds: long ? 400 : 90 }, async (world) => {
      await world.relay();
      const slow = world.memberChild({ slowMs: 1_000 });
      const load = world.load(streams(30));
      await slow.wrote(2);
      const others: Program[] = [];
      const rounds = long ? 12 : 2;
      for (let round = 0; round < rounds; round++) {
        const joining = [world.memberChild({ slowMs: 50 }), world.memberChild()];
        others.push(...joining);
        while ((await world.members()) < 3) await sleep(100); // who was killed may still be counted for a session
        for (const member of joining) await saying(member, 'given '); // it has partitions of its own
        await sleep(1_000);
        assert.equal(await others.shift()!.end(), 0);
        if (round % 2 === 1) {
          await others.shift()!.kill();
          world.killed();
        }
      }
      await load.end();
      return { 'joined and left': 2 * rounds };
    }),
};
