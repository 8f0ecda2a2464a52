// Which processes a stack has, where each listens, and what it is told.
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { isTaken } from '../engines/processes.mjs';
import { root } from '../lib/workspace.mjs';

const host = '127.0.0.1';

/** Every service that can be a process: a folder with a main.ts beside a service. */
export const services = () =>
  readdirSync(join(root, 'services'))
    .filter((name) => name !== 'standalone' && existsSync(join(root, 'services', name, 'src/main.ts')))
    .toSorted();

export const programOf = (service) => join(root, service === 'gateway' ? 'gateway' : `services/${service}`, 'dist/main.js');

/** What nobody listens on, from a port on. */
const freePorts = async (from, count) => {
  const found = [];
  for (let port = from; found.length < count; port++) if (!(await isTaken(port))) found.push(port);
  return found;
};

/** Of this environment what is no setting of Laurel's: a stack is told all of those. */
const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LAUREL_') && name !== 'NODE_ENV'));

/** What all processes of one service are told. */
export const serviceEnvironment = (service, { engines, secrets, jwks, clock }) => ({
  ...inherited(),
  NODE_ENV: 'development',
  LAUREL_EVENT_STORE: engines.events.url,
  LAUREL_EVENT_STORE_NAME: `${engines.namespace}_${service}`,
  LAUREL_READ_MODELS: engines.mongodb,
  LAUREL_READ_MODELS_DATABASE: `${engines.namespace}_${service}`,
  LAUREL_PLATFORM: engines.mongodb,
  LAUREL_PLATFORM_DATABASE: `${engines.namespace}_platform`,
  LAUREL_BUS: `kafka://${engines.kafka}`,
  // Brokers of its own hold the topics under the names that the guides say.
  LAUREL_BUS_NAMESPACE: engines.own ? '' : `${engines.namespace}.`,
  LAUREL_BUS_REPLICATION: String(engines.copies),
  LAUREL_MASTER_KEY: `developer:${Buffer.from(secrets.masterKey).toString('base64')}`,
  LAUREL_JWT_ISSUER: 'laurel:local',
  LAUREL_JWT_JWKS: JSON.stringify(jwks),
  LAUREL_BUSINESS_CLOCK: 'moved',
  LAUREL_BUSINESS_CLOCK_START: clock,
});

const ownEnvironment = ({ port, operationsPort }, secret) => ({
  LAUREL_HOST: host,
  LAUREL_PORT: String(port),
  LAUREL_OPERATIONS_PORT: String(operationsPort),
  LAUREL_OPERATIONS_SECRET: secret,
  // Nobody balances before these but our gateway, which looks elsewhere by itself.
  LAUREL_DRAIN_SECONDS: '0',
});

/** The processes in the order of their start: services, then gateways, which know where every replica is. */
export const layout = async ({ replicas, gateways, port, secret, explorer, environmentOf }) => {
  const names = services();
  const first = port === 0 ? 20_000 + Math.floor(Math.random() * 8_000) : port;
  const count = 2 * names.length * replicas + 2 * gateways;
  const free = (await freePorts(first + 1, count + 1)).map(Number);
  const entry = port === 0 ? free.pop() : port;
  const at = (name, index, own) => {
    const one = { name: `${name}:${index}`, service: name, index, port: own ?? free.shift(), operationsPort: free.shift() };
    return { ...one, url: `http://${host}:${one.port}`, operations: `http://${host}:${one.operationsPort}` };
  };
  const ofServices = names.flatMap((name) => Array.from({ length: replicas }, (_, index) => at(name, index + 1)));
  const subgraphs = names.map(
    (name) =>
      `${name}=${ofServices
        .filter(({ service }) => service === name)
        .map(({ url }) => `${url}/graphql`)
        .join(',')}`,
  );
  const ofGateway = Array.from({ length: gateways }, (_, index) => at('gateway', index + 1, index === 0 ? entry : undefined));
  return [
    ...ofServices.map((one) => ({ ...one, environment: { ...environmentOf(one.service), ...ownEnvironment(one, secret) } })),
    ...ofGateway.map((one) => ({
      ...one,
      environment: {
        ...inherited(),
        NODE_ENV: 'development',
        ...ownEnvironment(one, secret),
        LAUREL_SUBGRAPHS: subgraphs.join(';'),
        LAUREL_EXPLORER_PEOPLE: JSON.stringify(explorer.people),
        LAUREL_EXPLORER_QUERY: explorer.query,
      },
    })),
  ];
};
