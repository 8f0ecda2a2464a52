import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@laurel/event-sourcing';
import { engineAddress } from '@laurel/testing';
import pg from 'pg';
import { migrate, openPostgresEventStore, PostgresSchemaOutdated, PostgresStoreUnusable } from './index.js';
import { newestVersion } from './migrations.js';
import { note, numbersIn } from './spec/notes.js';

const url = engineAddress('postgres');
const suffix = `${process.pid}_${Date.now().toString(36)}`;
const schema = `migrated_${suffix}`;
const role = `laurel_writer_${suffix}`;
const { host, port, database } = new pg.Client(url);
const as = (user: string, more = '') => `postgres://${user}@${host}:${port}/${database}${more}`;
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error,
  );

describe('the schema of the store', () => {
  let beside: pg.Client;
  beforeAll(async () => {
    beside = new pg.Client(url);
    await beside.connect();
    await beside.query(`CREATE ROLE ${role} LOGIN`);
  });
  afterEach(() => beside.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
  afterAll(async () => {
    await beside.query(`DROP ROLE ${role}`);
    await beside.end();
  });

  it('is refused where it is missing', async () => {
    const told = await failure(openPostgresEventStore({ url, schema }));
    expect(told).toBeInstanceOf(PostgresSchemaOutdated);
    expect((told as Error).message).toBe(
      `schema ${schema} of PostgreSQL at ${host}:${port}/${database} has no event store, this program needs version ${newestVersion}: ` +
        'it is to be migrated',
    );
  });

  it('is made by several who migrate at once, each step told and done once', async () => {
    const steps: string[] = [];
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { schema, onProgress: (step) => steps.push(step) })));
    expect(all.map(({ from }) => from).toSorted()).toEqual([0, newestVersion, newestVersion, newestVersion]);
    expect(steps).toEqual([`schema ${schema}: version 1, the log, and its append`]);
    expect(await migrate(url, { schema })).toEqual({ from: newestVersion, to: newestVersion });
  });

  it('is refused when it is older or newer than the program', async () => {
    await migrate(url, { schema });
    await beside.query(`UPDATE ${schema}.migrations SET version = 99 WHERE version = ${newestVersion}`);
    const newer = {
      code: 'STORE_SCHEMA_NEWER',
      found: 99,
      wanted: newestVersion,
      message: expect.stringMatching(/migrated by a newer release of Laurel: start that one$/),
    };
    expect(await failure(openPostgresEventStore({ url, schema }))).toMatchObject(newer);
    expect(await failure(migrate(url, { schema }))).toMatchObject(newer);
    await beside.query(`DELETE FROM ${schema}.migrations`);
    expect(await failure(openPostgresEventStore({ url, schema }))).toBeInstanceOf(PostgresSchemaOutdated);
  });

  it('is not half there when a step fails', async () => {
    await beside.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.removed ()`);
    await expect(migrate(url, { schema })).rejects.toThrow('relation "removed" already exists');
    const { rows } = await beside.query(`SELECT to_regclass('${schema}.events') AS events`);
    expect(rows).toEqual([{ events: null }]);
    await beside.query(`DROP TABLE ${schema}.removed`);
    expect(await migrate(url, { schema })).toEqual({ from: 0, to: newestVersion });
  });

  it('lets the role of a service read and append, and nothing else', async () => {
    await migrate(url, { schema });
    const told = await failure(openPostgresEventStore({ url: as(role), schema }));
    expect(told).toBeInstanceOf(PostgresStoreUnusable);
    expect(told).toMatchObject({
      code: 'STORE_RIGHTS_MISSING',
      message: expect.stringMatching(/permission denied for schema .*; the user of the address lacks the right$/),
    });

    await migrate(url, { schema, role });
    const store = await openPostgresEventStore({ url: as(role), schema });
    await store.append([note('a-1', 'none', 1)]);
    expect(await numbersIn(store)).toEqual([1]);
    await store.close();

    const client = new pg.Client(as(role));
    await client.connect();
    const said = async (sql: string) => ((await failure(client.query(sql))) as Error).message;
    for (const order of [
      `UPDATE ${schema}.events SET data = '{}'`,
      `DELETE FROM ${schema}.events`,
      `TRUNCATE ${schema}.events`,
      `INSERT INTO ${schema}.events (position) VALUES (99)`,
    ]) {
      expect(await said(order)).toBe('permission denied for table events');
    }
    await client.end();
  });

  it('keeps nobody else from calling its append by accident: only roles that were given it', async () => {
    await migrate(url, { schema });
    await beside.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    const client = new pg.Client(as(role));
    await client.connect();
    const call = `SELECT ${schema}.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`;
    await expect(client.query(call)).rejects.toThrow('permission denied for function append');
    await client.end();
  });

  it('has a name that needs no quotes', async () => {
    for (const name of ['', 'Plans', 'plans; DROP', 'pg_plans', 'x'.repeat(49)]) {
      await expect(migrate(url, { schema: name })).rejects.toThrow(TypeError);
    }
  });

  it('tells in one line what is wrong with an address, and never its password', async () => {
    const told = async (address: string) => {
      const error = await failure(openPostgresEventStore({ url: address, schema }));
      const { name, message } = error as Error;
      expect(message).not.toMatch(/secret|\n/);
      expect(((await failure(migrate(address, { schema }))) as Error).message).toBe(message);
      return `${name}: ${message}`;
    };
    expect(await told('mongodb://user:secret@127.0.0.1/x')).toBe(
      'PostgresStoreUnusable: the address of the PostgreSQL event store cannot be read: it does not begin with postgres://',
    );
    expect(await told('postgres://user:secret@127.0.0.1:999999/x')).toMatch(/^PostgresStoreUnusable: the address .* cannot be read/);
    expect(await told('postgres://user:secret@127.0.0.1:1/x')).toBe(
      'StoreUnavailable: PostgreSQL at 127.0.0.1:1/x: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(await told('postgres://user:secret@no.such.host.invalid:1/x')).toMatch(
      /^StoreUnavailable: PostgreSQL at no\.such\.host\.invalid:1\/x: getaddrinfo E/,
    );
    expect(await told(`postgres://${role}:secret@${host}:${port}/absent_${suffix}`)).toBe(
      `PostgresStoreUnusable: PostgreSQL at ${host}:${port}/absent_${suffix}: database "absent_${suffix}" does not exist; ` +
        'create the database, or check the address',
    );
    expect(await told(`postgres://nobody_${suffix}:secret@${host}:${port}/${database}`)).toMatch(
      /^PostgresStoreUnusable: PostgreSQL at .*: role "nobody_.*" does not exist; check the user of the address/,
    );
    expect(await told(as(role, '?sslmode=verify-full'))).toBe(
      `PostgresStoreUnusable: PostgreSQL at ${host}:${port}/${database}: The server does not support SSL connections; ` +
        'check sslmode and sslrootcert of the address',
    );
    expect(await failure(openPostgresEventStore({ url: 'postgres://127.0.0.1:1/x', schema }))).toBeInstanceOf(StoreUnavailable);
  });
});
