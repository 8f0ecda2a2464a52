import {
  type Configuration,
  defineConfiguration,
  field,
  portNumber,
  processFields,
  type Rule,
  type ValuesOf,
} from '@laurel/runtime/process';
import { z } from 'zod';
import { busAddress, eventStoreAddress, platformAddress, readModelsAddress } from './engine-addresses.js';
import { jwksValue, masterKeyValue } from './secret-values.js';

/** One word in every engine. */
const nameOf = (service: string): string => `laurel_${service.replaceAll('-', '_')}`;

const fieldsOf = (service: string) => ({
  ...processFields({ operationsPort: 4101 }),
  LAUREL_HOST: field(z.string(), { says: 'where the gateway finds it; 0.0.0.0 in a container', default: '127.0.0.1' }),
  LAUREL_PORT: field(portNumber, { says: 'its port, POST /graphql; 0 takes a free one, told in the log', default: '4100' }),
  LAUREL_EVENT_STORE: field(eventStoreAddress, {
    says: 'the log: postgres://, kurrentdb://, kurrentdb+discover:// or sqlite:/folder',
    example: 'postgres://laurel:…@db:5432/laurel',
    secret: true,
  }),
  LAUREL_EVENT_STORE_NAME: field(z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'is one word of small letters, digits and _' }), {
    says: 'its schema in PostgreSQL, its namespace in KurrentDB; every service has its own',
    default: nameOf(service),
  }),
  LAUREL_EVENT_STORE_ROLE: field(z.string().optional(), {
    says: 'the role of PostgreSQL that runs the service, where another one prepares: --prepare lets it read and append, and nothing else',
    example: 'laurel_plans',
  }),
  LAUREL_READ_MODELS: field(readModelsAddress, {
    says: 'the read models: mongodb:// of a replica set, or sqlite:/folder',
    example: 'mongodb://db:27017/?replicaSet=rs0',
    secret: true,
  }),
  LAUREL_READ_MODELS_DATABASE: field(z.string().regex(/^[a-z][a-z0-9_-]*$/i, { error: 'is one word' }), {
    says: 'their database in MongoDB; every service has its own',
    default: nameOf(service),
  }),
  LAUREL_BUS: field(busAddress, {
    says: 'what comes from and goes to other services: kafka://host:port,host:port; none for a service that is tried alone',
    example: 'kafka://kafka-1:9092,kafka-2:9092,kafka-3:9092',
  }),
  LAUREL_BUS_NAMESPACE: field(
    z
      .string()
      .regex(/^[\w.-]*$/, { error: 'has letters, digits, . _ and -' })
      .optional(),
    {
      says: 'stands before every topic and group, where several Laurels share brokers; the same in all services',
    },
  ),
  LAUREL_BUS_REPLICATION: field(z.coerce.number().int().min(1, { error: 'is at least 1' }), {
    says: 'how many brokers keep each topic that --prepare makes',
    default: '3',
  }),
  LAUREL_BUS_TLS: field(z.stringbool({ error: 'is true or false' }), { says: 'the brokers speak TLS', default: 'false' }),
  LAUREL_BUS_TLS_CA: field(z.string().optional(), {
    says: 'who signed their certificates, PEM; those that Node trusts when absent',
    example: '-----BEGIN CERTIFICATE-----…',
  }),
  LAUREL_BUS_SASL: field(z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(), {
    says: 'how to log in: plain, scram-sha-256 or scram-sha-512',
  }),
  LAUREL_BUS_USER: field(z.string().optional(), { says: 'as whom' }),
  LAUREL_BUS_PASSWORD: field(z.string().optional(), { says: 'its password', secret: true }),
  LAUREL_PLATFORM: field(platformAddress, {
    says: 'what all services share (keys, files, leases, clock): mongodb://, or folder:/path for a process that is alone',
    example: 'mongodb://db:27017/?replicaSet=rs0',
    secret: true,
  }),
  LAUREL_PLATFORM_DATABASE: field(z.string().regex(/^[a-z][a-z0-9_-]*$/i, { error: 'is one word' }), {
    says: 'its database in MongoDB; the same in all services',
    default: 'laurel_platform',
  }),
  LAUREL_MASTER_KEY: field(masterKeyValue, {
    says: 'everything personal and every file hangs on it: 32 bytes as base64, the same in all services; who loses it has lost them',
    example: '(openssl rand -base64 32)',
    secret: true,
  }),
  LAUREL_JWT_ISSUER: field(z.string().min(1), { says: 'who makes the tokens', example: 'https://login.example.vn/realms/laurel' }),
  LAUREL_JWT_AUDIENCE: field(z.string().min(1), { says: 'for whom they are made', default: 'laurel' }),
  LAUREL_JWT_JWKS: field(jwksValue, {
    says: 'their public keys: the https URL of a JWKS; outside production http or the document itself, too',
    example: 'https://login.example.vn/realms/laurel/protocol/openid-connect/certs',
  }),
  LAUREL_BUSINESS_CLOCK: field(z.enum(['system', 'moved'], { error: 'is system or moved' }), {
    says: 'system, or moved: one that is moved forward by hand, outside production; the same in all services',
    default: 'system',
  }),
  LAUREL_BUSINESS_CLOCK_START: field(z.iso.datetime({ offset: true, error: 'is written like 2021-01-22T08:00:00+07:00' }).optional(), {
    says: 'where a moved clock begins that is new; real time when absent',
    example: '2021-01-22T08:00:00+07:00',
  }),
  LAUREL_LEASE_SECONDS: field(
    z.coerce.number({ error: 'is a number of seconds' }).min(1, { error: 'is at least 1' }).max(300, { error: 'is at most 300' }),
    {
      says: 'how long a leader that died or froze holds the others up; one of them leads at most a quarter of it later',
      default: '6',
    },
  ),
});

export type ServiceValues = ValuesOf<ReturnType<typeof fieldsOf>>;

/** All that a service's process takes from its environment. */
export const serviceConfiguration = (service: string): Configuration<ServiceValues> =>
  defineConfiguration(fieldsOf(service), [production, alone, login, trust]);

const production: Rule<ServiceValues> = (values) => {
  if (values.NODE_ENV !== 'production') return [];
  return [
    ...(values.LAUREL_JWT_ISSUER === 'laurel:local'
      ? ['LAUREL_JWT_ISSUER: laurel:local makes tokens for anybody; production has an issuer of its own']
      : []),
    ...(values.LAUREL_JWT_JWKS?.kind === 'document' ? ['LAUREL_JWT_JWKS: is a URL in production, where keys are exchanged'] : []),
    ...(values.LAUREL_JWT_JWKS?.kind === 'url' && values.LAUREL_JWT_JWKS.url.protocol !== 'https:'
      ? ['LAUREL_JWT_JWKS: is https:// in production; over http whoever is on the way makes tokens that hold']
      : []),
    ...(values.LAUREL_MASTER_KEY?.ofDeveloper
      ? ["LAUREL_MASTER_KEY: is a developer's; make one for production: openssl rand -base64 32"]
      : []),
    ...(values.LAUREL_BUSINESS_CLOCK === 'moved' ? ['LAUREL_BUSINESS_CLOCK: is system in production'] : []),
    ...(values.LAUREL_BUS?.kind === 'none' ? ['LAUREL_BUS: a service alone is no production; say kafka://…'] : []),
  ];
};

/** What lies in a folder is seen by one process; keys and leases that others do not see protect nothing. */
const alone: Rule<ServiceValues> = ({
  LAUREL_PLATFORM: platform,
  LAUREL_BUS: bus,
  LAUREL_EVENT_STORE: store,
  LAUREL_READ_MODELS: readModels,
}) => {
  if (platform?.kind !== 'folder') return [];
  const shared = [
    ...(bus?.kind === 'kafka' ? ['LAUREL_BUS: kafka'] : []),
    ...(store && store.kind !== 'sqlite' ? [`LAUREL_EVENT_STORE: ${store.kind}`] : []),
    ...(readModels && readModels.kind !== 'sqlite' ? [`LAUREL_READ_MODELS: ${readModels.kind}`] : []),
  ];
  return shared.length === 0
    ? []
    : [
        `LAUREL_PLATFORM: a folder is of one process, but others see what it writes (${shared.join(', ')}); say mongodb://…, or sqlite and none there`,
      ];
};

const login: Rule<ServiceValues> = ({ LAUREL_BUS_SASL: sasl, LAUREL_BUS_USER: user, LAUREL_BUS_PASSWORD: password }) => {
  if (sasl === undefined)
    return user === undefined && password === undefined ? [] : ['LAUREL_BUS_SASL: say how to log in, or leave user and password out'];
  return [
    ...(user === undefined ? ['LAUREL_BUS_USER: is needed with LAUREL_BUS_SASL'] : []),
    ...(password === undefined ? ['LAUREL_BUS_PASSWORD: is needed with LAUREL_BUS_SASL'] : []),
  ];
};

/** Whoever names an authority believes in TLS: without it a password would go in clear. */
const trust: Rule<ServiceValues> = ({ LAUREL_BUS_TLS: tls, LAUREL_BUS_TLS_CA: ca }) =>
  tls === false && ca !== undefined ? ['LAUREL_BUS_TLS_CA: is for TLS; say LAUREL_BUS_TLS=true, or leave it out'] : [];
