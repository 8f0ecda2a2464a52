import { describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { type KafkaOptions, openKafka } from './index.js';
import { brokers, freshNamespace, parcelTopic } from './spec/kafka-kit.js';
import { parcel } from './spec/records.js';
import { password, username, withSecuredBroker } from './spec/secured-broker.js';

/** Sends one event and takes it in again. */
const roundTrip = async (options: Omit<KafkaOptions, 'clientId'>): Promise<readonly string[]> => {
  const kafka = openKafka({ clientId: 'spec', namespace: freshNamespace(), ...options, timing: { fetchWaitMs: 200 } });
  const abort = new AbortController();
  try {
    await kafka.check();
    await kafka.topics.apply([parcelTopic(1)]);
    await kafka.publisher.send('laurel.post.v1', [parcel('parcel-a')]);
    for await (const batch of kafka.bus.subscribe({ group: 'one', topics: ['laurel.post.v1'], signal: abort.signal }))
      return batch.map(({ event }) => event.subject);
    return [];
  } finally {
    abort.abort();
    await kafka.close();
  }
};
const told = async (options: Omit<KafkaOptions, 'clientId'>): Promise<unknown> => {
  const kafka = openKafka({ clientId: 'spec', ...options });
  try {
    return await kafka.check();
  } catch (error) {
    return error;
  } finally {
    await kafka.close();
  }
};

describe('access to a broker that asks who is there', () => {
  it(
    'is given by TLS and a user, and refused in one line otherwise',
    () =>
      withSecuredBroker(async ({ tls, scram, ca }) => {
        const sasl = { mechanism: 'scram-sha-512', username, password } as const;
        expect(await roundTrip({ brokers: [tls], ssl: { ca }, sasl })).toEqual(['parcel-a']);
        expect(await roundTrip({ brokers: [tls], ssl: { ca }, sasl: { ...sasl, mechanism: 'scram-sha-256' } })).toEqual(['parcel-a']);
        expect(await roundTrip({ brokers: [tls], ssl: { ca }, sasl: { ...sasl, mechanism: 'plain' } })).toEqual(['parcel-a']);
        expect(await roundTrip({ brokers: [scram], sasl })).toEqual(['parcel-a']);

        const lines = await Promise.all([
          told({ brokers: [tls], ssl: { ca }, sasl: { ...sasl, password: 'another' } }),
          told({ brokers: [tls], ssl: { ca }, sasl: { ...sasl, mechanism: 'plain', password: 'another' } }),
          told({ brokers: [tls], ssl: true, sasl }),
          told({ brokers: [tls], sasl }),
          told({ brokers: [scram], ssl: { ca }, sasl }),
          told({ brokers: [scram] }),
        ]);
        expect(lines.map((line) => String(line).replaceAll(/127\.0\.0\.1:\d+/g, 'B'))).toEqual([
          expect.stringMatching(
            /^KafkaRefused: Kafka at B refused a connection: check mechanism, user name and password \(.*SCRAM-SHA-512\)$/,
          ),
          expect.stringMatching(
            /^KafkaRefused: Kafka at B refused a connection: check mechanism, user name and password \(SASL PLAIN .*\)$/,
          ),
          // Newer versions of Node say there what could be tried.
          expect.stringMatching(
            /^KafkaRefused: Kafka at B refused a connection: TLS failed \(Connection error: self-signed certificate\b.*\)$/,
          ),
          'KafkaRefused: Kafka at B speaks TLS, and this connection is plain: configure ssl',
          expect.stringMatching(/^EngineUnavailable: Kafka at B does not answer a connection: .*: does this port speak TLS\?$/),
          'EngineUnavailable: Kafka at B does not answer a connection: Closed connection: does it ask for a user? configure sasl',
        ]);
      }),
    120_000,
  );

  it('is none where nobody listens: that passes', async () => {
    const error = await told({ brokers: ['127.0.0.1:1'] });
    expect(error).toBeInstanceOf(EngineUnavailable);
    expect(String(error)).toMatch(/^EngineUnavailable: Kafka at 127\.0\.0\.1:1 does not answer a connection: .*ECONNREFUSED/);
  });

  it('is given to everybody by one that does not ask', async () => {
    expect(await told({ brokers: brokers() })).toBeUndefined();
  });
});
