import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { engineAddress } from '@laurel/testing';
import mongoose, { type Connection } from 'mongoose';
import { calmPools, restlessPools } from './calm-pool.js';
import { openMongo } from './mongo.js';

const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { ConnectionPool } = driver('mongodb/lib/cmap/connection_pool.js') as {
  readonly ConnectionPool: { readonly prototype: { ensureMinPoolSize(): void } };
};

describe('the pools of connections to MongoDB', () => {
  afterEach(restlessPools);

  /** How often a connection that does nothing has its pool looked at; it still answers then, and nobody looks any more once it is closed. */
  const looksOf = async (open: () => Promise<Connection>): Promise<number> => {
    const connection = await open();
    const { prototype } = ConnectionPool;
    const { ensureMinPoolSize } = prototype;
    let looks = 0;
    prototype.ensureMinPoolSize = function () {
      looks++;
      ensureMinPoolSize.call(this);
    };
    try {
      await connection.db!.command({ ping: 1 }); // `open` gives connections that are open
      looks = 0;
      await sleep(2500);
      const found = looks;
      expect(await connection.db!.command({ ping: 1 })).toMatchObject({ ok: 1 });
      await connection.close();
      looks = 0;
      await sleep(1200);
      expect(looks).toBe(0);
      return found;
    } finally {
      prototype.ensureMinPoolSize = ensureMinPoolSize;
    }
  };

  it('are looked at every second, ten times as often without the calm', async () => {
    const uri = engineAddress('mongodb');
    expect(await looksOf(() => mongoose.createConnection(uri).asPromise())).toBeGreaterThan(9);
    const calm = await looksOf(async () => (await openMongo({ uri })).connection);
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
