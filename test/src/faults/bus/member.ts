import { setTimeout as sleep } from 'node:timers/promises';
import { type Bus, runLocalCopy, type RunningConsumer, type Subscription, subscriptionOf } from '@laurel/event-bus';
import type { ReadModels } from '@laurel/read-models';
import { plainCodec } from '@laurel/testing/plain';
import { ledger, ledgerProjection, parcelContract, topicName } from './parcels.js';
import { connectKafka, openReadModels, type Places } from './places.js';
import { killed } from './relay.js';

export interface MemberOrder {
  readonly places: Places;
  /** Each of its transactions begins so much later. */
  readonly slowMs?: number;
  readonly poison?: readonly string[];
  /** The process kills itself in its n-th transaction that would be committed, or after it and before the offsets are. */
  readonly dies?: { readonly before: 'effect' | 'offset'; readonly nth: number };
}

export interface Member extends Omit<RunningConsumer, 'stop'> {
  stop(): Promise<void>;
}

/** What a member says: `given <deliveries>`, `holds` when it has taken notice of them and has not written yet, and `written`. */
export type Say = (line: string) => void;

const copyName = 'ledger';
export const groupName = `${copyName}/parcel-ledger@1`;
export const subscriptionIn = (readModels: ReadModels): Promise<Subscription> =>
  subscriptionOf({ group: groupName, topics: [topicName] }, readModels);

/** A member of the consumer group, on connections of its own. */
export const startMember = async ({ places, slowMs = 0, poison, dies }: MemberOrder, say: Say): Promise<Member> => {
  const readModels = await openReadModels(places.readModels);
  await readModels.open([ledger]);
  await subscriptionIn(readModels); // what is written for it once is no transaction of a delivery
  const kafka = connectKafka(places);
  let written = 0;
  const own: ReadModels = {
    ...readModels,
    transaction: async (work) => {
      say('holds');
      await sleep(slowMs);
      const result = await readModels.transaction(async (tx) => {
        const made = await work(tx);
        if (dies?.before === 'effect' && ++written >= dies.nth) await killed();
        return made;
      });
      say('written');
      return result;
    },
  };
  const [consumer] = await runLocalCopy(
    { name: copyName, topics: [topicName], projections: [ledgerProjection(poison)] },
    {
      bus: heard(kafka.bus, say, dies?.before === 'offset' ? dies.nth : undefined),
      readModels: own,
      contracts: [parcelContract],
      codec: plainCodec,
    },
  );
  return {
    ...consumer!,
    stop: async () => {
      await consumer!.stop();
      await kafka.close();
      await readModels.close();
    },
  };
};

const heard = (bus: Bus, say: Say, diesAtBatch: number | undefined): Bus => ({
  ...bus,
  async *subscribe(options) {
    let batches = 0;
    for await (const batch of bus.subscribe(options)) {
      say(`given ${batch.length}`);
      yield batch;
      if (++batches === diesAtBatch) await killed(); // it was taken back, and the brokers do not know
    }
  },
});
