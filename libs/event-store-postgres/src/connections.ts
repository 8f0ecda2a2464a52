import pg from 'pg';
import { PostgresStoreUnusable } from './unusable.js';

export interface PostgresAddress {
  /** `postgres://user:password@host:port/database?sslmode=…` */
  readonly url: string;
  /** What an address cannot say: certificates, a password that is asked for when it is needed. */
  readonly connection?: Pick<pg.ClientConfig, 'ssl' | 'password'>;
}

const connectTimeoutMs = 5000;
const bigint = 20;

/** For `pg`. Throws `PostgresStoreUnusable` when the address cannot be read; it is not repeated, for it may hold a password. */
export const clientConfig = ({ url, connection }: PostgresAddress): pg.ClientConfig & { readonly where: string } => {
  const config = {
    ...connection,
    connectionString: url,
    application_name: 'laurel event store',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      // Positions and revisions stay below 2^53.
      getTypeParser: ((oid: number, format: 'text') =>
        oid === bigint ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
  return { ...config, where: whereOf(config) };
};

const whereOf = (config: pg.ClientConfig): string => {
  try {
    if (!/^postgres(ql)?:\/\//.test(config.connectionString ?? '')) throw new TypeError('it does not begin with postgres://');
    const { host, port, database } = new pg.Client(config);
    return `${host}:${port}/${database ?? ''}`;
  } catch (error) {
    const why = error instanceof TypeError && error.message.startsWith('it ') ? error.message : 'postgres://user@host:port/database';
    throw new PostgresStoreUnusable(`the address of the PostgreSQL event store cannot be read: ${why}`);
  }
};

/** Connections that are opened when they are needed, and anew after they broke. `onTrouble` hears of those that break while nobody uses them. */
export const pool = (config: pg.PoolConfig, onTrouble: (error: Error) => void): pg.Pool => {
  const connections = new pg.Pool(config);
  connections.on('error', onTrouble);
  // One that is in use tells its user by the failing query; without a listener the process would end.
  connections.on('connect', (client) => client.on('error', () => undefined));
  return connections;
};
