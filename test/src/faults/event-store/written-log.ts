import assert from 'node:assert/strict';
import type { Expected, Recorded } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import { openSqlite } from '@laurel/sqlite';

interface Written {
  readonly append: string;
  readonly index: number;
  readonly size: number;
  readonly expected: Expected;
}

/** The whole log of the writers, after the file was found undamaged. */
export const writtenLog = async (path: string): Promise<readonly Recorded[]> => {
  const file = await openSqlite({ path, migrations: ['SELECT 1'] });
  const check = file.openReader().prepare<{ integrity_check: string }>('PRAGMA integrity_check').get();
  assert.equal(check?.integrity_check, 'ok');
  await file.close();
  const store = await openSqliteEventStore({ path });
  const log: Recorded[] = [];
  for await (const event of store.readAll()) log.push(event);
  await store.close();
  return log;
};

/**
 * Every acknowledged append is there at its position; no append is there in part or torn apart; every expectation held at its place; positions
 * are dense. Gives how many appends stand that nobody was told of: their writer died between COMMIT and the answer.
 */
export const checkWritten = (log: readonly Recorded[], acknowledged: readonly string[]): number => {
  const stands = new Map<string, string>();
  const heads = new Map<string, number>();
  log.forEach((event, at) => {
    assert.equal(Number(event.position), at + 1, 'positions are dense');
    const { append, index, size, expected } = event.data as Written;
    const block = log.slice(at - index, at - index + size);
    assert.ok(
      block.length === size && block.every(({ data }, place) => (data as Written).append === append && (data as Written).index === place),
      `append ${append} stands in part`,
    );
    const head = heads.get(event.stream) ?? -1;
    if (index === 0) assert.equal(expected, head < 0 ? 'none' : head, 'the expectation held');
    assert.equal(event.revision, head + 1, 'revisions are dense');
    heads.set(event.stream, event.revision);
    if (index === size - 1) stands.set(append, event.position);
  });
  for (const line of acknowledged) {
    const [position, append] = line.split(' ') as [string, string];
    assert.equal(stands.get(append), position, `acknowledged append ${append} is lost or moved`);
  }
  return stands.size - acknowledged.length;
};
