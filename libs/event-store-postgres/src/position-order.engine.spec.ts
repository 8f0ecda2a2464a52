import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, serializeWrites } from '@laurel/event-sourcing';
import { engineAddress } from '@laurel/testing';
import pg from 'pg';
import { appendFunction, type Guard } from './append-function.js';
import { appendStatement } from './append-statement.js';
import { migrate, openPostgresEventStore } from './index.js';
import { note } from './spec/notes.js';

const url = engineAddress('postgres');
const statement = (schema: string, number: number) => appendStatement(schema, [serializeWrites([note(`a-${number}`, 'none', number)])]);

/** The trap: an append that has drawn its position and commits late, while another one passes it by. */
describe('a position that is drawn early and committed late', () => {
  const schema = `order_${process.pid}_${Date.now().toString(36)}`;
  let store: EventStore;
  let early: pg.Client;
  let beside: pg.Client;
  beforeAll(async () => {
    beside = new pg.Client(url);
    await beside.connect();
  });
  afterAll(async () => {
    await beside.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await beside.end();
  });
  beforeEach(async () => {
    await beside.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await migrate(url, { schema });
    store = await openPostgresEventStore({ url, schema });
    early = new pg.Client(url);
    await early.connect();
  });
  afterEach(async () => {
    await early.end();
    await store.close();
  });

  /** What a reader who keeps where it stands has seen of a log of two, the first of which was committed late; and what the store told. */
  const followed = async () => {
    const seen: string[] = [];
    const abort = new AbortController();
    const following = (async () => {
      for await (const message of store.subscribe({ signal: abort.signal, filter: { categories: ['a'] } })) {
        if (message.kind === 'events') seen.push(...message.events.map(({ stream }) => stream));
      }
    })();
    await early.query('BEGIN');
    await early.query(statement(schema, 1));
    let told = 'nothing yet';
    const second = store.append([note('a-2', 'none', 2)]).then(
      ([appended]) => (told = appended!.position),
      (error: Error) => (told = error.message),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const meanwhile = { told, seen: [...seen] };
    await early.query('COMMIT');
    await second;
    for (let left = 60; seen.length < 2 && left > 0; left--) await new Promise((resolve) => setTimeout(resolve, 25));
    abort.abort();
    await following;
    return { meanwhile, told, seen };
  };
  const unguarded: Guard = { lock: '', base: `SELECT nextval('${schema}.drawn') - 1` };

  it('holds back those that come later, and every reader sees both', async () => {
    expect(await followed()).toEqual({
      meanwhile: { told: 'nothing yet', seen: [] },
      told: '0000000000000002',
      seen: ['a-1', 'a-2'],
    });
  });

  it('would be skipped for ever without the guard', async () => {
    await beside.query(`CREATE SEQUENCE ${schema}.drawn; ${appendFunction(schema, unguarded)}`);
    expect(await followed()).toEqual({
      meanwhile: { told: '0000000000000002', seen: ['a-2'] },
      told: '0000000000000002',
      seen: ['a-2'],
    });
  });

  it('does not hold back another schema', async () => {
    const other = `${schema}_b`;
    await migrate(url, { schema: other });
    const neighbour = await openPostgresEventStore({ url, schema: other, lockTimeoutMs: 200 });
    await early.query('BEGIN');
    await early.query(statement(schema, 1));
    await neighbour.append([note('a-1', 'none', 1)]);
    await early.query('ROLLBACK');
    await neighbour.close();
    await beside.query(`DROP SCHEMA ${other} CASCADE`);
  });

  it('leaves no hole when it is undone instead', async () => {
    await early.query('BEGIN');
    await early.query(statement(schema, 1));
    const second = store.append([note('a-2', 'none', 2)]);
    await early.query('ROLLBACK');
    expect(await second).toEqual([{ revision: 0, position: '0000000000000001' }]);
  });
});
