import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRun } from '../fault-run.js';
import { recordsOn } from './brokers.js';
import { networkOf } from './network.js';
import { numbersIn, topicName } from './parcels.js';
import { inWorld, streams } from './world.js';

/** Longer than an answer is waited for, so that what was sent is sent again; the long one outlasts the publisher's own tries too. */
const [faultMs, longFaultMs] = [4_500, 20_000];

/** Relay and consumer know the brokers by their proxied addresses only; who asks for the account goes straight to them. */
export const brokenNetwork: FaultRun = {
  name: 'bus: the network between us and Kafka is cut, half open, silent and slow',
  run: (long) =>
    inWorld({ store: 'sqlite', readModels: 'sqlite', partitions: 6, boundSeconds: long ? 400 : 90 }, async (world) => {
      const { kafka, toxiproxy } = world.engines;
      const network = networkOf(
        toxiproxy.api,
        kafka.brokers.map(({ name }) => name),
      );
      const places = { ...world.places, brokers: kafka.proxiedBootstrap.split(',') };
      const broken = [() => network.cut(), () => network.swallowAnswers(), () => network.silence()];
      const seen = async (): Promise<number> => [...(await numbersIn(world.readModels)).values()].flat().length;
      const goesOn = async (): Promise<void> => {
        const before = await seen();
        while ((await seen()) === before) await sleep(50);
      };
      try {
        await world.relay(places);
        await world.member({ places });
        const load = world.load(streams(10));
        const rounds = long ? 3 : 1;
        for (let round = 0; round < rounds; round++) {
          for (const fault of broken) {
            await goesOn();
            await sleep(1_000);
            await fault();
            await sleep(500); // what was appended before it broke may be on its way
            const before = new Map(world.sent);
            await sleep((long && round % 2 === 1 ? longFaultMs : faultMs) - 500);
            for (const [stream, numbers] of await numbersIn(world.readModels))
              assert.ok(Math.max(...numbers) < before.get(stream)!, `${stream}: what was sent since goes past the broken network`);
            assert.ok(sumOf(world.sent) > sumOf(before), 'and something would');
            await network.heal();
          }
          await goesOn();
          await network.slow(200);
          const asked = performance.now();
          await recordsOn(places.brokers, `${places.namespace}${topicName}`);
          assert.ok(performance.now() - asked > 400, 'two answers at least took their time');
          await sleep(faultMs);
          await goesOn();
          await network.noLongerSlow();
        }
        await load.end();
        return { faults: rounds * (broken.length + 1) };
      } finally {
        await network.heal();
      }
    }),
};

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
