import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between, saying } from '../kit.js';
import { sessionTimeoutMs } from './places.js';
import { inWorld, streams } from './world.js';

/** Frozen with a batch in its hands that it has looked at and not written; another takes that in; it wakes and writes. */
export const frozenMember: FaultRun = {
  name: 'bus: a member is frozen past its session, its partitions move, it wakes, and nothing is applied twice',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, again: 'given', boundSeconds: long ? 400 : 90 }, async (world) => {
      await world.relay();
      const rounds = long ? 8 : 1;
      let longest = 0;
      for (let round = 0; round < rounds; round++) {
        const sleeper = world.memberChild({ slowMs: 1_000 });
        const load = world.load(streams(30));
        await saying(sleeper, 'holds');
        await sleep(between(0, 300));
        const frozen = performance.now();
        sleeper.process.kill('SIGSTOP');
        await load.end();
        const lines = sleeper.lines.length;
        const other = world.memberChild();
        await world.arrived(); // all of it, what the sleeper holds too
        longest = Math.max(longest, performance.now() - frozen);
        assert.equal(await world.members(), 1, 'the sleeper was taken out of the group');
        sleeper.process.kill('SIGCONT');
        await sleeper.wrote(lines + 1);
        assert.equal(sleeper.lines[lines], 'written', 'it goes on with what it held');
        await world.send('parcel-0', 1);
        await sleep(2_000);
        assert.deepEqual(await Promise.all([sleeper.end(), other.end()]), [0, 0]);
      }
      world.memberChild();
      assert.ok(longest > sessionTimeoutMs - 1_000, `it was frozen past its session, though all arrived within ${Math.round(longest)} ms`);
      return { frozen: rounds, 'taken over within ms': Math.round(longest) };
    }),
};
