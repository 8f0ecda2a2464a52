import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { type PutAnswer, type PutOrder, type Replica, until } from './replica.js';
import { inReplicas } from './replicas.js';

const boxes = 160;
const each = 5;
const contenders = 10;
const contested = 20;
/** The number is revision 0, its ring 1. */
const afterItsRing = 1;

/** All at once: 800 commands, each given to both processes under one key, and 200 that expect a version which only one of ten can meet. */
export const thousandCommands: FaultRun = {
  name: 'replicas: a thousand concurrent commands over two processes have one effect each, and expectations hold',
  run: (isLong) =>
    inReplicas(async ({ replicas, acknowledged, roles }, long) => {
      await roles();
      let [refused, repeated, tookMs] = [0, 0, 0];
      const surely = async (one: Replica, order: PutOrder): Promise<PutAnswer> => {
        for (let tries = 0; ; tries++) {
          try {
            return await one.put(order, 60_000);
          } catch (error) {
            repeated++;

            if (tries === 100) throw error;
            await sleep(100);
          }
        }
      };
      const rounds = long ? 10 : 1;
      for (let round = 0; round < rounds; round++) {
        const contestedBoxes = Array.from({ length: contested }, (_, index) => `contested-${round}-${index}`);
        for (const box of contestedBoxes) acknowledged.set(box, [0]);
        await Promise.all(contestedBoxes.map((box) => surely(replicas[0]!, { box, n: 0, key: `${box} 0` })));
        await until('the contested boxes stand still', 60, async () => {
          const { rows } = await replicas[0]!.boxes();
          return contestedBoxes.every((box) => rows.find(({ id }) => id === box)?.rang.length === 1);
        });

        const begun = performance.now();
        const shared = Array.from({ length: boxes * each }, async (_, index) => {
          const [box, n] = [`shared-${round}-${index % boxes}`, Math.floor(index / boxes)];
          const order = { box, n, key: `${box} ${n}` };
          const answers = await Promise.all(replicas.map((one) => surely(one, order)));
          assert.deepEqual(answers[0], answers[1], `${order.key} was answered by both in the same way`);
        });
        const competing = contestedBoxes.flatMap((box) =>
          Array.from({ length: contenders }, async (_, index) => {
            const n = index + 1;
            const answer = await surely(replicas[n % 2]!, { box, n, key: `${box} ${n}`, expected: afterItsRing });
            return { box, n, answer };
          }),
        );
        await Promise.all(shared);
        const outcomes = await Promise.all(competing);
        tookMs = Math.max(tookMs, performance.now() - begun);

        for (let box = 0; box < boxes; box++)
          acknowledged.set(
            `shared-${round}-${box}`,
            Array.from({ length: each }, (_, n) => n),
          );
        for (const box of contestedBoxes) {
          const won = outcomes.filter((one) => one.box === box && one.answer.refused === undefined);
          assert.equal(won.length, 1, `one of ${contenders} who expect the same version of ${box} wins`);
          acknowledged.set(box, [0, ...won.map(({ n }) => n)]);
        }
        const others = outcomes.flatMap(({ answer }) => answer.refused ?? []);
        assert.deepEqual([...new Set(others)], ['VERSION_CONFLICT']);
        refused += others.length;
      }
      return { commands: rounds * (boxes * each + contested * contenders), refused, repeated, 'took ms': Math.round(tookMs) };
    }, isLong),
};
