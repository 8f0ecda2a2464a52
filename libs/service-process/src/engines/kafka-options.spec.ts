import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { serviceConfiguration } from '../configuration/service.config.js';
import { specIssuer } from '../spec/issuer.js';
import { kafkaOptions } from './kafka-options.js';

const logger = pino({ level: 'silent' });
const { environment } = await specIssuer();
const brokers = ['kafka-1:9092', 'kafka-2:9092'];

const optionsFrom = (said: Readonly<Record<string, string>>) => {
  const config = serviceConfiguration('plans').read({
    LAUREL_EVENT_STORE: 'postgres://db/laurel',
    LAUREL_READ_MODELS: 'mongodb://db/?replicaSet=rs0',
    LAUREL_PLATFORM: 'mongodb://db/?replicaSet=rs0',
    LAUREL_BUS: `kafka://${brokers.join(',')}`,
    LAUREL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...environment,
    ...said,
  });
  return kafkaOptions('plans', config, brokers, logger);
};

const ca = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const encryptions = [
  ['in clear', {}, {}],
  ['in clear as it is said', { LAUREL_BUS_TLS: 'false' }, {}],
  ['over TLS', { LAUREL_BUS_TLS: 'true' }, { ssl: true }],
  ['over TLS with an authority of its own', { LAUREL_BUS_TLS: 'true', LAUREL_BUS_TLS_CA: ca }, { ssl: { ca } }],
] as const;
const user = { LAUREL_BUS_USER: 'laurel', LAUREL_BUS_PASSWORD: 'hunter2' };
const logins = [
  ['as nobody', {}, {}],
  ...(['plain', 'scram-sha-256', 'scram-sha-512'] as const).map(
    (mechanism) =>
      [
        `as a user by ${mechanism}`,
        { LAUREL_BUS_SASL: mechanism, ...user },
        { sasl: { mechanism, username: 'laurel', password: 'hunter2' } },
      ] as const,
  ),
] as const;
const namespaces = [
  ['under the names that are declared', {}, {}],
  ['under names of its own', { LAUREL_BUS_NAMESPACE: 'test.' }, { namespace: 'test.' }],
] as const;
const ways = encryptions.flatMap(([how, tls, ssl]) =>
  logins.flatMap(([who, login, sasl]) =>
    namespaces.map(
      ([where, name, namespace]) => [`${how}, ${who}, ${where}`, { ...tls, ...login, ...name }, { ...ssl, ...sasl, ...namespace }] as const,
    ),
  ),
);

describe('a service comes to Kafka as its environment says', () => {
  it.each(ways)('%s', (_, said, wanted) =>
    // Strictly: kafkajs takes `ssl: undefined` and a missing one for the same, a next client may not.
    expect(optionsFrom(said)).toStrictEqual({
      brokers,
      service: 'plans',
      clientId: `laurel-plans-${hostname()}-${process.pid}`,
      logger,
      ...wanted,
    }),
  );
});
