import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineEvents, type EventsOf, type NewEvent } from '@laurel/event-sourcing';
import {
  alter,
  type AnyProjection,
  defineCollection,
  Fenced,
  type ProjectionProblem,
  type Projector,
  type ProjectorOptions,
  projection,
  put,
  type ReadModels,
  runProjector,
} from '@laurel/read-models';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { history, type MemoryEventStore, memoryEventStore, plainCodec, project } from '@laurel/testing';
import { z } from 'zod';

const events = defineEvents('note', {
  Begun: z.object({ text: z.string() }),
  Changed: z.object({ text: z.string() }),
  Read: z.object({ hash: z.string() }),
});
type NoteEvent = EventsOf<typeof events>;
const other = defineEvents('other', { Happened: z.object({}) });

const notes = (name: string, version = 1) =>
  defineCollection({
    name,
    version,
    read: 'note.read',
    document: z.object({ id: z.string(), tenant: z.string(), text: z.string(), changes: z.int() }),
    key: 'id',
    owner: {},
    indexes: { all: { equal: [], order: ['id'] } },
  });
const notesProjection = (name: string, version = 1, refuse: (text: string) => boolean = () => false) =>
  projection(notes(name, version)).from(
    events,
    {
      Begun: ({ stream, data, metadata: { tenant } }) => put({ id: stream, tenant, text: data.text, changes: 0 }),
      Changed: ({ stream, data }) => {
        if (refuse(data.text)) throw new Error(`will not have ${data.text}`);
        return alter(stream, (note) => ({ ...note, text: data.text, changes: note.changes + 1 }));
      },
      Read: ({ stream, data }, files) => alter(stream, (note) => ({ ...note, text: z.string().parse(files.json(data.hash)) })),
    },
    { Read: ({ data }) => [data.hash] },
  );

const begun = (text = 'a'): NoteEvent => ({ type: 'Begun', data: { text } });
const altered = (text: string): NoteEvent => ({ type: 'Changed', data: { text } });
const everyone = { reach: () => ({ tenant: 'ba-dinh' }) };

describe('runProjector', () => {
  let folder: string;
  let store: MemoryEventStore;
  let readModels: ReadModels;
  let stop: AbortController;
  let problems: ProjectionProblem[];
  const running: Projector[] = [];
  let ids = 0;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-projector-'));
    store = memoryEventStore();
    readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
    stop = new AbortController();
    problems = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running.splice(0).map(({ done }) => done));
    await readModels.close();
    rmSync(folder, { recursive: true });
  });

  const append = async (stream: string, ...what: readonly { type: string; data: unknown }[]) => {
    const [appended] = await store.append([{ stream, expected: 'any', events: history(stream, ...what).map(newEvent) }]);
    return appended!.position;
  };
  const newEvent = ({ type, data, metadata }: ReturnType<typeof history>[number]): NewEvent => ({
    type,
    data,
    version: 1,
    metadata: { ...metadata, id: `01900000-0000-7000-8000-${String(ids++).padStart(12, '0')}` },
  });
  const run = async (projections: readonly AnyProjection[], more: Partial<ProjectorOptions> = {}) => {
    const projector = await runProjector({
      store,
      codec: plainCodec,
      vocabulary: [events, other],
      readModels,
      projections,
      signal: stop.signal,
      onProblem: (problem) => problems.push(problem),
      ...more,
    });
    running.push(projector);
    return projector;
  };
  const listed = async (name: string, version = 1) => {
    const { items } = await readModels.collection(notes(name, version)).find(everyone, { index: 'all', where: {}, page: { first: 100 } });
    return items.map(({ document }) => document);
  };
  const log = async () => {
    const all = [];
    for await (const event of store.readAll()) all.push(event);
    return all;
  };

  it('brings what is in the log, and what comes, into the read model', async () => {
    await append('note-1', begun());
    const projector = await run([notesProjection('notes')]);
    const position = await append('note-1', altered('b'));
    expect(await projector.caughtUp(position, 2000)).toBe(true);
    expect(await listed('notes')).toEqual([{ id: 'note-1', tenant: 'ba-dinh', text: 'b', changes: 1 }]);
    await waitUntil(async () => projector.health()[0]!.state === 'LIVE');
    expect(projector.health()).toEqual([{ name: 'notes@1', state: 'LIVE', position, lagMs: 0, problem: undefined }]);
  });

  it('reaches a position at which nothing matched', async () => {
    const projector = await run([notesProjection('notes')]);
    await append('note-1', begun());
    const position = await append('other-1', { type: 'Happened', data: {} });
    expect(await projector.caughtUp(position, 2000)).toBe(true);
  });

  it('goes on where another one left off, each event once', async () => {
    const first = await run([notesProjection('notes')]);
    await first.caughtUp(await append('note-1', begun(), altered('b')), 2000);
    stop.abort();
    await first.done;
    stop = new AbortController();
    const second = await run([notesProjection('notes')]);
    await second.caughtUp(await append('note-1', altered('c')), 2000);
    expect(await listed('notes')).toEqual(project(notesProjection('notes'), await log()));
    expect((await listed('notes'))[0]!.changes).toBe(2);
  });

  it('stops one projection at an event that it cannot take, says where and why, and lets the others go on', async () => {
    const projector = await run([notesProjection('good'), notesProjection('strict', 1, (text) => text === 'bad')]);
    await append('note-1', begun(), altered('b'));
    const [bad] = [await append('note-1', altered('bad'))];
    const position = await append('note-1', altered('c'));
    expect(await projector.caughtUp(position, 2000)).toBe(false);
    expect(await readModels.waitFor('good@1', position, 2000)).toBe(true);
    expect((await listed('good'))[0]).toMatchObject({ text: 'c', changes: 3 });
    expect((await listed('strict'))[0]).toMatchObject({ text: 'b', changes: 1 });
    const problem = { projection: 'strict@1', position: bad, type: 'Changed', reason: 'will not have bad', stopped: true };
    expect(problems).toEqual([problem]);
    expect(projector.health()[1]).toMatchObject({ state: 'STOPPED', problem });
  });

  it('says at once that one which has stopped does not get there, and leaves nobody waiting for it', async () => {
    const waited: string[] = [];
    const { waitFor } = readModels;
    const counted: ReadModels = {
      ...readModels,
      waitFor: (name, ...until) => {
        waited.push(name);
        return waitFor(name, ...until);
      },
    };
    const projector = await run([notesProjection('strict', 1, (text) => text === 'bad')], { readModels: counted });
    const position = await append('note-1', begun(), altered('bad'));
    await waitUntil(async () => projector.health()[0]!.state === 'STOPPED');
    expect([await projector.caughtUp(position, 2000), waited]).toEqual([false, []]);
  });

  it('goes on after a fix where it stopped, without what it has done already', async () => {
    const broken = await run([notesProjection('notes', 1, (text) => text === 'bad')]);
    await append('note-1', begun(), altered('b'));
    const position = await append('note-1', altered('bad'), altered('c'));
    expect(await broken.caughtUp(position, 2000)).toBe(false);
    const fixed = await run([notesProjection('notes')]);
    expect(await fixed.caughtUp(position, 2000)).toBe(true);
    expect(await listed('notes')).toEqual([{ id: 'note-1', tenant: 'ba-dinh', text: 'c', changes: 3 }]);
  });

  it('stops at a change of a document that is not there', async () => {
    const projector = await run([notesProjection('notes')]);
    const position = await append('note-1', altered('b'));
    expect(await projector.caughtUp(position, 2000)).toBe(false);
    expect(problems).toMatchObject([{ position, reason: 'notes: no document note-1', stopped: true }]);
  });

  it('waits for a file that is not there yet, while the others go on', async () => {
    const files = new Map<string, unknown>();
    const reads = async (tenant: string, hash: string) => {
      const file = files.get(`${tenant}/${hash}`);
      if (file === undefined) throw new Error(`no file ${hash}`);
      return file;
    };
    const plain = projection(notes('plain')).from(events, {
      Begun: ({ stream, metadata: { tenant } }) => put({ id: stream, tenant, text: '', changes: 0 }),
    });
    const projector = await run([notesProjection('notes'), plain], { files: reads });
    const position = await append('note-1', begun(), { type: 'Read', data: { hash: 'h1' } });
    expect(await readModels.waitFor('plain@1', position, 2000)).toBe(true);
    expect(problems).toMatchObject([{ projection: 'notes@1', reason: 'no file h1', stopped: false }]);
    expect(projector.health()[0]).toMatchObject({ state: 'CATCHING_UP', problem: { stopped: false } });
    files.set('ba-dinh/h1', 'what the file says');
    expect(await projector.caughtUp(position, 5000)).toBe(true);
    expect((await listed('notes'))[0]!.text).toBe('what the file says');
    expect(projector.health()[0]!.problem).toBeUndefined();
    const later = await append('note-1', altered('z'));
    expect(await projector.caughtUp(later, 2000)).toBe(true);
  });

  it('takes no cursor over when it may own none any more after the collections were opened', async () => {
    const first = await run([notesProjection('notes')]);
    const late = new AbortController();
    const slow: ReadModels = { ...readModels, open: (collections) => readModels.open(collections).finally(() => late.abort()) };
    await expect(run([notesProjection('notes')], { readModels: slow, held: late.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await first.caughtUp(await append('note-1', begun()), 2000)).toBe(true);
  });

  it('stops when another one takes its cursor over', async () => {
    const first = await run([notesProjection('notes')]);
    await first.caughtUp(await append('note-1', begun()), 2000);
    const second = await run([notesProjection('notes')]);
    const position = await append('note-1', altered('b'));
    expect(await second.caughtUp(position, 2000)).toBe(true);
    await first.done;
    expect(first.health()).toMatchObject([{ state: 'FENCED' }]);
    expect((await listed('notes'))[0]).toMatchObject({ changes: 1 });
  });

  it('builds a new version beside the old one, and leaves the old one to be dropped', async () => {
    const first = await run([notesProjection('notes', 1)]);
    const before = await append('note-1', begun(), altered('b'));
    await first.caughtUp(before, 2000);
    stop.abort();
    await first.done;
    stop = new AbortController();

    const both = await run([notesProjection('notes', 1), notesProjection('notes', 2)]);
    const position = await append('note-1', altered('c'));
    expect(await both.caughtUp(position, 2000)).toBe(true);
    expect(await listed('notes', 2)).toEqual(await listed('notes', 1));

    await readModels.drop({ name: 'notes', version: 1 });
    const after = await append('note-1', altered('d'));
    expect(await both.caughtUp(after, 2000)).toBe(false);
    expect(both.health()).toMatchObject([
      { name: 'notes@1', state: 'FENCED' },
      { name: 'notes@2', state: 'LIVE', position: after },
    ]);
    expect(await readModels.versions()).toEqual([{ name: 'notes', version: 2 }]);
  });

  it('rebuilds a read model beside the one that answers, and puts it in its place', async () => {
    const projector = await run([notesProjection('notes'), notesProjection('others')]);
    const before = await append('note-1', begun(), altered('b'));
    await projector.caughtUp(before, 2000);
    // As a defect since mended might have left it.
    await readModels.transaction((tx) =>
      tx.apply(notes('notes'), 'ba-dinh', [put({ id: 'note-1', tenant: 'ba-dinh', text: 'wrong', changes: 9 })]),
    );
    const [, position] = await Promise.all([projector.rebuild('notes'), append('note-1', altered('c'))]);
    expect(await projector.caughtUp(position, 2000)).toBe(true);
    expect(await listed('notes')).toEqual([{ id: 'note-1', tenant: 'ba-dinh', text: 'c', changes: 2 }]);
    const after = await append('note-1', altered('d'));
    expect(await projector.caughtUp(after, 2000)).toBe(true);
    expect(await listed('notes')).toEqual(await listed('others'));
    expect(projector.health()).toMatchObject([
      { name: 'notes@1', state: 'LIVE', position: after, problem: undefined },
      { name: 'others@1', state: 'LIVE', position: after },
    ]);
    expect([await readModels.versions(), problems]).toEqual([
      [notes('notes'), notes('others')].map(({ name, version }) => ({ name, version })),
      [],
    ]);
  });

  it('rebuilds what has stopped, unless it stops again; the others go on', async () => {
    let broken = true;
    const projector = await run([notesProjection('notes'), notesProjection('strict', 1, (text) => broken && text === 'bad')]);
    const position = await append('note-1', begun(), altered('bad'));
    expect(await projector.caughtUp(position, 2000)).toBe(false);
    await expect(projector.rebuild('strict')).rejects.toThrow(/^strict cannot be rebuilt: will not have bad \(Changed at .+\)$/);
    expect((await readModels.versions()).map(({ name }) => name)).toEqual(['notes', 'strict']);
    broken = false;
    await projector.rebuild('strict');
    const after = await append('note-1', altered('c'));
    expect(await projector.caughtUp(after, 2000)).toBe(true);
    expect(await listed('strict')).toEqual(await listed('notes'));
  });

  it('knows no rebuild of what it does not fill, and clears away what a dead one has left', async () => {
    await readModels.open([notes('notes-rebuilt-x1')]);
    const projector = await run([notesProjection('notes')]);
    await expect(projector.rebuild('books')).rejects.toThrow('books is no read model that is built from this log');
    expect(await readModels.versions()).toEqual([{ name: 'notes', version: 1 }]);
  });

  it('leaves what another projector is rebuilding, where it fills other versions beside it', async () => {
    await readModels.open([notes('notes-rebuilt-x1')]);
    await run([notesProjection('notes')], { beside: true });
    expect((await readModels.versions()).map(({ name }) => name)).toEqual(['notes', 'notes-rebuilt-x1']);
  });

  it('refuses at start what it could not run', async () => {
    await expect(run([notesProjection('notes'), notesProjection('notes')])).rejects.toThrow('notes@1 is filled by two projections');
    await expect(run([notesProjection('notes')], { vocabulary: [other] })).rejects.toThrow('note, which is not in the vocabulary');
  });

  it('is fenced by name', () => expect(new Fenced('notes@1')).toMatchObject({ code: 'FENCED', cursor: 'notes@1' }));
});

const waitUntil = async (claim: () => Promise<boolean>) => {
  for (const end = Date.now() + 2000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 5))) if (await claim()) return;
  throw new Error('it never came true');
};
