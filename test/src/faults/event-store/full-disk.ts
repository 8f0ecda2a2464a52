import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppendOutcomeUnknown, StoreUnavailable } from '@laurel/event-sourcing';
import { openSqliteEventStore } from '@laurel/event-store-sqlite';
import type { FaultResult, FaultRun } from '../fault-run.js';
import { inFolder } from '../kit.js';
import { appendOne } from './append-one.js';

/** F2: a disk of 8 MiB, most of it taken by somebody else, who leaves when it is full. */
export const fullDisk: FaultRun = {
  name: 'F2 a full disk is told, and the same appends stand once when there is room again',
  run: () =>
    inFolder(async (folder) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', disk], { stdio: 'ignore' });
      } catch {
        return { kills: 0, figures: { 'not run': 'no right to mount a small disk here; group-commit.spec.ts holds the stand-in' } };
      }
      try {
        writeFileSync(join(disk, 'other'), Buffer.alloc(7 * 1024 * 1024));
        return { kills: 0, figures: await fill(join(disk, 'events.db'), () => rmSync(join(disk, 'other')), 160) };
      } finally {
        execFileSync('umount', ['-l', disk]); // lazily: the binding lets a closed file go when it is collected
      }
    }),
};

const fill = async (path: string, makeRoom: () => void, count: number): Promise<FaultResult['figures']> => {
  const store = await openSqliteEventStore({ path });
  try {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const all = () => Promise.allSettled(numbers.map((number) => appendOne(store, `log-${number}`, 'none', number, 'x'.repeat(8000))));
    const failed = (await all()).filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown);
    assert.ok(failed.length > 0, 'the disk was full');
    for (const reason of failed) assert.ok(reason instanceof AppendOutcomeUnknown || reason instanceof StoreUnavailable, String(reason));
    makeRoom();
    for (let again = 0; again < 2; again++) {
      for (const one of await all()) if (one.status === 'rejected') throw one.reason;
    }
    const streams: string[] = [];
    for await (const { stream } of store.readAll()) streams.push(stream);
    assert.deepEqual(streams.toSorted(), numbers.map((number) => `log-${number}`).toSorted());
    const unknown = failed.filter((reason) => reason instanceof AppendOutcomeUnknown).length;
    return { 'told unknown': unknown, 'told unavailable': failed.length - unknown, 'stood at last': streams.length };
  } finally {
    await store.close();
  }
};
