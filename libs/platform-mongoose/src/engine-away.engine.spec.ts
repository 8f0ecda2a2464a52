import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Blobs } from '@laurel/blobs';
import { EngineUnavailable } from '@laurel/event-sourcing';
import type { KeyStore } from '@laurel/personal-data';
import type { Leases } from '@laurel/runtime';
import { openMongoBlobs } from './mongo-blobs.js';
import { keysTrustedMs, openMongoKeyStore } from './mongo-key-store.js';
import { openMongoLeases } from './mongo-leases.js';
import { type Line, openLine } from './spec/line.js';
import { newDatabase } from './spec/opened-mongo.js';

describe('while MongoDB is away', () => {
  let database: ReturnType<typeof newDatabase>;
  let line: Line;
  let leases: Leases;
  let keys: KeyStore;
  let blobs: Blobs;
  const masterKey = new Uint8Array(32).fill(7);
  const by = { tenant: 'ba-dinh', uploader: 'per_1' };
  beforeEach(async () => {
    database = newDatabase();
    await database.open();
    line = await openLine();
    const mongo = await database.open(line.address);
    leases = openMongoLeases(mongo);
    keys = await openMongoKeyStore(mongo, { masterKey });
    blobs = await openMongoBlobs(mongo, { masterKey });
  });
  afterEach(async () => {
    line.mend();
    await database.drop();
    await line.close();
  });

  it.each(['cut', 'silence'] as const)(
    'everything says so in time, gives no key from memory, and goes on afterwards (%s)',
    async (loss) => {
      const { id } = await keys.keyFor('ba-dinh', 'per_1');
      const { hash } = await blobs.put(Buffer.from('a'), by);
      expect(await leases.take('relay', 'a', 60_000)).toBe(true);
      line[loss]();
      await sleep(keysTrustedMs);
      const begun = performance.now();
      const outcomes = await Promise.allSettled([
        leases.take('relay', 'a', 60_000),
        leases.release('relay', 'a'),
        keys.key(id),
        keys.keyFor('ba-dinh', 'per_1'),
        blobs.find('ba-dinh', 'file_01hf8zhkahfs3ap4cyt0dzrx6k'),
        blobs.read('ba-dinh', hash),
        blobs.keep('ba-dinh', hash),
        blobs.put(Buffer.from('b'), by),
        blobs.sweep(),
      ]);
      expect(performance.now() - begun).toBeLessThan(7000);
      expect(outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as Error).constructor)).toEqual(
        outcomes.map(() => EngineUnavailable),
      );
      const erasing = keys.erase('ba-dinh', 'per_2');
      await expect(erasing).rejects.toThrow(EngineUnavailable);
      line.mend();
      for (let tries = 0; tries < 100 && !(await leases.take('relay', 'a', 60_000).catch(() => false)); tries++) await sleep(100);
      expect((await keys.key(id))?.id).toBe(id);
      expect(Buffer.from(await blobs.read('ba-dinh', hash)).toString()).toBe('a');
    },
  );

  it('nothing is asked by keys, leases and files that nobody uses', async () => {
    await keys.keyFor('ba-dinh', 'per_1');
    await sleep(300);
    const before = line.said();
    await sleep(2000);
    expect(line.said() - before).toBeLessThan(5); // the driver's own heartbeat
  });
});
