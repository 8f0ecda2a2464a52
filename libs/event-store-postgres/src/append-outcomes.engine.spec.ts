import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendOutcomeUnknown, appendSurely, ConcurrencyConflict, type EventStore, StoreUnavailable } from '@laurel/event-sourcing';
import { engineAddress } from '@laurel/testing';
import pg from 'pg';
import { lockClass } from './append-function.js';
import { migrate, openPostgresEventStore } from './index.js';
import { cuttingProxy, type CuttingProxy } from './spec/cutting-proxy.js';
import { note, numbersIn } from './spec/notes.js';

const url = engineAddress('postgres');
const schema = `outcomes_${process.pid}_${Date.now().toString(36)}`;
const first = { revision: 0, position: '0000000000000001' };

describe('what is told of an append', () => {
  let beside: pg.Client;
  let proxy: CuttingProxy;
  let store: EventStore;
  let witness: EventStore;
  beforeAll(async () => {
    beside = new pg.Client(url);
    await beside.connect();
  });
  afterAll(() => beside.end());
  beforeEach(async () => {
    await migrate(url, { schema });
    proxy = await cuttingProxy(url);
    store = await openPostgresEventStore({ url: proxy.url, schema, answerTimeoutMs: 400, patienceMs: 300 });
    witness = await openPostgresEventStore({ url, schema });
  });
  afterEach(async () => {
    await beside.query('ROLLBACK');
    await Promise.all([store.close(), witness.close()]);
    await proxy.close();
    await beside.query(`DROP SCHEMA ${schema} CASCADE`);
  });

  const holdLock = async () => {
    await beside.query('BEGIN');
    await beside.query(`SELECT pg_advisory_xact_lock(${lockClass}, '${schema}.events'::regclass::oid::int)`);
  };
  /** The backend that waits for the lock. */
  const waiting = async (): Promise<number> => {
    for (;;) {
      const { rows } = await beside.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = '${schema}.events'::regclass AND NOT granted`,
      );
      if (rows[0]) return rows[0].pid;
      await sleep(5);
    }
  };
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error,
    );

  it('is that nothing was written when no connection can be had', async () => {
    await proxy.close();
    const told = await failure(store.append([note('a-1', 'none', 1)]));
    expect(told).toBeInstanceOf(StoreUnavailable);
    expect((told as Error).message).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+\/\w+: connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    expect(await numbersIn(witness)).toEqual([]);
    proxy = await cuttingProxy(url);
  });

  it('is "unknown" when the connection broke before the server had it; the same append is then written once', async () => {
    await store.append([note('a-0', 'none', 0)]);
    proxy.lose('to the server');
    const told = failure(store.append([note('a-1', 'none', 1)]));
    await sleep(50);
    proxy.cut();
    expect(await told).toBeInstanceOf(AppendOutcomeUnknown);
    expect(await numbersIn(witness)).toEqual([0]);
    expect(await appendSurely(store, note('a-1', 'none', 1))).toEqual({ revision: 0, position: '0000000000000002' });
    expect(await numbersIn(witness)).toEqual([0, 1]);
  });

  it('is "unknown" when the connection breaks while the server writes, and its repeat is answered from what the server did', async () => {
    await holdLock();
    const told = failure(store.append([note('a-1', 'none', 1)]));
    await waiting();
    proxy.cut();
    expect(await told).toBeInstanceOf(AppendOutcomeUnknown);
    const again = store.append([note('a-1', 'none', 1)]);
    await beside.query('COMMIT');
    expect(await again).toEqual([first]);
    await witness.append([note('a-2', 'none', 2)]);
    expect(await store.append([note('a-1', 'none', 1)])).toEqual([first]);
    expect(await numbersIn(witness)).toEqual([1, 2]);
  });

  it('is "unknown" when only the answer is lost, and its repeat is answered alike', async () => {
    await store.append([note('a-0', 'none', 0)]);
    proxy.lose('to the client');
    const told = failure(store.append([note('a-1', 'none', 1), note('b-1', 'none', 2)]));
    while ((await numbersIn(witness)).length < 3) await sleep(5);
    proxy.cut();
    expect(await told).toBeInstanceOf(AppendOutcomeUnknown);
    expect(await store.append([note('a-1', 'none', 1), note('b-1', 'none', 2)])).toEqual([
      { revision: 0, position: '0000000000000002' },
      { revision: 0, position: '0000000000000003' },
    ]);
    expect(await numbersIn(witness)).toEqual([0, 1, 2]);
  });

  it('is "unknown" in time when the network has gone silent without breaking', async () => {
    const mine = await openPostgresEventStore({ url: proxy.url, schema, lockTimeoutMs: 200, answerTimeoutMs: 400 });
    await mine.append([note('a-0', 'none', 0)]);
    proxy.lose('to the server');
    const begun = performance.now();
    expect(await failure(mine.append([note('a-1', 'none', 1)]))).toBeInstanceOf(AppendOutcomeUnknown);
    const waited = performance.now() - begun;
    expect(waited >= 795 && waited < 3000).toBe(true); // the lock's bound, the answer's, and half of that
    proxy.cut();
    expect(await mine.append([note('a-1', 'none', 1)])).toEqual([{ revision: 0, position: '0000000000000002' }]);
    await mine.close();
  });

  it('is all that is told after close, which takes its time but not for ever when the network is silent', async () => {
    const mine = await openPostgresEventStore({ url: proxy.url, schema, lockTimeoutMs: 200, answerTimeoutMs: 400 });
    await mine.append([note('a-0', 'none', 0)]);
    proxy.lose('to the server');
    const told = failure(mine.append([note('a-1', 'none', 1)]));
    const begun = performance.now();
    await mine.close();
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(await told).toBeInstanceOf(AppendOutcomeUnknown);
    proxy.cut();
  });

  it('is that nothing was written when the server was told to drop the connection before COMMIT', async () => {
    await holdLock();
    const told = [failure(store.append([note('a-1', 'none', 1)])), failure(store.append([note('a-2', 'none', 2)]))];
    await beside.query('SELECT pg_terminate_backend($1)', [await waiting()]);
    expect((await Promise.all(told)).map((one) => (one as Error).name)).toEqual(['StoreUnavailable', 'StoreUnavailable']);
    await beside.query('COMMIT');
    expect(await numbersIn(witness)).toEqual([]);
    expect(await store.append([note('a-1', 'none', 1)])).toEqual([first]);
  });

  it('is that nothing was written when another one keeps the lock for too long, to all that wait, in time', async () => {
    const mine = await openPostgresEventStore({ url, schema, lockTimeoutMs: 200 });
    await holdLock();
    const begun = performance.now();
    const told = await Promise.all([1, 2, 3].map((number) => failure(mine.append([note(`a-${number}`, 'none', number)]))));
    const waited = performance.now() - begun;
    expect(waited >= 195 && waited < 2000).toBe(true);
    for (const one of told) expect(one).toBeInstanceOf(StoreUnavailable);
    expect((told[0] as Error).message).toMatch(/another process has kept the lock on appends for too long$/);
    await mine.close();
  });

  it('is told after COMMIT only, success and refusal alike', async () => {
    // A deferred trigger runs inside of COMMIT: it makes one last.
    await beside.query(`CREATE FUNCTION ${schema}.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.slow()`);
    const stand = async () => (await numbersIn(witness)).length;
    const [won, lost] = [store.append([note('a-1', 'none', 1)]).then(stand), failure(store.append([note('a-1', 'none', 2)]))];
    expect([await won, await lost, await stand()]).toEqual([1, new ConcurrencyConflict('a-1', 'none', 0), 1]);
  });

  it('is that nothing was written when the server refuses to COMMIT', async () => {
    await beside.query(`CREATE FUNCTION ${schema}.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
      CREATE CONSTRAINT TRIGGER no AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.no()`);
    expect(await failure(store.append([note('a-1', 'none', 1)]))).toBeInstanceOf(StoreUnavailable);
    await beside.query(`DROP TRIGGER no ON ${schema}.events`);
    expect(await store.append([note('a-1', 'none', 1)])).toEqual([first]);
  });

  it('is that nothing was written when the server is a standby, which can be read', async () => {
    await witness.append([note('a-0', 'none', 0)]);
    const standby = await openPostgresEventStore({
      url: `${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`,
      schema,
    });
    expect(await failure(standby.append([note('a-1', 'none', 1)]))).toBeInstanceOf(StoreUnavailable);
    expect(await numbersIn(standby)).toEqual([0]);
    await standby.close();
  });

  it('is the failure of the one that cannot be written, and of no other that shared its transaction', async () => {
    await beside.query(`ALTER TABLE ${schema}.events ADD CHECK (stream <> 'a-2')`);
    const told = await Promise.allSettled([1, 2, 3].map((number) => store.append([note(`a-${number}`, 'none', number)])));
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await numbersIn(witness)).toEqual([1, 3]);
  });

  it('is a TypeError, before any I/O, for a type or a version that no row holds', async () => {
    const [event] = note('a-1', 'none', 1).events;
    const append = (more: object) => store.append([{ stream: 'a-1', expected: 'none', events: [{ ...event!, ...more }] }]);
    for (const broken of [
      { type: 'No\u0000ted' },
      { type: 'Noted\n' },
      { type: 'Noted\ud800' },
      { version: 0 },
      { version: 1.5 },
      { version: NaN },
    ]) {
      await expect(append(broken)).rejects.toThrow(TypeError);
    }
  });
});
