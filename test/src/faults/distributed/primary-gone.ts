import { setTimeout as sleep } from 'node:timers/promises';
import { askInstance, type Engines } from '../bus/engines.js';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { until } from './replica.js';
import { inReplicas, type World } from './replicas.js';

/** A replica set of three of the run's own: two can go on without the third. Orders go on all the time: the log is elsewhere. */
export const primaryGone: FaultRun = {
  name: "replicas: MongoDB's primary, one of three, is killed, frozen, and steps down, under load; another takes over",
  run: async (isLong) => {
    const instance = `faults-mongodb-${process.pid}`;
    try {
      const { mongodb } = await askInstance<ReplicaSet>(instance, 'up', '--only', 'mongodb', '--nodes', '3');
      return await inReplicas((world, long) => withoutPrimary(instance, world, long ? 8 : 1), isLong, mongodb.uri);
    } finally {
      await askInstance(instance, 'down', '--fresh');
    }
  },
};

type ReplicaSet = Pick<Engines, 'mongodb'>;

const withoutPrimary = async (instance: string, world: World, rounds: number) => {
  const { last } = world.load(10);
  await world.roles();
  let [longestWithout, longest] = [0, 0];
  const faults = Array.from({ length: rounds }, () => [killed, steppedDown, frozen]).flat();
  for (const fault of faults) {
    await sleep(between(500, 1_500));
    const before = await until('there is a primary', 60, () => primaryOf(world));
    const since = performance.now();
    const mend = await fault(instance, world, before);
    await until('another one is primary', 60, async () => ![undefined, before].includes(await primaryOf(world)));
    longestWithout = Math.max(longestWithout, performance.now() - since);
    // Whoever leads by then: what was ordered until now shows on both, while the old primary is still away.
    const position = last();
    for (const [index, one] of world.replicas.entries())
      await until(`process ${index + 1} shows it again`, 90, async () => (await one.boxes(position).catch(() => undefined))?.shown);
    longest = Math.max(longest, performance.now() - since);
    await mend();
    await until('all three are there', 60, async () => (await membersWell(world)) === 3);
  }
  return {
    faults: faults.length,
    'another primary after at most ms': Math.round(longestWithout),
    'shown again after at most ms': Math.round(longest),
  };
};

/** Does it to the primary. Gives what brings it back. */
type Fault = (instance: string, world: World, primary: string) => Promise<() => Promise<unknown>>;

const killed: Fault = async (instance, world, primary) => {
  const name = await nameOf(instance, primary);
  await askInstance(instance, 'kill', name);
  world.killed();
  return () => askInstance(instance, 'start', name);
};

/** It keeps its connections and says nothing; when it wakes it takes itself for the primary, until it hears of the other. */
const frozen: Fault = async (instance, _, primary) => {
  const name = await nameOf(instance, primary);
  await askInstance(instance, 'stop', name);
  return () => askInstance(instance, 'cont', name);
};

const steppedDown: Fault = async (_, { mongodb }) => {
  await mongodb.command({ replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 });
  return async () => undefined;
};

const nameOf = async (instance: string, host: string): Promise<string> => {
  const { mongodb } = await askInstance<ReplicaSet>(instance, 'status');
  return mongodb.nodes.find(({ address }) => address.includes(host))!.name; // it is one of them
};

/** Its host and port; undefined while there is none. */
const primaryOf = async ({ mongodb }: World): Promise<string | undefined> => {
  const hello = (await mongodb.command({ hello: 1 }).catch(() => undefined)) as { readonly primary?: string } | undefined;
  return hello?.primary;
};

const membersWell = async ({ mongodb }: World): Promise<number> => {
  const status = (await mongodb.command({ replSetGetStatus: 1 }).catch(() => ({ members: [] }))) as {
    members: readonly { stateStr: string }[];
  };
  return status.members.filter(({ stateStr }) => ['PRIMARY', 'SECONDARY'].includes(stateStr)).length;
};
