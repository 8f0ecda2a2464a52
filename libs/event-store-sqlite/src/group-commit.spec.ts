import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendOutcomeUnknown, type SerializedWrite, StoreUnavailable } from '@laurel/event-sourcing';
import { openSqlite, type SqliteFile } from '@laurel/sqlite';
import { groupCommit } from './group-commit.js';
import { migrations } from './schema.js';

const write = (number: number, data = '{}'): readonly SerializedWrite[] => [
  {
    stream: `a-${number}`,
    expected: 'none',
    bytes: data.length,
    events: [{ id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`, type: 'Noted', version: 1, data, metadata: '{}' }],
  },
];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('group commit', () => {
  let folder: string;
  let file: SqliteFile;
  let commits: number;
  let group: ReturnType<typeof groupCommit>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-group-'));
    file = await openSqlite({ path: join(folder, 'events.db'), migrations });
    commits = 0;
    group = groupCommit(file, () => commits++);
  });
  afterEach(async () => {
    await file.close();
    rmSync(folder, { recursive: true });
  });
  const stored = () => {
    const reader = file.openReader();
    const { events } = reader.prepare<{ events: number }>('SELECT count(*) AS events FROM events').get()!;
    reader.close();
    return events;
  };

  it('commits what waits together once, 256 appends at most', async () => {
    await Promise.all(numbers(600).map((number) => group.append(write(number))));
    expect([commits, stored()]).toEqual([3, 600]);
  });

  it('commits at most 256 KiB together, but takes what is larger alone', async () => {
    const large = JSON.stringify('x'.repeat(300 * 1024));
    await Promise.all([group.append(write(1, large)), group.append(write(2)), group.append(write(3, large)), group.append(write(4))]);
    expect([commits, stored()]).toEqual([4, 4]);
  });

  it('leaves the event loop free between commits', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 0);
    await Promise.all(numbers(5000).map((number) => group.append(write(number))));
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(10);
  });

  it('says that nothing was written when there is no room, and goes on when there is', async () => {
    await file.transaction((db) => db.exec('PRAGMA max_page_count = 20')); // a stand-in for a full disk; the fault runs fill a real one
    const data = JSON.stringify('x'.repeat(4096));
    const outcomes = await Promise.allSettled(numbers(40).map((number) => group.append(write(number, data))));
    expect(outcomes.map((one) => one.status === 'rejected' && one.reason instanceof StoreUnavailable)).toEqual(Array(40).fill(true));
    expect(stored()).toBe(0);
    await file.transaction((db) => db.exec('PRAGMA max_page_count = 100000'));
    await Promise.all(numbers(40).map((number) => group.append(write(number, data))));
    expect(stored()).toBe(40);
  });

  it('tells nobody anything but "unknown" when COMMIT fails, and takes the same appends again', async () => {
    await file.transaction((db) =>
      // A deferred foreign key is looked at by COMMIT only: the way to make a real COMMIT fail at will.
      db.exec(`CREATE TABLE allowed (stream TEXT PRIMARY KEY);
               CREATE TABLE asked (stream TEXT REFERENCES allowed DEFERRABLE INITIALLY DEFERRED);
               CREATE TRIGGER ask AFTER INSERT ON events BEGIN INSERT INTO asked VALUES (new.stream); END;`),
    );
    const refused = { ...write(1)[0]!, expected: 0 as const };
    const failed = await Promise.allSettled([group.append(write(1)), group.append(write(2)), group.append([refused])]);
    expect(failed.map((one) => one.status === 'rejected' && one.reason instanceof AppendOutcomeUnknown)).toEqual([true, true, true]);
    expect(stored()).toBe(0);
    await file.transaction((db) => db.exec('DROP TRIGGER ask'));
    await Promise.all([group.append(write(1)), group.append(write(2))]);
    expect(stored()).toBe(2);
  });
});
