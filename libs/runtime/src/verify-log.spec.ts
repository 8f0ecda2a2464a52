import { expect, it } from '@jest/globals';
import { defineEvents } from '@laurel/event-sourcing';
import { history, memoryEventStore, plainCodec } from '@laurel/testing';
import { z } from 'zod';
import { newEventId } from './ids.js';
import { verifyLog } from './verify-log.js';

const notes = defineEvents('note', { NoteWritten: z.object({ text: z.string() }) });

it('parses every event of the log by its schema, and names what no fold could trust', async () => {
  const store = memoryEventStore();
  const written = (stream: string, version: number, ...events: readonly { type: string; data: unknown }[]) =>
    store.append([
      {
        stream,
        expected: 'none',
        events: history(stream, ...events).map(({ type, data, metadata }) => ({
          type,
          data,
          version,
          metadata: { ...metadata, id: newEventId() },
        })),
      },
    ]);
  await written('note-1', 1, { type: 'NoteWritten', data: { text: 'Nộp' } }, { type: 'NoteWritten', data: { text: 7 } });
  await written('note-2', 9, { type: 'NoteWritten', data: { text: 'mai' } });
  await written('note-3', 1, { type: 'NoteBurnt', data: {} });
  await written('book-1', 1, { type: 'NoteWritten', data: { text: 'x' } });
  expect(await verifyLog({ store, codec: plainCodec }, [notes])).toEqual({
    events: 5,
    unreadable: 4,
    problems: [
      expect.stringMatching(/^NoteWritten v1 at note-1@1: .*expected string/),
      expect.stringMatching(/^NoteWritten v9 at note-2@0: .*this build knows versions up to 1$/),
      expect.stringMatching(/^NoteBurnt v1 at note-3@0: .*note has no such type$/),
      'NoteWritten v1 at book-1@0: no catalogue of this service has its category',
    ],
  });
});
