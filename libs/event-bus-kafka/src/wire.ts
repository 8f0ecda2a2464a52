import { type Delivery, fromRecord, type PublishedEvent, toRecord } from '@laurel/event-bus';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

export interface Outbound {
  readonly event: PublishedEvent;
  readonly message: Message;
  /** Near enough for cutting batches. */
  readonly bytes: number;
}

/** A header's name and lengths. */
const headerBytes = 20;

export const outbound = (event: PublishedEvent): Outbound => {
  const { key, headers, value } = toRecord(event);
  const bytes = Buffer.byteLength(value) + Object.values(headers).reduce((sum, text) => sum + text.length + headerBytes, key.length);
  return { event, message: { key, headers, value }, bytes };
};

/** Throws for what is no published event: a stranger's. What is one, and is spoilt, is given to its consumers, who park it. */
export const inbound = (topic: string, { key, headers = {}, value }: KafkaMessage): Delivery => {
  const texts = textsOf(headers);
  try {
    if (!value) throw new TypeError('a record without a value is no published event');
    const event = fromRecord({ headers: texts, value: value.toString() });
    if (!sequenceForm.test(event.sequence)) throw new TypeError('a record whose ce_sequence is none of ours is no published event');
    return { topic, event };
  } catch (error) {
    const { ce_type: type, ce_sequence: sequence, ce_subject: subject = key?.toString() } = texts;
    if (type === undefined || subject === undefined || sequence === undefined || !sequenceForm.test(sequence)) throw error;
    const attributes = Object.entries(texts).flatMap(([name, text]) => (name.startsWith('ce_') ? [[name.slice(3), text]] : []));
    // What is missing stays missing: nobody looks at it, for `unreadable` is looked at first.
    const event = { ...Object.fromEntries(attributes), type, sequence, subject, data: value?.toString() } as unknown as PublishedEvent;
    return { topic, event, unreadable: `the record cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** Revision and place; anything else would stand above every mark. */
const sequenceForm = /^\d{10}\.\d{3}$/;

const textsOf = (headers: IHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().at(-1)!.toString()]])),
  );
