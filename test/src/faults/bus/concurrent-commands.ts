import assert from 'node:assert/strict';
import {
  type Aggregate,
  type Command,
  ConcurrencyConflict,
  type EventStore,
  handleCommand,
  idOf,
  type Platform,
} from '@laurel/event-sourcing';
import { newEventId } from '@laurel/runtime';
import { plainCodec as codec } from '@laurel/testing/plain';
import type { FaultRun } from '../fault-run.js';
import { parcelEvents } from './parcels.js';
import { openStore } from './places.js';
import { inWorld, streams } from './world.js';

const commands = 1_000;
interface SendParcel extends Command {
  readonly type: 'Send';
}
interface ParcelSent {
  readonly type: 'ParcelSent';
  readonly data: { readonly n: number };
}
const parcel: Aggregate<SendParcel, number, ParcelSent> = {
  events: parcelEvents,
  decider: { initial: 0, decide: (_, sent) => [{ type: 'ParcelSent', data: { n: sent } }], evolve: (sent) => sent + 1 },
  owner: () => ({}),
  creates: ['Send'],
  needs: {},
};

/** All at once, over two stores as two replicas have them: each is decided on what those before it have done. */
export const concurrentCommands: FaultRun = {
  name: 'bus: 1,000 concurrent commands arrive once each, in the order of their decisions',
  run: (long) =>
    inWorld({ store: 'postgres', readModels: 'mongodb', partitions: 6, boundSeconds: long ? 200 : 90 }, async (world) => {
      await world.relay();
      await world.member();
      world.memberChild();
      const replica = await openStore(world.places.store);
      let conflicts = 0;
      const told = (store: EventStore): EventStore => ({
        ...store,
        append: (writes) =>
          store.append(writes).catch((error: unknown) => {
            if (error instanceof ConcurrencyConflict) conflicts++;
            throw error;
          }),
      });
      const platforms = [world.store, replica].map((store): Platform => ({ store: told(store), codec, newEventId }));
      const names = streams(100);
      const begun = performance.now();
      try {
        const rounds = long ? 5 : 1;
        for (let round = 0; round < rounds; round++) {
          await Promise.all(
            Array.from({ length: commands }, (_, index) =>
              handleCommand(
                platforms[Math.floor(index / names.length) % 2]!, // each stream by both
                parcel,
                idOf(names[index % names.length]!),
                command(`send-${round}-${index}`),
              ),
            ),
          );
          for (const name of names) world.sent.set(name, (world.sent.get(name) ?? 0) + commands / names.length);
        }
        assert.ok(conflicts > 0, 'the replicas ran into each other');
        const decided = performance.now() - begun;
        await world.arrived();
        return { conflicts, 'decided within ms': Math.round(decided), 'arrived within ms': Math.round(performance.now() - begun) };
      } finally {
        await replica.close();
      }
    }),
};

const command = (id: string): SendParcel => ({
  type: 'Send',
  data: {},
  id,
  hash: id,
  at: '2021-01-22T01:00:00.000Z',
  scope: { tenant: 'ba-dinh' },
  by: { person: 'per_1' },
  correlationId: id,
});
