import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { defineCollection, projection, upsert } from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { history, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import { takeBatch } from './projector-batch.js';
import { member } from './projector-member.js';

const events = defineEvents('note', { Read: z.object({}) });
const notes = (name: string) =>
  defineCollection({
    name,
    version: 1,
    read: 'note.read',
    document: z.object({ id: z.string(), tenant: z.string(), times: z.int() }),
    key: 'id',
    owner: {},
    indexes: {},
  });
const counting = (name: string) =>
  projection(notes(name)).from(events, {
    Read: ({ stream, metadata: { tenant } }) =>
      upsert(stream, (note: z.infer<ReturnType<typeof notes>['document']> | undefined) => ({
        id: stream,
        tenant,
        times: (note?.times ?? 0) + 1,
      })),
  });

it('takes of a batch only what lies behind where a projection stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-batch-'));
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  const read: EventsOf<typeof events> = { type: 'Read', data: {} };
  const log = history('note-1', read, read, read);
  await readModels.open([notes('ahead'), notes('behind')]);
  const [ahead, behind] = [
    member(counting('ahead'), await readModels.acquire('ahead@1')),
    member(counting('behind'), await readModels.acquire('behind@1')),
  ];
  const taking = {
    codec: plainCodec,
    vocabulary: [events],
    readModels,
    signal: new AbortController().signal,
    wait: () => Promise.resolve(),
  };
  const take = (members: readonly (typeof ahead)[], upTo: number) =>
    takeBatch(taking, new Set(members), log.slice(0, upTo), log[upTo - 1]!.position);

  await take([ahead], 2);
  await take([ahead, behind], 1);
  await take([ahead, behind], 3);
  const times = async (name: string) =>
    (await readModels.collection(notes(name)).get({ reach: () => ({ tenant: 'ba-dinh' }) }, 'note-1'))!.times;
  expect([await times('ahead'), await times('behind')]).toEqual([3, 3]);
  await readModels.close();
  rmSync(folder, { recursive: true });
});
