import type { Bus } from '@laurel/event-bus';
import { type GroupMember, joinGroup } from './group-member.js';
import type { Client } from './kafka-client.js';
import type { Offsets } from './offsets.js';

/** The bus over consumer groups, and what its members have in hand. */
export interface KafkaBus extends Bus {
  readonly members: ReadonlyMap<string, GroupMember>;
}

/** `onUnreadable` is told of records that are no published events of ours: they are passed over. */
export const kafkaBus = (client: Client, offsets: Offsets, onUnreadable: (place: object, error: unknown) => void): KafkaBus => {
  const closing = new AbortController();
  const members = new Map<string, GroupMember>();
  const leaving = new Set<Promise<void>>();

  return {
    members,
    async *subscribe({ group, topics, signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      if (ended.aborted) return;
      const member = joinGroup(client, { group, topics }, onUnreadable);
      members.set(group, member);
      try {
        for (let shares = await member.next(ended); shares.length > 0; shares = await member.next(ended)) {
          const deliveries = shares.flatMap((share) => share.deliveries);
          if (deliveries.length > 0) yield deliveries;
          await member.takenBack(shares); // asking for more is what takes it back
        }
      } finally {
        if (members.get(group) === member) members.delete(group);
        const left = member.leave().finally(() => leaving.delete(left));
        leaving.add(left);
        await left;
      }
    },
    behind: async ({ group, topics }) => (await offsets.of(group, topics)).some(({ lag }) => lag > 0),
    close: async () => {
      closing.abort();
      await Promise.all(leaving);
    },
  };
};
