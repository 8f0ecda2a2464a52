import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { leaderOf } from './brokers.js';
import { killMember, startMember } from './engines.js';
import { numbersIn, topicName } from './parcels.js';
import { inWorld, streams } from './world.js';

/** Two replicas of three go on taking what is sent; the third one comes back on its data. */
export const leaderKilled: FaultRun = {
  name: 'bus: the leader of three brokers is killed while the relay sends, and started again',
  run: (long) =>
    inWorld({ store: 'sqlite', readModels: 'sqlite', partitions: 6, boundSeconds: long ? 300 : 60 }, async (world) => {
      const { brokers, namespace } = world.places;
      const leading = () => leaderOf(brokers, `${namespace}${topicName}`);
      const seen = async (): Promise<number> => [...(await numbersIn(world.readModels)).values()].flat().length;
      await world.relay();
      await world.member();
      const load = world.load(streams(20));
      const rounds = long ? 6 : 1;
      for (let round = 0; round < rounds; round++) {
        await sleep(1_500);
        const leader = await leading();
        await killMember(`kafka:${leader}`);
        world.killed();
        for (let next = leader; next === leader || next < 0; next = await leading().catch(() => leader)) await sleep(100);
        const before = await seen();
        while ((await seen()) < before + 20) await sleep(100); // it is dead all the while
        await startMember(`kafka:${leader}`);
      }
      await sleep(1_000);
      await load.end();
      return { 'leaders killed': rounds };
    }),
};
