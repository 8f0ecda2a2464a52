import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { openSqlite, type SqliteFile, sqliteFault, SqliteFileNewer, SqliteFileUnusable, SqliteLocked } from './index.js';

const notes = ['CREATE TABLE notes (text TEXT UNIQUE) STRICT'];
const add = (file: SqliteFile, text: string) => file.transaction((db) => db.prepare('INSERT INTO notes VALUES (?)').run(text));
const texts = (file: SqliteFile) => {
  const reader = file.openReader();
  const rows = reader.prepare<{ text: string }>('SELECT text FROM notes ORDER BY text').all();
  reader.close();
  return rows.map(({ text }) => text);
};

describe('a SQLite file', () => {
  let folder: string;
  let path: string;
  const open: SqliteFile[] = [];
  const opened = async (options: Partial<Parameters<typeof openSqlite>[0]> = {}) => {
    const file = await openSqlite({ path, migrations: notes, ...options });
    open.push(file);
    return file;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-sqlite-'));
    path = join(folder, 'notes.db');
  });
  afterEach(async () => {
    for (const file of open.splice(0)) await file.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps what was committed, and nothing of what was thrown out of', async () => {
    const file = await opened();
    await add(file, 'kept');
    await expect(
      file.transaction((db) => {
        db.prepare('INSERT INTO notes VALUES (?)').run('lost');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await file.close();
    expect(texts(await opened())).toEqual(['kept']);
  });

  it('brings the write-ahead log home when it closes', async () => {
    const file = await opened();
    await add(file, 'kept');
    const before = file.walBytes();
    await file.close();
    expect([before > 0, file.walBytes()]).toEqual([true, 0]);
  });

  it('runs transactions one after the other though they await', async () => {
    const file = await opened();
    const order: string[] = [];
    const slow = (name: string) =>
      file.transaction(async () => {
        order.push(`${name} begins`);
        await sleep(5);
        order.push(`${name} ends`);
      });
    await Promise.all([slow('a'), slow('b'), slow('c')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('shows readers nothing of a transaction before its COMMIT', async () => {
    const file = await opened();
    await file.transaction(async (db) => {
      db.prepare('INSERT INTO notes VALUES (?)').run('a');
      await sleep(1);
      expect(texts(file)).toEqual([]);
    });
    expect(texts(file)).toEqual(['a']);
  });

  it('waits for another writer without freezing the process, and gives up after the bound', async () => {
    const [one, two] = [await opened(), await opened({ lockTimeoutMs: 60 })];
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    await one.transaction(async () => {
      await expect(add(two, 'b')).rejects.toThrow(SqliteLocked);
      const waiting = add(two, 'c');
      await sleep(20);
      void waiting.catch(() => undefined);
    });
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(20);
    await add(two, 'd');
    expect(texts(one)).toEqual(['c', 'd']);
  });

  it('tells when another connection has committed, and only then', async () => {
    const [one, two] = [await opened(), await opened()];
    const before = one.foreignVersion();
    await add(one, 'mine');
    expect(one.foreignVersion()).toBe(before);
    await add(two, 'foreign');
    expect(one.foreignVersion()).not.toBe(before);
  });

  describe('under load', () => {
    const megabyte = 1024 * 1024;
    /** So many megabytes, one a transaction, each of its own bytes. */
    const load = async (file: SqliteFile, megabytes: number, name = 'load') => {
      let largest = 0;
      for (let index = 0; index < megabytes; index++) {
        await add(file, `${name} ${index} ${'x'.repeat(megabyte)}`);
        largest = Math.max(largest, file.walBytes());
      }
      return largest / megabyte;
    };

    it('keeps the write-ahead log short while commits go on without a pause', async () => {
      const file = await opened();
      expect(await load(file, 60)).toBeLessThan(30);
      const copy = new DatabaseSync(path, { readOnly: true });
      expect(copy.prepare('SELECT count(*) AS count FROM notes').get()).toMatchObject({ count: 60 });
      copy.close();
    });

    it('brings it home once a reader lets go of its snapshot, and not before', async () => {
      const file = await opened();
      await add(file, 'seen');
      const reader = file.openReader();
      reader.exec('BEGIN');
      const seen = () => reader.prepare('SELECT count(*) AS count FROM notes').get();
      expect(seen()).toEqual({ count: 1 });
      expect(await load(file, 30)).toBeGreaterThan(29);
      expect(seen()).toEqual({ count: 1 });
      reader.exec('COMMIT');
      await load(file, 10, 'after');
      expect(file.walBytes() / megabyte).toBeLessThan(30);
      reader.close();
    });

    it('is closed in the middle of it without losing anything', async () => {
      const file = await opened();
      await load(file, 6);
      await file.close();
      expect(file.walBytes()).toBe(0);
      expect(texts(await opened())).toHaveLength(6);
    });
  });

  it('leaves nothing in the write-ahead log on demand, unless a reader is in the way', async () => {
    const file = await opened();
    await add(file, 'a');
    const reader = file.openReader();
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM notes').all();
    await add(file, 'b');
    expect([await file.checkpoint(), file.walBytes() > 0]).toEqual([false, true]);
    reader.exec('COMMIT');
    expect([await file.checkpoint(), file.walBytes()]).toEqual([true, 0]);
  });

  it('goes through the migrations that a file has not been through', async () => {
    await add(await opened(), 'old');
    await open.pop()!.close();
    const file = await opened({ migrations: [...notes, (db) => db.exec('ALTER TABLE notes ADD COLUMN author TEXT')] });
    const reader = file.openReader();
    expect(reader.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'old', author: null }]);
    reader.close();
  });

  it('leaves a file as it was when a migration fails', async () => {
    await add(await opened(), 'old');
    await open.pop()!.close();
    await expect(opened({ migrations: [...notes, 'DROP TABLE notes; CREATE TABLE notes (', 'SELECT 1'] })).rejects.toThrow(
      SqliteFileUnusable,
    );
    expect(texts(await opened())).toEqual(['old']);
  });

  it('makes a new file once though many open it at the same time', async () => {
    const files = await Promise.all([opened(), opened(), opened()]);
    await Promise.all(files.map((file, index) => add(file, `${index}`)));
    expect(texts(files[0])).toEqual(['0', '1', '2']);
  });

  it('refuses a file of a newer version, naming both', async () => {
    await opened({ migrations: [...notes, 'SELECT 1'] });
    await expect(opened()).rejects.toEqual(new SqliteFileNewer(path, 2, 1));
  });

  it('refuses what is no database, and a folder that is not there', async () => {
    writeFileSync(
      path,
      'this is no database, but it is longer than a header of one would be, so that nobody can take it for an empty file',
    );
    await expect(opened()).rejects.toMatchObject({ code: 'SQLITE_FILE_UNUSABLE', path, fault: 'CORRUPT' });
    await expect(opened({ path: join(folder, 'nowhere', 'notes.db') })).rejects.toMatchObject({
      code: 'SQLITE_FILE_UNUSABLE',
      fault: 'OTHER',
    });
  });

  it('knows the faults of SQLite from others', async () => {
    const file = await opened();
    await add(file, 'a');
    const thrown = await add(file, 'a').catch((error: unknown) => error);
    expect([sqliteFault(thrown), sqliteFault(new Error('a')), sqliteFault(undefined)]).toEqual(['CONSTRAINT', undefined, undefined]);
  });

  it('is durable by default and says what it was asked', async () => {
    const asked = async (options: Partial<Parameters<typeof openSqlite>[0]>) =>
      (await opened(options)).transaction((db) => [
        db.prepare<{ synchronous: number }>('PRAGMA synchronous').get()!.synchronous,
        db.prepare<{ journal_mode: string }>('PRAGMA journal_mode').get()!.journal_mode,
      ]);
    expect([await asked({}), await asked({ synchronous: 'NORMAL' })]).toEqual([
      [2, 'wal'],
      [1, 'wal'],
    ]);
  });
});
