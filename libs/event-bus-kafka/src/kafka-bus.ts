import type { Bus, Subscription } from '@laurel/event-bus';
import { type GroupMember, joinGroup } from './group-member.js';
import type { Client } from './kafka-client.js';
import type { Offsets } from './offsets.js';

/** The bus over consumer groups, and who takes part in them from here. */
export interface KafkaBus extends Bus {
  readonly joined: ReadonlySet<Joined>;
}
export interface Joined extends Subscription {
  readonly member: GroupMember;
}

/** `onUnreadable` is told of records that are no published events of ours: they are passed over. */
export const kafkaBus = (client: Client, offsets: Offsets, onUnreadable: (place: object, error: unknown) => void): KafkaBus => {
  const closing = new AbortController();
  const joined = new Set<Joined>();

  return {
    joined,
    async *subscribe({ signal, ...subscription }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      if (ended.aborted) return;
      const member = joinGroup(client, subscription, onUnreadable);
      const one = { ...subscription, member };
      joined.add(one);
      try {
        for (let shares = await member.next(ended); shares.length > 0; shares = await member.next(ended)) {
          const deliveries = shares.flatMap((share) => share.deliveries);
          if (deliveries.length > 0) yield deliveries;
          await member.takenBack(shares); // asking for more is what takes it back
        }
      } finally {
        await member.leave();
        joined.delete(one);
      }
    },
    behind: async (subscription) => (await offsets.of(subscription)).some(({ lag }) => lag > 0),
    close: async () => {
      closing.abort();
      await Promise.all([...joined].map(({ member }) => member.leave())); // also those whose consumer still works
    },
  };
};
