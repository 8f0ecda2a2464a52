import { describe, expect, it } from '@jest/globals';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { alter, defineCollection, projection, put, upsert } from '@laurel/read-models';
import { history, inOneLog, project } from '@laurel/testing';
import { z } from 'zod';

const events = defineEvents('note', {
  Begun: z.object({ text: z.string() }),
  Changed: z.object({ text: z.string() }),
  Removed: z.object({}),
  Read: z.object({ hash: z.string() }),
});
type NoteEvent = EventsOf<typeof events>;
const notes = defineCollection({
  name: 'notes',
  version: 1,
  read: 'note.read',
  document: z.object({ id: z.string(), tenant: z.string(), text: z.string().max(10), seen: z.int().optional() }),
  key: 'id',
  owner: {},
  indexes: { all: { equal: [], order: ['id'] } },
});
const into = projection(notes).from(
  events,
  {
    Begun: ({ stream, data, metadata: { tenant } }) => put({ id: stream, tenant, ...data }),
    Changed: ({ stream, data }) => alter(stream, (note) => ({ ...note, ...data })),
    Removed: ({ stream }) => alter(stream, () => undefined),
    Read: ({ stream, data, metadata: { tenant } }, files) =>
      upsert(stream, (note) => ({ ...(note ?? { id: stream, tenant }), text: z.string().parse(files.json(data.hash)) })),
  },
  { Read: ({ data }) => [data.hash] },
);
const begun: NoteEvent = { type: 'Begun', data: { text: 'a' } };
const altered: NoteEvent = { type: 'Changed', data: { text: 'b' } };
const note = { id: 'note-1', tenant: 'ba-dinh', text: 'b' };

describe('project', () => {
  const told = history<NoteEvent>('note-1', begun, altered);

  it('gives the documents, however the events are batched and when a batch comes twice', () => {
    expect(project(into, told)).toEqual([note]);
    expect(project(into, told.slice(0, 1), told, told)).toEqual([note]);
  });

  it('forgets a removed document', () =>
    expect(project(into, history<NoteEvent>('note-1', begun, { type: 'Removed', data: {} }))).toEqual([]));

  it('keeps tenants apart', () =>
    expect(
      project(into, inOneLog(told, history<NoteEvent>('note-1', { ...begun, metadata: { tenant: 'dong-da' } }))).map(({ tenant, text }) => [
        tenant,
        text,
      ]),
    ).toEqual([
      ['ba-dinh', 'b'],
      ['dong-da', 'a'],
    ]));

  it('stops where a projector would: nothing to alter, a shape that does not fit', () => {
    expect(() => project(into, history<NoteEvent>('note-1', altered))).toThrow('no document note-1');
    expect(() => project(into, history<NoteEvent>('note-1', { type: 'Begun', data: { text: 'far too long for it' } }))).toThrow(
      'leaves its shape',
    );
  });

  it('gives a handler the files that it named, and stops where one is missing', () => {
    const read = history<NoteEvent>('note-1', { type: 'Read', data: { hash: 'h1' } });
    expect(project(into, { files: { h1: 'b' } }, read)).toEqual([note]);
    expect(() => project(into, read)).toThrow('file h1 is not there');
  });
});
