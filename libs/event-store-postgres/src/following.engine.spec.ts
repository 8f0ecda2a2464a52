import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, StoreUnavailable, type SubscribeOptions } from '@laurel/event-sourcing';
import { countsToTheEnd, engineAddress } from '@laurel/testing';
import pg from 'pg';
import { GapInLog, migrate, openPostgresEventStore } from './index.js';
import { cuttingProxy, type CuttingProxy } from './spec/cutting-proxy.js';
import { note } from './spec/notes.js';

const url = engineAddress('postgres');
const schema = `following_${process.pid}_${Date.now().toString(36)}`;

describe('a subscription', () => {
  let beside: pg.Client;
  let proxy: CuttingProxy;
  let store: EventStore;
  let writer: EventStore;
  let troubles: string[];
  beforeAll(async () => {
    beside = new pg.Client(url);
    await beside.connect();
  });
  afterAll(() => beside.end());
  beforeEach(async () => {
    await migrate(url, { schema });
    proxy = await cuttingProxy(url);
    troubles = [];
    store = await openPostgresEventStore({ url: proxy.url, schema, patienceMs: 500, onTrouble: ({ message }) => troubles.push(message) });
    writer = await openPostgresEventStore({ url, schema });
  });
  afterEach(async () => {
    await Promise.all([store.close(), writer.close()]);
    await proxy.close();
    await beside.query(`DROP SCHEMA ${schema} CASCADE`);
  });

  /** Follows in the background; what it saw, when, and what ended it. */
  const follow = (from: SubscribeOptions = {}) => {
    const abort = new AbortController();
    const seen: number[] = [];
    const at: number[] = [];
    let caughtUp = 0;
    const ended = (async () => {
      for await (const message of store.subscribe({ signal: abort.signal, ...from })) {
        if (message.kind === 'caughtUp') caughtUp++;
        if (message.kind !== 'events') continue;
        seen.push(...message.events.map(({ data }) => (data as { number: number }).number));
        at.push(performance.now());
      }
    })().then(
      () => 'quietly',
      (error: Error) => error,
    );
    const until = async (holds: () => boolean) => {
      for (let left = 1000; !holds(); left--) {
        if (left === 0) throw new Error(`saw only ${seen.join()}`);
        await sleep(5);
      }
    };
    return {
      seen,
      at,
      ended,
      saw: (count: number) => until(() => seen.length >= count),
      waits: () => until(() => caughtUp > 0),
      end: async () => {
        abort.abort();
        return ended;
      },
    };
  };
  const listening = async (): Promise<number | undefined> => {
    const { rows } = await beside.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE query = $1', [`LISTEN laurel_${schema}`]);
    return rows[0]?.pid;
  };
  const heard = async () => {
    while ((await listening()) === undefined) await sleep(5);
  };

  it('is woken by what another process writes, long before it would have looked by itself', async () => {
    const following = follow();
    await following.waits();
    await heard();
    const waits: number[] = [];
    for (let number = 0; number < 8; number++) {
      await sleep(30);
      await writer.append([note(`a-${number}`, 'none', number)]);
      const begun = performance.now();
      await following.saw(number + 1);
      waits.push(following.at.at(-1)! - begun);
    }
    expect(waits.toSorted((a, b) => a - b)[4]).toBeLessThan(100);
    expect(await following.end()).toBe('quietly');
  });

  it('looks by itself while its listening connection is gone, and listens again', async () => {
    const following = follow();
    await following.waits();
    await heard();
    await beside.query('SELECT pg_terminate_backend($1)', [await listening()]);
    while ((await listening()) !== undefined) await sleep(5);
    await writer.append([note('a-1', 'none', 1)]);
    await following.saw(1);
    await heard();
    expect(troubles).toEqual(['terminating connection due to administrator command']);
    await following.end();
  });

  it('misses and repeats nothing while its connections are cut again and again', async () => {
    const following = follow({ batch: 3 });
    for (let number = 0; number < 300; number++) {
      await writer.append([note(`a-${number % 7}`, 'any', number)]);
      if (number % 20 === 0) proxy.cut();
    }
    await following.saw(300);
    expect(following.seen).toEqual(Array.from({ length: 300 }, (_, number) => number));
    expect(await following.end()).toBe('quietly');
  });

  it('tells an outage that lasts, and goes on from its position afterwards', async () => {
    await writer.append([note('a-1', 'none', 1)]);
    const following = follow();
    await following.waits();
    await proxy.close();
    expect(await following.ended).toBeInstanceOf(StoreUnavailable);
    expect(following.seen).toEqual([1]);
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
    proxy = await cuttingProxy(url);
  });

  it('stops at a position that somebody has removed, unless it only looks for some', async () => {
    for (const number of [1, 2, 3]) await writer.append([note(`a-${number}`, 'none', number)]);
    await beside.query(`DELETE FROM ${schema}.events WHERE position = 2`);
    const whole = follow();
    expect(await whole.ended).toEqual(new GapInLog('0000000000000002', '0000000000000003'));
    const some = follow({ filter: { categories: ['a'] } });
    await some.saw(2);
    expect(some.seen).toEqual([1, 3]);
    await some.end();
  });

  it('is told when the log ends before what it has seen: a standby that took over knew less', async () => {
    for (const number of [1, 2]) await writer.append([note(`a-${number}`, 'none', number)]);
    const following = follow();
    await following.saw(2);
    await beside.query(`DELETE FROM ${schema}.events WHERE position = 2`);
    expect(await following.ended).toEqual(
      new RangeError('the log ends at 0000000000000001, before position 0000000000000002: is it an older copy?'),
    );
  });

  it('holds few large events at once, and many small ones', async () => {
    const write = (from: number, to: number, characters: number) =>
      beside.query(`INSERT INTO ${schema}.events (position, stream, revision, id, type, version, data, metadata, recorded_at)
        SELECT n, 'note-1', n, gen_random_uuid(), 'Noted', 1, '"' || repeat('x', ${characters}) || '"', '{}', 'x' FROM generate_series(${from}, ${to}) AS n`);
    const messages = store.subscribe({ batch: 500 })[Symbol.asyncIterator]();
    await write(1, 1080, 100);
    expect(await countsToTheEnd(messages)).toEqual([16, 500, 500, 64]);
    await write(1081, 1180, 1024 * 1024);
    expect(await countsToTheEnd(messages)).toEqual([100]); // nothing foretold it
    await write(1181, 1250, 1024 * 1024);
    expect(await countsToTheEnd(messages)).toEqual([...Array.from({ length: 23 }, () => 3), 1]);
    await messages.return?.();
  }, 30_000);

  it('runs along the index of its categories, however much else is in the log', async () => {
    await beside.query(`INSERT INTO ${schema}.events (position, stream, revision, id, type, version, data, metadata, recorded_at)
      SELECT n, CASE WHEN n % 20000 = 0 THEN 'rare-' ELSE 'note-' END || n, 0, gen_random_uuid(), 'Noted', 1, '{"number":' || n || '}', '{}', 'x'
      FROM generate_series(1, 120000) AS n`);
    const following = follow({ filter: { categories: ['rare', 'absent'] } });
    await following.saw(6);
    expect(following.seen).toEqual([20000, 40000, 60000, 80000, 100000, 120000]);
    await following.end();
    const plan = await beside.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM ${schema}.events WHERE category = 'rare' AND position > 0 AND position <= 50000 ORDER BY position LIMIT 256`,
    );
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan using events_by_category/);
  });
});
