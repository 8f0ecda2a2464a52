import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll } from '@jest/globals';
import type { EventStore } from '@laurel/event-sourcing';
import { describeEventStore, engineAddress, type StoreUnderTest } from '@laurel/testing';
import pg from 'pg';
import { lockClass } from './append-function.js';
import { migrate, openPostgresEventStore } from './index.js';

const url = engineAddress('postgres');
const schema = `laws_${process.pid}_${Date.now().toString(36)}`;
let beside: pg.Client;
beforeAll(async () => {
  await migrate(url, { schema });
  beside = new pg.Client(url);
  await beside.connect();
});
afterAll(async () => {
  await beside.query(`DROP SCHEMA ${schema} CASCADE`);
  await beside.end();
});

const open = async (): Promise<StoreUnderTest> => {
  await beside.query(`TRUNCATE ${schema}.events, ${schema}.removed`);
  const opened: EventStore[] = [];
  const another = async () => {
    const store = await openPostgresEventStore({ url, schema, lockTimeoutMs: 100 });
    opened.push(store);
    return store;
  };
  const store = await another();
  return {
    store,
    another,
    whileLocked: async (work) => {
      await beside.query('BEGIN');
      await beside.query(`SELECT pg_advisory_xact_lock(${lockClass}, '${schema}.events'::regclass::oid::int)`);
      await work().finally(() => beside.query('COMMIT'));
    },
    // In a process of its own, for it is asked between two ticks of this one.
    committed: () => Number(execFileSync(process.execPath, ['-e', counting, url, schema], { cwd: import.meta.dirname })),
    removeLast: async () => {
      await beside.query(`DELETE FROM ${schema}.events WHERE position = (SELECT max(position) FROM ${schema}.events)`);
    },
    dispose: async () => {
      for (const one of opened) await one.close();
    },
  };
};

const counting = `
  const [url, schema] = process.argv.slice(1);
  const client = new (require('pg').Client)(url);
  client.connect().then(() => client.query('SELECT count(*) FROM ' + schema + '.events'))
    .then(({ rows }) => { process.stdout.write(rows[0].count); return client.end(); });`;

describeEventStore('the PostgreSQL store', open, ['severalWrites', 'committed', 'whileLocked', 'removeLast'], 15);
