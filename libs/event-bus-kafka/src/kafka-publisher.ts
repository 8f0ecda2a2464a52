import type { Publisher } from '@laurel/event-bus';
import { bounded, EngineUnavailable } from '@laurel/event-sourcing';
import { Partitioners, type Producer, type RecordMetadata } from 'kafkajs';
import type { Client } from './kafka-client.js';
import { faultOf, isTooLarge, KafkaRefused } from './kafka-faults.js';
import { renewable } from './renewable.js';
import { type Outbound, outbound } from './wire.js';

interface Session {
  readonly producer: Producer;
  /** Into which partitions the records of the running send go. */
  readonly chosen: Set<number>;
}

/** Brokers take 1 MiB of one partition at once when nobody has said otherwise. */
const requestBytes = 512 * 1024;

/**
 * Sends in order, one request at a time, and resolves when all in-sync replicas have everything.
 * After any failure a new session begins: kafkajs hands the sequence numbers of a failed request out again, and a broker that had taken it
 * would drop other records under them as a repeat, or refuse them for ever. So an event can stand twice in a topic, under one id; consumers
 * drop it by its sequence. Throws `EngineUnavailable` when the brokers do not answer and `KafkaRefused` when they will not take it.
 */
export const kafkaPublisher = ({ kafka, timing, brokers, outside }: Client): Publisher => {
  const inTurn = bounded(1);
  const session = renewable<Session>(
    async () => {
      const chosen = new Set<number>();
      const producer = kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: timing.sendRetries },
        createPartitioner: () => {
          const partitionOf = Partitioners.DefaultPartitioner();
          return (args) => {
            const partition = partitionOf(args);
            chosen.add(partition);
            return partition;
          };
        },
      });
      await producer.connect();
      return { producer, chosen };
    },
    ({ producer }) => producer.disconnect(),
  );

  const sendTogether = async (topic: string, records: readonly Outbound[]): Promise<void> => {
    try {
      await session.use(async ({ producer, chosen }) => {
        chosen.clear();
        const answers = await producer.send({
          topic: outside(topic),
          acks: -1,
          timeout: timing.requestTimeoutMs,
          messages: records.map(({ message }) => message),
        });
        const silent = unanswered(chosen, answers);
        if (silent.length > 0) throw new EngineUnavailable(`nobody acknowledged partition ${silent.join(', ')} of ${topic}`);
      });
    } catch (error) {
      if (!isTooLarge(error)) throw faultOf(error, { brokers, doing: `what was sent to ${topic}` });
      if (records.length === 1) throw tooLarge(topic, records[0]!, error);
      const middle = Math.ceil(records.length / 2);
      await sendTogether(topic, records.slice(0, middle));
      await sendTogether(topic, records.slice(middle));
    }
  };

  return {
    send: (topic, events) =>
      inTurn(async () => {
        for (const records of requestsOf(events.map(outbound))) await sendTogether(topic, records);
      }),
    close: () => inTurn(session.close),
  };
};

/**
 * kafkajs resolves a send although a partition got no answer: one whose leader moves, while the send is tried again, to a broker that has
 * answered for another partition already is taken for done.
 */
export const unanswered = (chosen: ReadonlySet<number>, answers: readonly RecordMetadata[]): readonly number[] => {
  const answered = new Set(answers.map(({ partition }) => partition));
  return [...chosen].filter((partition) => !answered.has(partition));
};

const requestsOf = (records: readonly Outbound[]): readonly (readonly Outbound[])[] => {
  const requests: Outbound[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    if (bytes + record.bytes > requestBytes) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)!.push(record);
    bytes += record.bytes;
  }
  return requests;
};

const tooLarge = (topic: string, { event, bytes }: Outbound, cause: unknown): KafkaRefused =>
  new KafkaRefused(
    `event ${event.id} (${event.type}) of ${event.subject} has about ${Math.ceil(bytes / 1024)} KiB, more than ${topic} takes: ` +
      'raise max.message.bytes of the topic, or publish a reference to what is large',
    { cause },
  );
