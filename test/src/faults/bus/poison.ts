import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { saying } from '../kit.js';
import { accountOf, demandWhole } from './account.js';
import { groupName } from './member.js';
import { numbersIn, topicName } from './parcels.js';
import { inWorld, streams, type World } from './world.js';

const names = streams(40);
/** Of every tenth stream the fourth event. */
const poisoned = names.filter((_, index) => index % 10 === 0);
const poison = poisoned.map((stream) => `${stream}@3`);

/** A faulty build runs twice; then a mended one does, and what is parked is released while its keys go on. */
export const poisonParks: FaultRun = {
  name: 'bus: poison parks its key, the others go on, and a release takes it in while two members work',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, boundSeconds: long ? 200 : 90 }, async (world) => {
      await world.relay();
      const faulty = [world.memberChild({ poison }), world.memberChild({ poison })];
      const load = world.load(names);
      for (const member of faulty) await saying(member, 'given ');
      await sleep(long ? 10_000 : 3_000);
      await load.end();
      const parked = await allParked(world);
      demandWhole(await accountOfOthers(world));
      assert.deepEqual(
        await Promise.all(poisoned.map(async (stream) => (await numbersIn(world.readModels)).get(stream))),
        poisoned.map(() => [0, 1, 2]),
        'nothing behind poison was taken in',
      );
      assert.deepEqual(await Promise.all(faulty.map((member) => member.end())), [0, 0]);
      const mended = await world.member();
      const more = world.load(names);
      await saying(world.memberChild(), 'given ');
      while ((await world.members()) < 2) await sleep(100);
      let released = 0;
      for (const stream of poisoned) released += await mended.parking.release(`${topicName}/${stream}`);
      assert.ok(released > parked, `${released} were released: of those that were parked, and of what came behind them`);
      await sleep(1_000);
      await more.end();
      await world.arrived();
      assert.deepEqual(await mended.parking.look(), []);
      return { 'keys parked': poisoned.length, 'messages parked': parked, released };
    }),
};

/** Resolves with how many are parked once everything sent is either seen or parked. */
const allParked = async ({ sent, readModels }: World): Promise<number> => {
  for (; ; await sleep(100)) {
    const [{ lost }, parked] = [accountOf(sent, await numbersIn(readModels)), await readModels.parked(groupName)];
    if (parked.length >= lost && parked.length > 0) {
      assert.equal(parked.length, lost, 'what is parked and what was seen are more than was sent');
      return parked.length;
    }
  }
};

const accountOfOthers = async ({ sent, readModels }: World) => {
  const withoutPoisoned = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([stream]) => !poisoned.includes(stream)));
  return accountOf(withoutPoisoned(sent), withoutPoisoned(await numbersIn(readModels)));
};
