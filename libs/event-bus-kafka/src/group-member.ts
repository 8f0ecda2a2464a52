import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Subscription } from '@laurel/event-bus';
import { pulse as newPulse } from '@laurel/processes';
import type { Batch, Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Client } from './kafka-client.js';
import { faultOf, isSettlingDown } from './kafka-faults.js';
import { commitTogether, type Share, shareOf } from './share.js';
import { inbound } from './wire.js';

export interface GroupMember {
  /** What has come and was not given yet, of all partitions together; nothing once the signal has aborted. Throws when the group is lost. */
  next(signal: AbortSignal): Promise<readonly Share[]>;
  /** Commits, and lets what follows on these partitions come. */
  takenBack(shares: readonly Share[]): Promise<void>;
  /** Leaves the group, so that others take over at once. What was given and not taken back is given to them. */
  leave(): Promise<void>;
  readonly isJoined: boolean;
  readonly inFlight: number;
}

/** Given at once of one partition, and of all together. */
const [ofOnePartition, together] = [250, 500];
/** So many partitions are held at a time; a batch is made of what stands in them. */
const partitionsAtATime = 16;

/**
 * One member of a consumer group. kafkajs is held in its batch, beating, until what was given is taken back: so a slow consumer is not thrown
 * out, nothing more is fetched meanwhile, and a rebalance is noticed within a heartbeat: then what is in hand is let go without a commit.
 * kafkajs is not let restart by itself; after a crash somebody joins anew.
 */
export const joinGroup = (
  client: Client,
  { group, topics, life }: Subscription,
  onUnreadable: (place: object, error: unknown) => void,
): GroupMember => {
  const { kafka, timing, brokers, outside, inside, groupId } = client;
  const arrived = newPulse();
  const held = new Set<Share>();
  const waiting: Share[] = [];
  let [isJoined, hasJoined, hasLeft] = [false, false, false];
  let failure: Error | undefined;
  const fail = (error: unknown): void => {
    failure ??= faultOf(error, { brokers, doing: `group ${group}` });
    isJoined = false;
    arrived.beat();
  };

  const deliveriesOf = ({ topic, partition }: Batch, messages: readonly KafkaMessage[]): readonly Delivery[] =>
    messages.flatMap((message) => {
      try {
        return [inbound(inside(topic), message)];
      } catch (error) {
        onUnreadable({ topic, partition, offset: message.offset }, error);
        return [];
      }
    });

  /** Keeps kafkajs in its batch until the share is over; a heartbeat that fails ends it. */
  const hold = async (share: Share, heartbeat: () => Promise<void>): Promise<boolean> => {
    held.add(share);
    waiting.push(share);
    arrived.beat();
    const timer = setInterval(() => void heartbeat().catch(share.fail), timing.heartbeatMs);
    try {
      return await share.over;
    } finally {
      clearInterval(timer);
      held.delete(share);
      const place = waiting.indexOf(share);
      if (place >= 0) waiting.splice(place, 1);
    }
  };

  const eachBatch = async ({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, isRunning, isStale }: EachBatchPayload) => {
    await heartbeat(); // in the middle of a rebalance it throws, and the batch comes again to whom it belongs then
    for (let from = 0; from < batch.messages.length; from += ofOnePartition) {
      if (hasLeft || !isRunning() || isStale()) return;
      const messages = batch.messages.slice(from, from + ofOnePartition);
      const last = messages.at(-1)!.offset;
      const share = shareOf({
        topic: batch.topic,
        partition: batch.partition,
        deliveries: deliveriesOf(batch, messages),
        next: String(BigInt(last) + 1n),
        commit: commitOffsetsIfNecessary,
      });
      if (!(await hold(share, heartbeat))) return;
      resolveOffset(last);
    }
  };

  let consumer: Consumer | undefined;
  const join = async (): Promise<void> => {
    let crash: Error | undefined;
    consumer = kafka.consumer({
      groupId: groupId({ group, ...(life !== undefined && { life }) }),
      sessionTimeout: timing.sessionTimeoutMs,
      heartbeatInterval: timing.heartbeatMs,
      rebalanceTimeout: 3 * timing.sessionTimeoutMs,
      maxWaitTimeInMs: timing.fetchWaitMs,
      minBytes: 1,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    consumer.on('consumer.crash', ({ payload: { error } }) => {
      if (hasJoined) fail(error);
      else crash = error;
    });
    consumer.on('consumer.group_join', () => {
      isJoined = hasJoined = true;
    });
    consumer.on('consumer.rebalancing', () => {
      isJoined = false;
    });
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map(outside), fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: partitionsAtATime, eachBatch });
    if (crash) throw crash;
  };

  /** A coordinator that is just being chosen is no fault; kafkajs gives up at once. */
  const insist = async (): Promise<void> => {
    for (let attempt = 1; !hasLeft; attempt++) {
      try {
        return await join();
      } catch (error) {
        await consumer?.disconnect().catch(() => undefined);
        if (attempt === 5 || !isSettlingDown(error)) return fail(error);
        await sleep(100 * attempt);
      }
    }
  };
  const joining = insist();

  let leaving: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    hasLeft = true;
    held.forEach((share) => share.letGo());
    await Promise.race([joining, sleep(timing.sessionTimeoutMs, undefined, { ref: false })]);
    await consumer?.disconnect().catch(() => undefined); // its session runs out, then
    isJoined = false;
  };

  return {
    get isJoined() {
      return isJoined;
    },
    get inFlight() {
      return (
        [...held].reduce((sum, { deliveries }) => sum + deliveries.length, 0) - waiting.reduce((sum, one) => sum + one.deliveries.length, 0)
      );
    },
    next: async (signal) => {
      signal.addEventListener('abort', arrived.beat, { once: true });
      try {
        while (!signal.aborted) {
          const seen = arrived.count;
          if (failure) throw failure;
          if (waiting.length > 0) return upTo(together, waiting);
          await arrived.after(seen);
        }
        return [];
      } finally {
        signal.removeEventListener('abort', arrived.beat);
      }
    },
    takenBack: commitTogether,
    leave: () => (leaving ??= leave()),
  };
};

/** Takes shares out of the line, at least one, as long as their deliveries stay within the number. */
const upTo = (most: number, line: Share[]): readonly Share[] => {
  const taken: Share[] = [];
  let count = 0;
  while (line.length > 0 && (taken.length === 0 || count + line[0]!.deliveries.length <= most)) {
    const share = line.shift()!;
    taken.push(share);
    count += share.deliveries.length;
  }
  return taken;
};
