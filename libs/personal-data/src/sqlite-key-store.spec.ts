import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqlite } from '@laurel/sqlite';
import { describeKeyStore } from '@laurel/testing';
import { SubjectIsErased } from './key-store.js';
import { openSqliteKeyStore } from './sqlite-key-store.js';
import { WrongMasterKey } from './wrapped-key.js';

const masterKey = new Uint8Array(32).fill(7);

describeKeyStore('a SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-keys-'));
  const path = join(folder, 'keys.db');
  const keys = await openSqliteKeyStore({ path, masterKey, cached: 2 });
  return {
    keys,
    reopen: async () => {
      await keys.close();
      return openSqliteKeyStore({ path, masterKey });
    },
    clean: () => rm(folder, { recursive: true }),
  };
});

describe('a key store on disk', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laurel-keys-'));
    path = join(folder, 'keys.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const onDisk = async (): Promise<Buffer> =>
    Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
  const wrappedKeys = async (): Promise<readonly Buffer[]> => {
    const file = await openSqlite({ path, migrations: [''] });
    const rows = file.openReader().prepare<{ wrapped: Uint8Array }>('SELECT wrapped FROM subject_key').all();
    await file.close();
    return rows.map(({ wrapped }) => Buffer.from(wrapped));
  };

  it('holds no key in clear, and after an erasure not even the wrapped one, in no file', async () => {
    const keys = await openSqliteKeyStore({ path, masterKey });
    const key = Buffer.from((await keys.keyFor('ba-dinh', 'per_1')).key);
    const [wrapped] = await wrappedKeys();
    expect((await onDisk()).includes(key)).toBe(false);
    expect((await onDisk()).includes(wrapped!)).toBe(true); // else the next lines prove nothing
    await keys.erase('ba-dinh', 'per_1');
    expect((await onDisk()).includes(wrapped!)).toBe(false);
    expect((await onDisk()).includes(wrapped!.subarray(28))).toBe(false);
    await keys.close();
  });

  it('is refused under another master key, and not harmed by the attempt', async () => {
    const keys = await openSqliteKeyStore({ path, masterKey });
    const made = await keys.keyFor('ba-dinh', 'per_1');
    await keys.close();
    await expect(openSqliteKeyStore({ path, masterKey: new Uint8Array(32) })).rejects.toThrow(WrongMasterKey);
    const again = await openSqliteKeyStore({ path, masterKey });
    expect((await again.keyFor('ba-dinh', 'per_1')).id).toBe(made.id);
    await again.close();
  });

  it('is forgotten by a second process that remembered what the first one erased', async () => {
    const one = await openSqliteKeyStore({ path, masterKey });
    const two = await openSqliteKeyStore({ path, masterKey });
    const made = await one.keyFor('ba-dinh', 'per_1');
    expect(await two.key(made.id)).toBeDefined();
    expect((await two.keyFor('ba-dinh', 'per_1')).id).toBe(made.id);
    await one.erase('ba-dinh', 'per_1');
    expect(await two.key(made.id)).toBeUndefined();
    await expect(two.keyFor('ba-dinh', 'per_1')).rejects.toThrow(SubjectIsErased);
    await one.close();
    await two.close();
  });

  it('takes a master key of 256 bits and no other', async () => {
    await expect(openSqliteKeyStore({ path, masterKey: new Uint8Array(16) })).rejects.toThrow('a master key has 32 bytes, not 16');
  });
});
