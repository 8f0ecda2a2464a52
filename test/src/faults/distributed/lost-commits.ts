import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { between } from '../kit.js';
import { inReplicas } from './replicas.js';

/** It was committed or not: only asking again tells. */
const faults = [
  { failCommands: ['commitTransaction'], closeConnection: true },
  { failCommands: ['commitTransaction'], writeConcernError: { code: 91, errmsg: 'the primary goes' } },
];

/** Of the projector's transactions, one after the other, on either process. */
export const lostCommits: FaultRun = {
  name: 'replicas: MongoDB loses its answers to commits under load',
  run: (isLong) =>
    inReplicas(async (world, long) => {
      const timesOf = async () => {
        const { count } = await world.mongodb.command({ configureFailPoint: 'failCommand', mode: 'off' });
        return Number(count);
      };
      await world.roles();
      world.load(10);
      const before = await timesOf();
      const rounds = long ? 60 : 10;
      // How many commits fall into a round is up to the machine.
      let lost = 0;
      for (let round = 0, until = Date.now() + 60_000; lost < rounds && Date.now() < until; round++) {
        const data = { ...faults[round % faults.length]!, appName: world.readModelsApp };
        await world.mongodb.command({ configureFailPoint: 'failCommand', mode: { times: 2 }, data });
        await sleep(between(200, 500));
        lost = (await timesOf()) - before;
      }
      assert.ok(lost >= rounds, `only ${lost} answers were lost`);
      return { 'answers lost': lost };
    }, isLong),
};
