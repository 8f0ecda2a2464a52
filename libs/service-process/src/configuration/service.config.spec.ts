import { describe, expect, it } from '@jest/globals';
import { specIssuer } from '../spec/issuer.js';
import { serviceConfiguration } from './service.config.js';

const key = Buffer.alloc(32, 7).toString('base64');
const { jwks } = await specIssuer();
const shared = {
  LAUREL_EVENT_STORE: 'postgres://laurel:hunter2@db/laurel',
  LAUREL_READ_MODELS: 'mongodb://laurel:hunter2@db/?replicaSet=rs0',
  LAUREL_BUS: 'kafka://kafka-1:9092,kafka-2:9092',
  LAUREL_PLATFORM: 'mongodb://laurel:hunter2@db/?replicaSet=rs0',
  LAUREL_MASTER_KEY: key,
  LAUREL_JWT_ISSUER: 'https://login.example.vn',
  LAUREL_JWT_JWKS: 'https://login.example.vn/certs',
};
const configuration = serviceConfiguration('plans');
const wrong = (changed: Readonly<Record<string, string>>) => configuration.check({ ...shared, ...changed }).wrong;

describe('the configuration of a service', () => {
  it('names an engine by its address, and what is the service’s own by its name', () => {
    const values = configuration.read(shared);
    expect([values.LAUREL_EVENT_STORE, values.LAUREL_EVENT_STORE_NAME, values.LAUREL_READ_MODELS_DATABASE, values.LAUREL_BUS]).toEqual([
      { kind: 'postgres', url: 'postgres://laurel:hunter2@db/laurel' },
      'laurel_plans',
      'laurel_plans',
      { kind: 'kafka', brokers: ['kafka-1:9092', 'kafka-2:9092'] },
    ]);
    expect(configuration.read({ ...shared, LAUREL_BUS: '[::1]:9092' }).LAUREL_BUS).toEqual({ kind: 'kafka', brokers: ['[::1]:9092'] });
    for (const url of ['kurrentdb://db:2113?tls=false', 'kurrentdb+discover://db']) {
      expect(configuration.read({ ...shared, LAUREL_EVENT_STORE: url }).LAUREL_EVENT_STORE).toEqual({ kind: 'kurrentdb', url });
    }
    const folder = { kind: 'sqlite', folder: '/var/lib/laurel' };
    for (const text of ['sqlite:/var/lib/laurel', 'sqlite:///var/lib/laurel']) {
      expect(configuration.read({ ...shared, LAUREL_EVENT_STORE: text }).LAUREL_EVENT_STORE).toEqual(folder);
    }
  });

  it('takes a service whose name has a hyphen', () => {
    expect(serviceConfiguration('award-register').read(shared).LAUREL_EVENT_STORE_NAME).toBe('laurel_award_register');
  });

  it('tells everything that is wrong at once, and no secret', () => {
    const told = configuration.check({
      LAUREL_EVENT_STORE: 'mysql://hunter2',
      LAUREL_READ_MODELS: 'hunter2',
      LAUREL_PLATFORM: 'mongodb://',
      LAUREL_BUS: 'kafka://kafka',
      LAUREL_BUS_SASL: 'plain',
      LAUREL_MASTER_KEY: 'hunter2',
      LAUREL_JWT_ISSUER: 'https://login.example.vn',
      LAUREL_JWT_JWKS: '{"keys":[]}',
      LAUREL_BUSINESS_CLOCK_START: '2021-01-22',
      LAUREL_LEASE_SECONDS: '0',
    });
    expect(told.wrong).toEqual([
      'LAUREL_EVENT_STORE: is postgres://…, kurrentdb://…, kurrentdb+discover://… or sqlite:/folder',
      'LAUREL_READ_MODELS: is mongodb://… or sqlite:/folder',
      'LAUREL_BUS: is kafka://host:port,host:port or none',
      'LAUREL_PLATFORM: is mongodb://… or folder:/path',
      'LAUREL_MASTER_KEY: is 32 bytes as base64: openssl rand -base64 32',
      'LAUREL_JWT_JWKS: is a URL or a JSON document of public keys',
      'LAUREL_BUSINESS_CLOCK_START: is written like 2021-01-22T08:00:00+07:00',
      'LAUREL_LEASE_SECONDS: is at least 1',
      'LAUREL_BUS_USER: is needed with LAUREL_BUS_SASL',
      'LAUREL_BUS_PASSWORD: is needed with LAUREL_BUS_SASL',
    ]);
    expect(JSON.stringify([told, configuration.check(shared)].map(({ lines, wrong: problems }) => [lines, problems]))).not.toContain(
      'hunter2',
    );
  });

  it('refuses half of what a connection to the brokers needs', () => {
    const ca = '-----BEGIN CERTIFICATE-----';
    expect(wrong({ LAUREL_BUS_TLS_CA: ca })).toEqual(['LAUREL_BUS_TLS_CA: is for TLS; say LAUREL_BUS_TLS=true, or leave it out']);
    expect(wrong({ LAUREL_BUS_TLS: 'true', LAUREL_BUS_TLS_CA: ca })).toEqual([]);
    const alone = ['LAUREL_BUS_SASL: say how to log in, or leave user and password out'];
    expect([wrong({ LAUREL_BUS_USER: 'plans' }), wrong({ LAUREL_BUS_PASSWORD: 'hunter2' })]).toEqual([alone, alone]);
    expect(wrong({ LAUREL_BUS_SASL: 'kerberos' })).toEqual([expect.stringMatching(/^LAUREL_BUS_SASL: /)]);
  });

  it('in production refuses what is for developers', () => {
    const developers = {
      LAUREL_JWT_ISSUER: 'laurel:local',
      LAUREL_JWT_JWKS: jwks,
      LAUREL_MASTER_KEY: `developer:${key}`,
      LAUREL_BUSINESS_CLOCK: 'moved',
      LAUREL_BUS: 'none',
    };
    expect(wrong(developers)).toEqual([]);
    expect(wrong({ ...developers, NODE_ENV: 'production' })).toEqual([
      'LAUREL_JWT_ISSUER: laurel:local makes tokens for anybody; production has an issuer of its own',
      'LAUREL_JWT_JWKS: is a URL in production, where keys are exchanged',
      "LAUREL_MASTER_KEY: is a developer's; make one for production: openssl rand -base64 32",
      'LAUREL_BUSINESS_CLOCK: is system in production',
      'LAUREL_BUS: a service alone is no production; say kafka://…',
    ]);
    const unprotected = { LAUREL_JWT_JWKS: 'http://login.example.vn/certs' };
    expect(wrong(unprotected)).toEqual([]);
    expect(wrong({ ...unprotected, NODE_ENV: 'production' })).toEqual([
      'LAUREL_JWT_JWKS: is https:// in production; over http whoever is on the way makes tokens that hold',
    ]);
    expect(wrong({ NODE_ENV: 'production' })).toEqual([]);
    expect(wrong({ ...developers, NODE_ENV: 'prod' })).toEqual(['NODE_ENV: is production, development or test']);
  });

  it('refuses a folder for what others rely on', () => {
    expect(wrong({ LAUREL_PLATFORM: 'folder:/var/lib/laurel' })).toEqual([
      'LAUREL_PLATFORM: a folder is of one process, but others see what it writes (LAUREL_BUS: kafka, LAUREL_EVENT_STORE: postgres, LAUREL_READ_MODELS: mongodb); say mongodb://…, or sqlite and none there',
    ]);
    expect(
      wrong({
        LAUREL_PLATFORM: 'folder:/data',
        LAUREL_EVENT_STORE: 'sqlite:/data',
        LAUREL_READ_MODELS: 'sqlite:/data',
        LAUREL_BUS: 'none',
      }),
    ).toEqual([]);
  });

  it('refuses a document that holds a private key', () => {
    const leaked = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'hunter2' }] });
    expect(wrong({ LAUREL_JWT_JWKS: leaked })).toEqual(['LAUREL_JWT_JWKS: holds a private key']);
  });
});
