import { fileURLToPath } from 'node:url';
import { type Aggregate, type Command, defineEvents, type EventsOf, handleCommand } from '@laurel/event-sourcing';
import { type CollectionOf, defineCollection, projection, put } from '@laurel/read-models';
import type { HostedService } from '@laurel/runtime';
import { type Caller, CurrentCaller, definePermissions, type ServicePart, toConnection } from '@laurel/subgraph';
import { Args, Mutation, Parent, Query, ResolveReference, Resolver } from '@nestjs/graphql';
import { Module } from '@nestjs/common';
import { z } from 'zod';

/** A small service on real engines: what the composition root does is tried without the large ones. */
const events = defineEvents('note', { NoteWritten: z.object({ id: z.string(), unit: z.string(), text: z.string() }) });
type NoteEvent = EventsOf<typeof events>;
type WriteNote = Command<'WriteNote', { id: string; unit: string; text: string }>;

const note: Aggregate<WriteNote, NoteEvent['data'] | undefined, NoteEvent> = {
  events,
  decider: {
    initial: undefined,
    evolve: (_, { data }) => data,
    decide: ({ data }, state) => (state ? [] : [{ type: 'NoteWritten', data }]),
  },
  owner: (state) => state && { units: [state.unit] },
  creates: ['WriteNote'],
  needs: { WriteNote: 'note.write' },
};

const notes = defineCollection({
  name: 'notes',
  version: 1,
  read: 'note.read',
  document: z.object({ tenant: z.string(), id: z.string(), unit: z.string(), text: z.string() }),
  key: 'id',
  owner: { units: 'unit' },
  indexes: { byUnit: { equal: ['unit'], order: ['id'] } },
});

const notesProjection = projection(notes).from(events, {
  NoteWritten: ({ data, metadata: { tenant } }) => put({ ...data, tenant }),
});

const moduleOf = ({ platform, engines }: HostedService) => {
  const collection: CollectionOf<typeof notes> = engines.readModels.collection(notes);

  @Resolver('Note')
  class NoteResolver {
    @Query('notes')
    async list(@Args('unit') unit: string, @CurrentCaller() caller: Caller) {
      return toConnection(await collection.find(caller, { index: 'byUnit', where: { unit }, page: { first: 100 } }), (one) => one);
    }

    @Mutation()
    async writeNote(@Args('input') input: { unit: string; text: string; idempotencyKey?: string }, @CurrentCaller() caller: Caller) {
      const { unit, text } = input;
      const { id, order } = caller.create(note, 'note', 'WriteNote', (noteId) => ({ id: noteId, unit, text }), input);
      const { state, position } = await handleCommand(platform, note, id, order);
      return { note: state, position: `notes:${position}`, errors: [], warnings: [] };
    }

    @ResolveReference()
    reference(@Parent() { id }: { id: string }, @CurrentCaller() caller: Caller) {
      return collection.get(caller, id);
    }
  }

  @Module({ providers: [NoteResolver] })
  class NotesModule {}
  return NotesModule;
};

export const notesPart: ServicePart = {
  definition: { name: 'notes', vocabulary: [events], projections: [notesProjection], copies: [], processes: [] },
  schemaFolder: fileURLToPath(new URL('schema', import.meta.url)),
  permissions: definePermissions({
    'note.read': { OFFICER: 'TENANT', CLERK: 'UNITS' },
    'note.write': { OFFICER: 'TENANT', CLERK: 'UNITS' },
  }),
  module: moduleOf,
};
