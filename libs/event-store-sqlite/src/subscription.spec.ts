import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '@laurel/event-sourcing';
import { countsToTheEnd, metadataOf } from '@laurel/testing';
import { openSqliteEventStore } from './index.js';

const nearlyMib = 1024 * 1024 - 1024;

describe('a subscription', () => {
  let folder: string;
  let store: EventStore;
  let written: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-following-'));
    store = await openSqliteEventStore({ path: join(folder, 'events.db'), synchronous: 'NORMAL' });
    written = 0;
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const write = async (count: number, characters: number): Promise<void> => {
    const event = (): NewEvent => ({
      type: 'Noted',
      version: 1,
      data: 'x'.repeat(characters),
      metadata: metadataOf(`01780000-0000-7000-8000-${String(written++).padStart(12, '0')}`),
    });
    for (let left = count; left > 0; left--) await store.append([{ stream: 'a-1', expected: 'any', events: [event()] }]);
  };

  it('holds many small events at once, few large ones, and few while it does not know', async () => {
    const messages = store.subscribe({ batch: 500 })[Symbol.asyncIterator]();
    await write(1016, 100);
    await write(10, nearlyMib);
    expect(await countsToTheEnd(messages)).toEqual([16, 500, 500, 10]); // nothing foretold the last
    await write(5, nearlyMib);
    await write(600, 100);
    expect(await countsToTheEnd(messages)).toEqual([4, 4, 15, 500, 82]);
    await messages.return?.();
  });
});
