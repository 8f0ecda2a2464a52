import pg from 'pg';
import { lockClass } from './append-function.js';
import { clientConfig, type PostgresAddress } from './connections.js';
import { toldOfStart } from './faults.js';
import { grants, migrations, newestVersion } from './migrations.js';
import { schemaName } from './schema-name.js';
import { versionIn } from './schema-version.js';
import { PostgresSchemaOutdated, PostgresStoreUnusable } from './unusable.js';

export interface MigrateOptions extends Pick<PostgresAddress, 'connection'> {
  readonly schema?: string;
  /** A role of the server that will run the service: it may read and append, and nothing else. Not needed when it owns the schema. */
  readonly role?: string;
  /** Told before each step. */
  readonly onProgress?: (step: string) => void;
}

export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings the schema to the version that this program needs, one transaction a step; several at once wait for each other. An operator runs it
 * before a new release starts, as a user who may create schemas in the database.
 * Throws `PostgresStoreUnusable`, `PostgresSchemaOutdated` when the schema is newer, `StoreUnavailable` when the server does not answer.
 */
export const migrate = async (
  url: string,
  { schema = 'laurel', role, onProgress = () => undefined, connection }: MigrateOptions = {},
): Promise<Migrated> => {
  const name = schemaName(schema);
  const { where, ...config } = clientConfig({ url, ...(connection && { connection }) });
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await utf8(client, where);
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockClass, name]);
    const from = await begun(client, name);
    if (from > newestVersion) throw new PostgresSchemaOutdated(name, from, newestVersion, where);
    for (const [index, { title, sql }] of migrations.entries()) {
      if (index < from) continue;
      onProgress(`schema ${name}: version ${index + 1}, ${title}`);
      await client.query(`BEGIN; ${sql(name)} INSERT INTO ${name}.migrations (version) VALUES (${index + 1}); COMMIT`);
    }
    if (role !== undefined) {
      onProgress(`schema ${name}: role ${role} may read and append`);
      await client.query(grants(name, pg.escapeIdentifier(role)));
    }
    return { from, to: newestVersion };
  } catch (error) {
    if (error instanceof PostgresSchemaOutdated || error instanceof PostgresStoreUnusable) throw error;
    throw toldOfStart(where, error);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const utf8 = async (client: pg.Client, where: string): Promise<void> => {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  const encoding = rows[0]!.server_encoding;
  if (encoding !== 'UTF8') {
    throw new PostgresStoreUnusable(`the database at ${where} keeps text as ${encoding}: create one with ENCODING 'UTF8'`);
  }
};

/** The schema and its list of versions; gives the version at which it stands. */
const begun = async (client: pg.Client, schema: string): Promise<number> => {
  const found = await versionIn(client, schema);
  if (found === 0) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE TABLE IF NOT EXISTS ${schema}.migrations (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
  }
  return found;
};
