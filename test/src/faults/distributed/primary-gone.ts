import { setTimeout as sleep } from 'node:timers/promises';
import { killMember, startMember } from '../bus/engines.js';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { until } from './replica.js';
import { inReplicas, type World } from './replicas.js';

/** SIGKILL and a start on the same data; in between it steps down, and is elected again. Orders go on: the log is elsewhere. */
export const primaryGone: FaultRun = {
  name: "replicas: MongoDB's primary is killed, started again, and steps down, under load",
  run: (isLong) =>
    inReplicas(async (world, long) => {
      const { last } = world.load(10);
      await world.roles();
      let longest = 0;
      const faults = Array.from({ length: long ? 8 : 1 }, () => [killed, steppedDown]).flat();
      for (const fault of faults) {
        await sleep(between(500, 1_500));
        const since = performance.now();
        await fault(world);
        // Whoever leads by then: what was ordered until now shows on both.
        const position = last();
        for (const [index, one] of world.replicas.entries())
          await until(`process ${index + 1} shows it again`, 90, async () => (await one.boxes(position).catch(() => undefined))?.shown);
        longest = Math.max(longest, performance.now() - since);
      }
      return { faults: faults.length, 'shown again after at most ms': Math.round(longest) };
    }, isLong),
};

const killed = async (world: World): Promise<void> => {
  await killMember('mongodb');
  world.killed();
  await sleep(between(0, 2_000));
  await startMember('mongodb');
};

/** The only node there is: nobody is primary for two seconds, then it is elected again. */
const steppedDown = async ({ mongodb }: World): Promise<void> => {
  await mongodb.command({ replSetStepDown: 2, force: true });
  await until(
    'MongoDB has a primary',
    60,
    async () => (await mongodb.command({ hello: 1 }).catch(() => undefined))?.isWritablePrimary === true,
  );
};
