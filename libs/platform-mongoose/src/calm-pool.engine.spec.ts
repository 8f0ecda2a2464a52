import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { calmPools, restlessPools } from './calm-pool.js';
import { newDatabase } from './spec/opened-mongo.js';

const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { ConnectionPool } = driver('mongodb/lib/cmap/connection_pool.js') as {
  readonly ConnectionPool: { readonly prototype: { ensureMinPoolSize(): void } };
};

describe('the pools of connections to MongoDB', () => {
  afterEach(restlessPools);

  /** How often a connection that does nothing has its pool looked at, and whether it still answers. */
  const looksIn = async (ms: number): Promise<number> => {
    const database = newDatabase();
    const { prototype } = ConnectionPool;
    const { ensureMinPoolSize } = prototype;
    let looks = 0;
    prototype.ensureMinPoolSize = function () {
      looks++;
      ensureMinPoolSize.call(this);
    };
    try {
      const { connection } = await database.open();
      await connection.db!.command({ ping: 1 });
      looks = 0;
      await sleep(ms);
      const found = looks;
      expect(await connection.db!.command({ ping: 1 })).toMatchObject({ ok: 1 });
      await database.drop();
      looks = 0;
      await sleep(1200);
      expect(looks).toBe(0);
      return found;
    } finally {
      prototype.ensureMinPoolSize = ensureMinPoolSize;
    }
  };

  it('are looked at every second, ten times as often without the calm', async () => {
    expect(await looksIn(2500)).toBeGreaterThan(9);
    expect(calmPools()).toBe(true);
    expect(calmPools()).toBe(true);
    const calm = await looksIn(2500);
    expect(calm).toBeGreaterThan(0);
    expect(calm).toBeLessThan(5);
  });

  it('of another driver are left alone, and it is said', () => {
    const other = (): undefined => undefined;
    ConnectionPool.prototype.ensureMinPoolSize = other;
    const said: string[] = [];
    expect(calmPools({ warn: (message) => said.push(message) })).toBe(false);
    expect(ConnectionPool.prototype.ensureMinPoolSize).toBe(other);
    expect(said).toEqual(['this driver of MongoDB is another one than its pools were calmed for: look at the CPU of idle services']);
  });
});
