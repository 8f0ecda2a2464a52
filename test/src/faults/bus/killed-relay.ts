import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { inWorld, streams } from './world.js';

/** The same ids come again after each life; the sequence of a key tells them. */
export const killedRelay: FaultRun = {
  name: 'bus: a relay is killed after its send was acknowledged and before its mark has moved',
  run: (long) =>
    inWorld(
      { store: 'postgres', marks: 'mongodb', readModels: 'sqlite', partitions: 6, again: 'sent', boundSeconds: long ? 240 : 60 },
      async (world) => {
        await world.member();
        const load = world.load(streams(20));
        const lives = long ? 30 : 3;
        for (let life = 0; life < lives; life++) {
          // Two of three die there, the others at any moment.
          const relay = life % 3 === 2 ? world.relayChild() : world.relayChild({ diesAfterSend: 1 + (life % 4) });
          if (life % 3 === 2) {
            await relay.wrote(1);
            await sleep(between(0, 300));
            await relay.kill();
          } else await relay.ended();
          assert.equal(relay.process.signalCode, 'SIGKILL');
          world.killed();
        }
        await load.end();
        await world.relay();
        return {};
      },
    ),
};
