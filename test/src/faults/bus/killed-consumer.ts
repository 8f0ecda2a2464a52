import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { inWorld, streams } from './world.js';

/** In its transaction, behind it and before the offsets are committed, and at any moment; its session has to run out each time. */
export const killedConsumer: FaultRun = {
  name: 'bus: a consumer is killed between effect and commit',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, again: 'given', boundSeconds: long ? 400 : 90 }, async (world) => {
      await world.relay();
      const load = world.load(streams(20));
      const lives = long ? 18 : 3;
      for (let life = 0; life < lives; life++) {
        const before = (['offset', 'effect', undefined] as const)[life % 3];
        const member = world.memberChild(before ? { dies: { before, nth: 1 + (life % 5) } } : {});
        if (!before) {
          await member.wrote(3);
          await sleep(between(0, 100));
          await member.kill();
        } else {
          assert.equal(await member.ended(), 'SIGKILL');
          const last = member.lines.findLast((line) => line !== 'running');
          // What it was given may all have been taken in before: then there was nothing to write.
          if (before === 'effect') assert.equal(last, 'holds', 'it died inside its transaction');
          else assert.match(String(last), /^(written|given \d+)$/, 'it died behind its transaction');
        }
        world.killed();
      }
      await load.end();
      world.memberChild();
      return {};
    }),
};
