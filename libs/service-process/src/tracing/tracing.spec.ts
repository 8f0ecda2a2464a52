import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessBus, type PublishedEvent } from '@laurel/event-bus';
import { currentTraceparent, startTracing, traced } from '@laurel/runtime/process';
import { memoryReadModels, metadataOf, parcelPublishing, postOffice } from '@laurel/testing';
import { pino } from 'pino';
import { type CollectedSpan, type OtlpCollector, otlpCollector } from '../spec/otlp-collector.js';
import { tracedBus, tracedPublisher } from './traced-bus.js';
import { tracedStore } from './traced-store.js';

const broken = async function* (): AsyncIterable<never> {
  throw new RangeError('it broke');
};
const drained = async (events: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of events) continue;
};

describe('a service that is traced', () => {
  let collector: OtlpCollector;
  const sent: PublishedEvent[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    collector = await otlpCollector();
    const tracing = await startTracing(
      'laurel-parcels',
      collector.url,
      pino({ level: 'warn' }, { write: (line) => void complaints.push(line) }),
    );
    const { topic, store } = postOffice();
    const log = tracedStore(store);
    const event = (id: string, traceparent: string) => ({
      type: 'ParcelSent',
      version: 1,
      data: { n: 1 },
      metadata: metadataOf(id, { traceparent }),
    });
    await traced('graphql parcels', { kind: 'SERVER' }, async () => {
      for await (const _ of log.readStream('parcel-a')) throw new Error('there is nothing');
      await expect(drained(tracedStore({ ...store, readStream: broken }).readStream('parcel-z'))).rejects.toThrow('it broke');
      const first = '019470b0-0000-7000-8000-000000000001';
      await log.append([{ stream: 'parcel-a', expected: 'none', events: [event(first, currentTraceparent() ?? '')] }]);
    });

    const bus = tracedBus(inProcessBus({ topics: [{ ...topic, store: log }], readModels: memoryReadModels() }));
    const publisher = tracedPublisher({ send: async (_, events) => void sent.push(...events), close: () => Promise.resolve() });
    const stop = new AbortController();
    for await (const deliveries of bus.subscribe({ group: 'copy', topics: [parcelPublishing.topic], signal: stop.signal })) {
      await publisher.send(
        'laurel.parcels.v1',
        deliveries.map((one) => one.event),
      );
      stop.abort();
      // What a consumer orders has no request about it: it goes on from the event that caused it.
      const [{ event: cause } = { event: undefined }] = deliveries;
      const second = event('019470b0-0000-7000-8000-000000000002', cause?.traceparent ?? '');
      await log.append([{ stream: 'parcel-b', expected: 'none', events: [second] }]);
    }
    await tracing.stop();
  });
  afterAll(() => collector.close());

  it('shows request, read, append, send, consumer and what the consumer ordered as one trace', () => {
    const spans = collector.spans();
    const request = spans.find(({ name }) => name === 'graphql parcels');
    const under = ({ name, traceId, parentSpanId, service }: CollectedSpan) => [name, traceId, parentSpanId, service];
    expect(spans.filter((span) => span !== request).map(under)).toEqual(
      ['read parcel', 'read parcel', 'append parcel', 'send laurel.parcels.v1', 'append parcel', `consume ${parcelPublishing.topic}`].map(
        (name) => [name, request?.traceId, request?.spanId, 'laurel-parcels'],
      ),
    );
  });

  it('tells nothing of what events say', () => {
    expect(
      collector
        .spans()
        .flatMap(({ attributes }) => attributes.map(({ key }) => key))
        .sort(),
    ).toEqual([
      'error.type',
      'laurel.event_types',
      'laurel.event_types',
      'messaging.batch.message_count',
      'messaging.batch.message_count',
      'messaging.consumer.group.name',
      'messaging.destination.name',
      'messaging.destination.name',
    ]);
  });

  it('is used as OpenTelemetry wants to be used', () => {
    expect(complaints).toEqual([]);
  });

  it('publishes what it would publish untraced', () => {
    expect(sent.map(({ traceparent, subject }) => [subject, traceparent?.slice(3, 35)])).toEqual([
      ['parcel-a', collector.spans()[0]?.traceId],
    ]);
  });
});
