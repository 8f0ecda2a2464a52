import { categoryOf, type EventStore, type Write } from '@laurel/event-sourcing';
import { currentTraceparent, openSpan, traced } from '@laurel/runtime/process';

/** The same store; what is appended, and what is folded within a request, is seen as spans. */
export const tracedStore = (store: EventStore): EventStore => ({
  append: (writes) =>
    traced(
      `append ${categoriesOf(writes)}`,
      {
        kind: 'CLIENT',
        // An order that nobody typed goes on from the event that caused it.
        parent: writes[0].events[0]?.metadata.traceparent,
        attributes: { 'laurel.event_types': writes.flatMap(({ events }) => events.map(({ type }) => type)) },
      },
      () => store.append(writes),
    ),
  readStream: (stream, options) =>
    currentTraceparent() === undefined ? store.readStream(stream, options) : seen(stream, store.readStream(stream, options)),
  readAll: (options) => store.readAll(options),
  subscribe: (options) => store.subscribe(options),
  head: () => store.head(),
  close: () => store.close(),
});

const categoriesOf = (writes: readonly Write[]): string => [...new Set(writes.map(({ stream }) => categoryOf(stream)))].join(', ');

const seen = async function* <T>(stream: string, events: AsyncIterable<T>): AsyncIterable<T> {
  const span = openSpan(`read ${categoryOf(stream)}`, { kind: 'CLIENT' });
  try {
    yield* events;
  } catch (error) {
    span.end(error);
    throw error;
  } finally {
    span.end(); // for whoever reads no further
  }
};
