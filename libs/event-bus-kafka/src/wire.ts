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

/** Throws for what is no published event. */
export const inbound = (topic: string, { headers = {}, value }: KafkaMessage): Delivery => {
  if (!value) throw new TypeError('a record without a value is no published event');
  return { topic, event: fromRecord({ headers: textsOf(headers), value: value.toString() }) };
};

const textsOf = (headers: IHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().at(-1)!.toString()]])),
  );
