import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { recordsOn } from '../bus/brokers.js';

/** What a subscriber has taken in. */
export interface Heard {
  /** Subject → its facts in their order: `ObligationOpened`. */
  readonly facts: ReadonlyMap<string, readonly string[]>;
  /** Event ids that were taken in once more: none, where sequences are true. */
  readonly doubledIds: number;
  /** Records that were dropped, for the sequence had come before. */
  readonly dropped: number;
}

/**
 * All that stands on a topic, to a stranger who does as docs/reporting.md says: from event zero, and of each key nothing whose sequence is not
 * greater than the last.
 */
export const hearAll = async (brokers: readonly string[], topic: string): Promise<Heard> => {
  const groupId = `faults-${randomUUID()}`;
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], clientId: groupId, logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  const [facts, marks, ids] = [new Map<string, string[]>(), new Map<string, string>(), new Set<string>()];
  let [taken, dropped] = [0, 0];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, headers } }) => {
        const [subject, sequence, id] = [String(key), String(headers?.ce_sequence), String(headers?.ce_id)];
        if (sequence <= (marks.get(subject) ?? '')) return void dropped++;
        marks.set(subject, sequence);
        facts.set(subject, [...(facts.get(subject) ?? []), factOf(String(headers?.ce_type))]);
        ids.add(id);
        taken++;
      },
    });
    const records = await recordsOn(brokers, topic);
    for (const giveUp = Date.now() + 60_000; taken + dropped < records; await sleep(50))
      if (Date.now() > giveUp) throw new Error(`${taken + dropped} of ${records} records came within 60 s`);
  } finally {
    await consumer.disconnect();
  }
  return { facts, doubledIds: taken - ids.size, dropped };
};

/** `vn.laurel.plans.obligation-opened.v1` → `ObligationOpened`. */
const factOf = (type: string): string =>
  type
    .split('.')
    .at(-2)!
    .split('-')
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join('');
