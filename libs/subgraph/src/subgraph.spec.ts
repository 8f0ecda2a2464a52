import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import { createRemoteJWKSet } from 'jose';
import { counted, headersOf, type NotesService, notesService, people, stranger, tokenOf } from './spec/notes.js';

let service: NotesService;
beforeAll(async () => {
  service = await notesService({
    delegations: {
      rightsOf: async ({ delegate, principal, on }) =>
        delegate === 'per_1' && principal === 'per_chief' && on === '2021-01-23'
          ? [{ roles: [{ role: 'OFFICER', units: [] }], permissions: ['note.read'] }]
          : delegate === 'per_1' && principal === 'per_bounded'
            ? [
                { roles: [{ role: 'OFFICER', units: [] }], permissions: ['note.read'], units: ['org_phuc-xa'] },
                { roles: [{ role: 'OFFICER', units: [] }], permissions: ['note.write'], units: ['org_truc-bach'] },
              ]
            : [],
    },
  });
  for (const [id, unit] of [
    ['note_1', 'org_phuc-xa'],
    ['note_2', 'org_truc-bach'],
    ['note_3', 'org_phuc-xa'],
  ] as const) {
    service.notes.all.set(id, {
      id,
      unit,
      text: `of ${unit}`,
      day: '2021-01-22',
      version: 0,
      author: { id: id === 'note_2' ? 'per_1' : 'per_2' },
    });
  }
});
afterAll(() => service.subgraph.close());

const ask = async (
  person: keyof typeof people,
  query: string,
  variables: Record<string, unknown> = {},
  more: Record<string, string> = {},
) => service.subgraph.execute({ query, variables, headers: await headersOf(person, { 'x-request-id': 'req_1', ...more }) });

const write = `mutation ($input: WriteNoteInput!) { writeNote(input: $input) {
  note { unit text version } errors { code message legalReference { rule article } } warnings { code } } }`;
const unauthenticated = {
  errors: [
    {
      message: 'A valid token is needed: send it as "Authorization: Bearer <token>".',
      extensions: { code: 'UNAUTHENTICATED', service: 'notes', requestId: 'req_1' },
    },
  ],
};

describe('whoever comes in', () => {
  const entities = '{ _entities(representations: [{ __typename: "Note", id: "note_1" }]) { ... on Note { text } } }';
  const bearing = async (authorization: string | undefined, query = entities) =>
    service.subgraph.execute({ query, headers: { authorization, 'x-request-id': 'req_1' } });

  it.each([
    ['nobody', async () => undefined],
    ['a stranger', async () => tokenOf(people.officer, { key: stranger })],
    ['somebody late', async () => tokenOf(people.officer, { expires: '-1s' })],
    ["another issuer's person", async () => tokenOf(people.officer, { issuer: 'https://elsewhere.test' })],
    ["another platform's person", async () => tokenOf(people.officer, { audience: 'hazel' })],
    ['a person without a tenant', async () => tokenOf({ sub: 'per_1', roles: [] })],
    ['an unsigned token', async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(people.officer))}.`],
  ])('is turned away before _entities: %s', async (_, token) => {
    const shown = await token();
    expect(await bearing(shown && `Bearer ${shown}`)).toEqual(unauthenticated);
  });

  it('is known again by the token, until it expires', async () => {
    // Whole seconds are counted from the last one that has passed: it holds for two to three.
    const token = `Bearer ${await tokenOf(people.officer, { expires: '3s' })}`;
    expect(await bearing(token)).toEqual({ data: { _entities: [{ text: 'of org_phuc-xa' }] } });
    expect(await bearing(token)).toEqual({ data: { _entities: [{ text: 'of org_phuc-xa' }] } });
    await new Promise((resolve) => setTimeout(resolve, 3100)); // real time: tokens know no other
    expect(await bearing(token)).toEqual(unauthenticated);
  });
});

describe('while the keys of the issuer cannot be had', () => {
  it('nobody is told that his token is bad, unless it is bad by itself; what is wrong stands in the log', async () => {
    const server = createServer((_, response) => response.writeHead(503, { connection: 'close' }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const away = await notesService({ keys: createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/certs`)) });
    const bearing = (token: string) =>
      away.subgraph.execute({
        query: '{ notes { edges { cursor } } }',
        headers: { authorization: `Bearer ${token}`, 'x-request-id': 'req_1' },
      });
    expect(await bearing(await tokenOf(people.officer))).toEqual({
      errors: [
        {
          message: 'notes does not answer now; try again.',
          extensions: { code: 'SERVICE_UNAVAILABLE', service: 'notes', requestId: 'req_1' },
        },
      ],
    });
    expect(away.logged).toMatchObject([
      { level: 40, requestId: 'req_1', err: { message: expect.stringContaining('the keys of the tokens cannot be had: Expected 200 OK') } },
    ]);
    expect(await bearing('no.token.atall')).toEqual(unauthenticated);
    expect(away.logged.length).toBe(1);
    server.close();
    await away.subgraph.close();
  });
});

describe('while an engine does not answer', () => {
  it('whoever asks is told to try again, and nothing of the engine', async () => {
    const rightsOf = () => Promise.reject(new EngineUnavailable('MongoDB does not answer at db-1:27017'));
    const away = await notesService({ delegations: { rightsOf } });
    const headers = await headersOf('officer', { 'x-acting-for': 'per_chief', 'x-request-id': 'req_1' });
    expect(await away.subgraph.execute({ query: '{ notes { edges { cursor } } }', headers })).toEqual({
      errors: [
        {
          message: 'notes does not answer now; try again.',
          extensions: { code: 'SERVICE_UNAVAILABLE', service: 'notes', requestId: 'req_1' },
        },
      ],
    });
    expect(away.logged).toMatchObject([{ level: 40, requestId: 'req_1', err: { message: 'MongoDB does not answer at db-1:27017' } }]);
    await away.subgraph.close();
  });
});

describe('what somebody sees', () => {
  const list = '{ notes { edges { node { id } } pageInfo { hasNextPage } totalCount { count exact } } }';
  const ids = async (person: keyof typeof people, more: Record<string, string> = {}) => {
    const { data } = await ask(person, list, {}, more);
    return (data as { notes: { edges: { node: { id: string } }[] } }).notes.edges.map(({ node }) => node.id);
  };

  it('reaches as far as the role carries the permission', async () => {
    expect(await ids('officer')).toEqual(['note_1', 'note_2', 'note_3']);
    expect(await ids('clerk')).toEqual(['note_1', 'note_3']);
    expect(await ids('author')).toEqual(['note_2']);
  });

  it('is counted within the same reach', async () =>
    expect(await ask('clerk', '{ notes(first: 1) { pageInfo { hasNextPage } totalCount { count exact } } }')).toEqual({
      data: { notes: { pageInfo: { hasNextPage: true }, totalCount: { count: 2, exact: true } } },
    }));

  it('is counted only when asked', async () => {
    const before = counted.length;
    await ask('clerk', '{ notes { edges { node { id } } } }');
    expect(counted.length).toBe(before);
  });

  it('looks the same when it is not there and when it is not theirs', async () => {
    const query = 'query ($id: ID!) { note(id: $id) { id } }';
    expect(await ask('clerk', query, { id: 'note_2' })).toEqual({ data: { note: null } });
    expect(await ask('clerk', query, { id: 'note_9' })).toEqual({ data: { note: null } });
  });

  it('is nothing without the permission, whose name is told', async () =>
    expect(await ask('visitor', '{ note(id: "note_1") { id } }')).toEqual({
      data: { note: null },
      errors: [
        {
          message: 'The permission note.read is missing.',
          path: ['note'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'FORBIDDEN', permission: 'note.read', service: 'notes', requestId: 'req_1' },
        },
      ],
    }));

  it('comes to _entities in one load, and no further than to a query', async () => {
    service.notes.loads.length = 0;
    const representations = ['note_1', 'note_2', 'note_3', 'note_9'].map((id) => ({ __typename: 'Note', id }));
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Note { id } } }';
    expect(await ask('clerk', query, { representations })).toEqual({
      data: { _entities: [{ id: 'note_1' }, null, { id: 'note_3' }, null] },
    });
    expect(service.notes.loads).toEqual([['note_1', 'note_2', 'note_3', 'note_9']]);
  });

  it.each([
    [{}, 'representations.1.__typename: names a type that is looked up here: Note', ['representations', '1', '__typename']],
    ['Note', 'representations.1.__typename: names a type that is looked up here: Note', ['representations', '1', '__typename']],
    [{ __typename: 7 }, 'representations.1.__typename: names a type that is looked up here: Note', ['representations', '1', '__typename']],
    [
      { __typename: 'Person', id: 'per_1' }, // known here by its id, and not looked up here
      'representations.1.__typename: names a type that is looked up here: Note',
      ['representations', '1', '__typename'],
    ],
    [{ __typename: 'Note' }, 'representations.1: has the key of its type, as text: id', ['representations', '1']],
    [{ __typename: 'Note', id: 7 }, 'representations.1: has the key of its type, as text: id', ['representations', '1']],
  ])('is refused to whoever asks _entities for nothing that there is, without alarm: %j', async (representation, message, path) => {
    service.logged.length = 0;
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Note { id } } }';
    expect(await ask('clerk', query, { representations: [{ __typename: 'Note', id: 'note_1' }, representation] })).toEqual({
      data: null,
      errors: [
        {
          message,
          path: ['_entities'],
          locations: [{ line: 1, column: 38 }],
          extensions: { code: 'BAD_USER_INPUT', path, service: 'notes', requestId: 'req_1' },
        },
      ],
    });
    expect(service.logged).toEqual([]);
  });

  it('is what the person acted for may see, within the delegation', async () => {
    expect(await ids('visitor', { 'x-acting-for': 'per_chief' })).toEqual(['note_1', 'note_2', 'note_3']);
    const { data, errors } = await ask(
      'officer',
      write,
      { input: { unit: 'u', text: 't', day: '2021-01-22' } },
      { 'x-acting-for': 'per_chief' },
    );
    expect([data, errors?.[0]?.extensions?.permission]).toEqual([{ writeNote: null }, 'note.write']);
  });

  it('stays within the units of the delegation that gives the permission, not of another one', async () => {
    const acting = { 'x-acting-for': 'per_bounded' };
    expect(await ids('officer', acting)).toEqual(['note_1', 'note_3']);
    const written = (unit: string) => ask('officer', write, { input: { unit, text: 'Thay', day: '2021-01-22' } }, acting);
    expect((await written('org_phuc-xa')).data).toMatchObject({ writeNote: { note: null, errors: [{ code: 'NOT_FOUND' }] } });
    expect((await written('org_truc-bach')).data).toMatchObject({ writeNote: { note: { unit: 'org_truc-bach' }, errors: [] } });
  });

  it('is nothing when nobody delegated', async () => {
    const { data, errors } = await ask('officer', list, {}, { 'x-acting-for': 'per_other' });
    expect([data, errors?.[0]?.extensions]).toEqual([
      undefined,
      { code: 'FORBIDDEN', permission: 'x-acting-for', service: 'notes', requestId: 'req_1' },
    ]);
  });
});

describe('an order', () => {
  const input = { unit: 'org_phuc-xa', text: 'Nộp báo cáo', day: '2021-01-28' };

  it('has one effect and the same answer, however often it comes with its key', async () => {
    const first = await ask('clerk', write, { input: { ...input, idempotencyKey: 'k1' } });
    const size = service.log.length;
    const again = await ask('clerk', write, { input: { ...input, idempotencyKey: 'k1' } });
    expect(first).toEqual({
      data: { writeNote: { note: { unit: 'org_phuc-xa', text: 'Nộp báo cáo', version: 0 }, errors: [], warnings: [] } },
    });
    expect([again, service.log.length]).toEqual([first, size]);
  });

  it('cannot use a key for something else', async () => {
    await ask('clerk', write, { input: { ...input, idempotencyKey: 'k2' } });
    const other = await ask('clerk', write, { input: { ...input, text: 'Khác', idempotencyKey: 'k2' } }, { 'accept-language': 'en' });
    expect(other.data).toEqual({
      writeNote: {
        note: null,
        errors: [{ code: 'IDEMPOTENCY_KEY_REUSED', message: 'This key was used for a different request.', legalReference: null }],
        warnings: [],
      },
    });
  });

  it('without a key is a new one each time', async () => {
    const size = service.log.length;
    await ask('clerk', write, { input });
    await ask('clerk', write, { input });
    expect(service.log.length).toBe(size + 2);
  });

  it('never begins something for another unit', async () =>
    expect((await ask('clerk', write, { input: { ...input, unit: 'org_truc-bach' } })).data).toEqual({
      writeNote: { note: null, errors: [{ code: 'NOT_FOUND', message: 'Không tìm thấy.', legalReference: null }], warnings: [] },
    }));

  it('is refused with every reason, in the language asked for', async () => {
    const refused = async (language: string) =>
      (await ask('clerk', write, { input: { ...input, text: '', day: '1999-12-31' } }, { 'accept-language': language })).data;
    const answer = (empty: string, old: string) => ({
      writeNote: {
        note: null,
        errors: [
          { code: 'NOTE_EMPTY', message: empty, legalReference: null },
          { code: 'NOTE_TOO_OLD', message: old, legalReference: { rule: 'R9', article: 'Điều 1' } },
        ],
        warnings: [],
      },
    });
    expect(await refused('fr, *')).toEqual(answer('Ghi chú trống.', 'Ngày 1999-12-31 đã quá lâu.'));
    expect(await refused('vi;q=0.5, en-GB')).toEqual(answer('The note is empty.', '1999-12-31 is too long ago.'));
  });

  it('carries who, when and what it belongs to', async () => {
    await ask('clerk', write, { input }, { 'x-correlation-id': 'cor_7', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
    const { metadata } = service.log.at(-1)!;
    expect({ ...metadata, id: '', causationId: '', causationHash: '' }).toEqual({
      id: '',
      causationId: '',
      causationHash: '',
      at: '2021-01-22T18:00:00Z',
      tenant: 'ba-dinh',
      actor: { person: 'per_1' },
      correlationId: 'cor_7',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
  });

  it('says where its input is wrong', async () => {
    const { data, errors } = await ask('clerk', write, { input: { ...input, day: '2021-02-30', text: 7 } });
    expect([data, errors?.map(({ message, extensions }) => [message, extensions?.code, extensions?.path])]).toEqual([
      undefined,
      [
        ['input.text: String cannot represent a non string value: 7', 'BAD_USER_INPUT', ['input', 'text']],
        ['input.day: Date looks like 2021-01-28', 'BAD_USER_INPUT', ['input', 'day']],
      ],
    ]);
  });

  it.each([
    ['mutation { writeNote(input: { unit: "u", text: "x", day: "2021-02-30" }) { position } }', ['input', 'day']],
    ['mutation ($day: Date! = "2021-02-30") { writeNote(input: { unit: "u", text: "x", day: $day }) { position } }', ['day']],
  ])('says where a literal in its text is no date: %s', async (query, path) => {
    const { data, errors } = await ask('clerk', query);
    expect([data, errors?.map(({ message, extensions }) => [message, extensions?.code, extensions?.path])]).toEqual([
      undefined,
      [[`${path.join('.')}: Date looks like 2021-01-28`, 'BAD_USER_INPUT', path]],
    ]);
  });

  it('is told of any other wrong literal as of a text that is not valid', async () => {
    const { errors } = await ask('clerk', '{ notes(first: "x") { edges { cursor } } }');
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it.each([
    ['{ notes(first: 0) { edges { cursor } } }', 'first: from 1 to 100, not 0'],
    ['{ notes(first: 101) { edges { cursor } } }', 'first: from 1 to 100, not 101'],
    ['{ notes(first: 1, last: 1) { edges { cursor } } }', 'last: either first or last, not both'],
    ['{ notes(last: 1, after: "a") { edges { cursor } } }', 'after: goes with first; with last, say before'],
    ['{ notes(first: 1, before: "a") { edges { cursor } } }', 'before: goes with last; with first, say after'],
  ])('pages within bounds: %s', async (query, message) => {
    const { errors } = await ask('clerk', query);
    expect(errors?.map((error) => [error.message, error.extensions?.code])).toEqual([[message, 'BAD_USER_INPUT']]);
  });
});

describe('the door', () => {
  it('lets no internals out, and keeps them with the number that it tells', async () => {
    service.logged.length = 0;
    expect(await ask('officer', '{ broken { id } }', {}, { 'accept-language': 'en' })).toEqual({
      data: { broken: null },
      errors: [
        {
          message: 'Something unexpected happened. Request req_1.',
          path: ['broken'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'notes', requestId: 'req_1' },
        },
      ],
    });
    expect(service.logged.map(({ requestId, err }) => [requestId, (err as { message: string }).message])).toEqual([
      ['req_1', 'the password of the database is 1234'],
    ]);
  });

  it('waits for what the reader wrote, and says when it is late', async () => {
    const query = '{ note(id: "note_9") { id } }';
    expect(await ask('officer', query, {}, { 'x-after-position': 'notes:4, plans:9' })).toEqual({ data: { note: null } });
    expect(await ask('officer', query, {}, { 'x-after-position': 'notes:4 notes:7' })).toEqual({
      data: { note: null },
      extensions: { late: ['notes:7'] },
    });
  });

  it('does not wait for what is no position: it is late at once', async () => {
    const patient = await notesService({ patienceMs: 60_000 });
    const headers = await headersOf('officer', { 'x-after-position': 'notes: notes:x notes:-1 notes:5x' });
    expect(await patient.subgraph.execute({ query: '{ note(id: "note_9") { id } }', headers })).toEqual({
      data: { note: null },
      extensions: { late: ['notes:', 'notes:x', 'notes:-1', 'notes:5x'] },
    });
    await patient.subgraph.close();
  });

  it('opens for no type that it cannot look up', async () => {
    const schemaFolder = mkdtempSync(join(tmpdir(), 'laurel-'));
    cpSync(new URL('spec/schema', import.meta.url), schemaFolder, { recursive: true });
    writeFileSync(join(schemaFolder, 'ghost.graphql'), 'type Ghost @key(fields: "id") { id: ID! }');
    await expect(notesService({ schemaFolder })).rejects.toThrow('notes: Ghost would be invented for any id: add @ResolveReference');
  });

  it('tells a type that two files define', async () => {
    const schemaFolder = mkdtempSync(join(tmpdir(), 'laurel-'));
    for (const name of ['a', 'b']) writeFileSync(join(schemaFolder, `${name}.graphql`), 'type Twice { x: Int }');
    await expect(notesService({ schemaFolder })).rejects.toThrow(/Twice is defined twice: .*b\.graphql/);
  });
});
