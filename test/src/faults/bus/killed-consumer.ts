import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { inWorld, streams } from './world.js';

/** In its transaction, behind it and before the offsets are committed, and at any moment; its session has to run out each time. */
export const killedConsumer: FaultRun = {
  name: 'bus: a consumer is killed between effect and commit',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, boundSeconds: long ? 400 : 90 }, async (world) => {
      await world.relay();
      const load = world.load(streams(20));
      const lives = long ? 18 : 3;
      for (let life = 0; life < lives; life++) {
        const nth = 1 + (life % 5);
        const member = world.memberChild(life % 3 === 2 ? {} : { dies: { before: life % 3 === 0 ? 'offset' : 'effect', nth } });
        if (life % 3 === 2) {
          await member.wrote(3);
          await sleep(between(0, 100));
          await member.kill();
        } else await member.ended();
        assert.equal(member.process.signalCode, 'SIGKILL');
        world.killed();
      }
      await load.end();
      world.memberChild();
      return {};
    }),
};
