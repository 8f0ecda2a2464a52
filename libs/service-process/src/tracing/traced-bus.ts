import type { Bus, PublishedEvent, Publisher } from '@laurel/event-bus';
import { type OpenSpan, openSpan, type TraceOptions } from '@laurel/runtime/process';

/** The same publisher: one span for each trace that a batch brings out. */
export const tracedPublisher = (publisher: Publisher): Publisher => ({
  send: async (topic, events) => {
    const spans = spansOf(`send ${topic}`, 'PRODUCER', { 'messaging.destination.name': topic }, events);
    try {
      await publisher.send(topic, events);
      spans.end();
    } catch (error) {
      spans.end(error);
      throw error;
    }
  },
  close: () => publisher.close(),
});

/** The same bus: a batch that was given is at work until the next one is asked for. */
export const tracedBus = (bus: Bus): Bus => ({
  subscribe: async function* (subscription) {
    for await (const deliveries of bus.subscribe(subscription)) {
      const topic = [...new Set(deliveries.map((one) => one.topic))].join(', ');
      const attributes = { 'messaging.destination.name': topic, 'messaging.consumer.group.name': subscription.group };
      const spans = spansOf(
        `consume ${topic}`,
        'CONSUMER',
        attributes,
        deliveries.map(({ event }) => event),
      );
      let taken = false;
      try {
        yield deliveries;
        taken = true;
      } finally {
        spans.end(taken ? undefined : new NotTakenBack());
      }
    }
  },
  behind: (subscription) => bus.behind(subscription),
  close: () => bus.close(),
});

/** The consumer was stopped, or broke; the batch comes again. */
class NotTakenBack extends Error {
  override readonly name = 'NotTakenBack';
}

const spansOf = (
  name: string,
  kind: 'PRODUCER' | 'CONSUMER',
  attributes: NonNullable<TraceOptions['attributes']>,
  events: readonly PublishedEvent[],
): OpenSpan => {
  const counts = new Map<string, number>();
  for (const { traceparent } of events) if (traceparent !== undefined) counts.set(traceparent, (counts.get(traceparent) ?? 0) + 1);
  const spans = [...counts].map(([parent, count]) =>
    openSpan(name, { kind, parent, attributes: { ...attributes, 'messaging.batch.message_count': count } }),
  );
  return { end: (error) => spans.forEach((span) => span.end(error)) };
};
