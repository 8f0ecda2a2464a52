import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { recordsOn } from './brokers.js';
import { numbersIn, topicName } from './parcels.js';
import { inWorld, streams } from './world.js';

const events = 10_000;

/** Nothing leaves a topic: who comes years later begins at the first event, and is killed on the way. */
export const newService: FaultRun = {
  name: 'bus: a new service builds its copy from event zero, killed on the way',
  run: (long) =>
    inWorld({ store: 'sqlite', readModels: 'mongodb', partitions: 6, boundSeconds: long ? 200 : 90 }, async (world) => {
      const { brokers, namespace } = world.places;
      const relay = await world.relay();
      for (const stream of streams(events / 50)) await world.send(stream, 50);
      while ((await recordsOn(brokers, `${namespace}${topicName}`)) < events) await sleep(200);
      await relay.stop();
      const seen = async (): Promise<number> => [...(await numbersIn(world.readModels)).values()].flat().length;
      let before = 0;
      for (let kill = 0; kill < (long ? 4 : 1); kill++) {
        const cut = world.memberChild();
        while (cut.lines.filter((line) => line === 'written').length < 4) await cut.wrote(cut.lines.length + 1);
        await cut.kill();
        world.killed();
        const now = await seen();
        assert.ok(now > before && now < events, `it was killed on the way: ${before}, then ${now} of ${events}`);
        before = now;
      }
      const builder = world.memberChild();
      await builder.wrote(2); // the brokers have let go of who was killed
      const begun = performance.now();
      await world.arrived();
      const rate = Math.round(((events - before) / (performance.now() - begun)) * 1000);
      return { 'seen before the last kill': before, 'events a second': rate };
    }),
};
