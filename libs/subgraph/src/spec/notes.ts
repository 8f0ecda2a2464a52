import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type Aggregate,
  type Command,
  defineEvents,
  defineReasons,
  type EventsOf,
  handleCommand,
  type Platform,
  reaches,
  refuse,
} from '@laurel/event-sourcing';
import { memoryPlatform } from '@laurel/testing';
import { type DynamicModule, Module } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveReference, Resolver } from '@nestjs/graphql';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import pino from 'pino';
import { z } from 'zod';
import {
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  definePermissions,
  type Delegations,
  type Headers,
  Loaders,
  openSubgraph,
  type PageArguments,
  pageRequest,
  type Subgraph,
  toConnection,
  tokenVerifier,
} from '../index.js';

/** A small service, for the specs of this library: notes that belong to units. */
const events = defineEvents('note', { NoteWritten: z.object({ unit: z.string(), text: z.string(), day: z.iso.date() }) });
type NoteEvent = EventsOf<typeof events>;
type WriteNote = Command<'WriteNote', { unit: string; text: string; day: string }>;
type NoteState = { readonly unit: string; readonly text: string; readonly day: string } | undefined;

const because = defineReasons({
  NOTE_EMPTY: () => ({ vi: 'Ghi chú trống.', en: 'The note is empty.' }),
  NOTE_TOO_OLD: ({ day }: { day: string }) => ({ vi: `Ngày ${day} đã quá lâu.`, en: `${day} is too long ago.` }),
});

const note: Aggregate<WriteNote, NoteState, NoteEvent> = {
  events,
  decider: {
    initial: undefined,
    evolve: (_, { data }) => data,
    decide: ({ data }) => {
      const reasons = [
        ...(data.text === '' ? [because('NOTE_EMPTY')] : []),
        ...(data.day < '2000' ? [because('NOTE_TOO_OLD', data, { rule: 'R9', article: 'Điều 1', regime: 'R1' })] : []),
      ];
      const [first, ...rest] = reasons;
      if (first) throw refuse(first, ...rest);
      return [{ type: 'NoteWritten', data }];
    },
  },
  owner: (state) => state && { units: [state.unit] },
  creates: ['WriteNote'],
  needs: { WriteNote: 'note.write' },
};

export const permissions = definePermissions({
  'note.read': { OFFICER: 'TENANT', CLERK: 'UNITS' },
  'note.readOwn': { AUTHOR: 'PERSON' },
  'note.write': { OFFICER: 'TENANT', CLERK: 'UNITS' },
});

interface Stored {
  readonly id: string;
  readonly unit: string;
  readonly text: string;
  readonly day: string;
  readonly version: number;
  readonly author: { readonly id: string };
}

/** What the resolvers read; a real service has a collection here. */
export class Notes {
  readonly all = new Map<string, Stored>();
  readonly loads: (readonly string[])[] = [];
  constructor(readonly platform: Platform) {}

  within(caller: Caller): readonly Stored[] {
    const scope = caller.reach(caller.may('note.readOwn') ? 'note.readOwn' : 'note.read');
    return [...this.all.values()].filter(({ unit, author }) => reaches(scope, { units: [unit], person: author.id }));
  }
}

@Resolver('Note')
class NoteResolver {
  constructor(private readonly notes: Notes) {}

  @Query()
  note(@Args('id') id: string, @CurrentCaller() caller: Caller): Stored | undefined {
    return this.notes.within(caller).find((one) => one.id === id);
  }

  @Query('notes')
  list(@Args() page: PageArguments, @CurrentCaller() caller: Caller) {
    const asked = pageRequest(page);
    const found = this.notes.within(caller);
    const items = found.slice(0, 'first' in asked ? asked.first : asked.last).map((document) => ({ cursor: document.id, document }));
    return toConnection(
      { items, hasNext: items.length < found.length, hasPrevious: false },
      (document) => document,
      async () => {
        counted.push(found.length);
        return { count: found.length, exact: true };
      },
    );
  }

  @Query()
  broken(): never {
    throw new Error('the password of the database is 1234');
  }

  @Mutation()
  async writeNote(
    @Args('input') input: { unit: string; text: string; day: string; noteId?: string; idempotencyKey?: string },
    @CurrentCaller() caller: Caller,
  ) {
    const { unit, text, day } = input;
    const data = { unit, text, day };
    const { id, order } = input.noteId
      ? { id: input.noteId, order: caller.order(note, input.noteId, 'WriteNote', data, input) }
      : caller.create(note, 'note', 'WriteNote', () => data, input);
    const { state, revision, position } = await handleCommand(this.notes.platform, note, id, order);
    const stored = { ...state!, id, version: revision, author: { id: 'per_1' } };
    this.notes.all.set(id, stored);
    return { note: stored, position: `notes:${position}`, errors: [], warnings: [] };
  }

  @ResolveReference()
  reference(
    @Parent() { id }: { id: string },
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ): Promise<Stored | undefined> {
    return loaders.load('note', id, async (ids) => {
      this.notes.loads.push(ids);
      const within = this.notes.within(caller);
      return ids.map((one) => within.find((stored) => stored.id === one));
    });
  }
}

/** How often `totalCount` was really counted. */
export const counted: number[] = [];

@Module({})
export class NotesModule {
  static of(notes: Notes): DynamicModule {
    return { module: NotesModule, providers: [{ provide: Notes, useValue: notes }, NoteResolver] };
  }
}

const { publicKey, privateKey } = await generateKeyPair('ES256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
export const stranger = (await generateKeyPair('ES256')).privateKey;

export const tokenOf = (
  claims: Record<string, unknown>,
  { key = privateKey, expires = '1h', issuer = 'https://issuer.test', audience = 'laurel' } = {},
): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).setIssuer(issuer).setAudience(audience).setExpirationTime(expires).sign(key);

const held = (role: string, ...units: string[]) => ({ sub: 'per_1', tenant: 'ba-dinh', roles: [{ role, units }] });
export const people = {
  officer: held('OFFICER'),
  clerk: held('CLERK', 'org_phuc-xa'),
  author: held('AUTHOR'),
  visitor: held('VISITOR'),
  successor: { ...held('OFFICER'), tenant: 'ba-dinh-moi' },
};

export const headersOf = async (person: keyof typeof people, more: Headers = {}): Promise<Headers> => ({
  authorization: `Bearer ${await tokenOf(people[person])}`,
  ...more,
});

export interface NotesService {
  readonly subgraph: Subgraph;
  readonly notes: Notes;
  readonly logged: Record<string, unknown>[];
  readonly log: ReturnType<typeof memoryPlatform>['log'];
}

export const notesService = async (
  options: {
    readonly delegations?: Delegations;
    readonly schemaFolder?: string;
    readonly keys?: JWTVerifyGetKey;
    readonly patienceMs?: number;
  } = {},
): Promise<NotesService> => {
  const { platform, log } = memoryPlatform();
  const notes = new Notes(platform);
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) });
  const subgraph = await openSubgraph({
    name: 'notes',
    schemaFolder: options.schemaFolder ?? fileURLToPath(new URL('schema', import.meta.url)),
    module: NotesModule.of(notes),
    logger,
    patienceMs: options.patienceMs ?? 20,
    waitFor: async (position, timeoutMs) => {
      if (position <= '5') return true;
      await new Promise((resolve) => setTimeout(resolve, timeoutMs));
      return false;
    },
    identity: {
      permissions,
      tokens: tokenVerifier({ issuer: 'https://issuer.test', audience: 'laurel', keys: options.keys ?? keys }),
      clock: { now: () => '2021-01-22T18:00:00Z', onMove: () => () => undefined },
      hash: (value) => createHmac('sha256', 'key').update(JSON.stringify(value)).digest('hex'),
      ...(options.delegations && { delegations: options.delegations }),
    },
  });
  return { subgraph, notes, logged, log };
};
