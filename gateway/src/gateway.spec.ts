import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Asked, ids, type Platform, platform } from './spec/platform.js';

let here: Platform;
beforeAll(async () => {
  here = await platform();
});
afterAll(() => here.gateway.close());
afterEach(() => {
  for (const service of [here.directory, here.plans]) Object.assign(service, { down: false, answer: undefined });
});

const headers = { 'x-request-id': 'req_1', authorization: 'Bearer mine' };
const ask = async (query: string, more: Parameters<Platform['ask']>[1] = {}): Promise<unknown> => (await asked(query, more)).body;
const asked = (query: string, more: Parameters<Platform['ask']>[1] = {}): Promise<Asked> => here.ask(query, { headers, ...more });
const unavailable = (service: string, path: readonly (string | number)[]) => ({
  message: `${service} does not answer now; try again.`,
  path,
  extensions: { code: 'SERVICE_UNAVAILABLE', service, requestId: 'req_1' },
});

describe('the gateway', () => {
  it('joins what two services know', async () =>
    expect(await ask('{ obligations { lastDay unit { name } } }')).toEqual({
      data: { obligations: [{ lastDay: '2021-01-27', unit: { name: 'Phường Phúc Xá' } }] },
      extensions: { cost: 6 },
    }));

  it('hands over who asks, and nothing else of the request', async () => {
    here.plans.seen.length = 0;
    await ask('{ echo }', {
      headers: {
        ...headers,
        cookie: 'secret',
        'x-forwarded-for': '10.1.1.1',
        'accept-language': 'en',
        'x-after-position': 'plans:1',
        traceparent: '00-a-b-01',
      },
    });
    expect(here.plans.seen.map((request) => request.headers)).toEqual([
      {
        authorization: 'Bearer mine',
        'accept-language': 'en',
        'x-after-position': 'plans:1',
        'x-request-id': 'req_1',
        traceparent: '00-a-b-01',
      },
    ]);
  });

  it('numbers a request that brings no number, and tells it', async () => {
    const { requestId } = await asked('{ echo }', { headers: {} });
    expect(requestId).toMatch(/^req_[0-9a-f-]{36}$/);
    expect(here.plans.seen.at(-1)?.headers['x-request-id']).toBe(requestId);
  });

  it('tells what came late, which stock @apollo/gateway drops', async () => {
    here.plans.answer = () => ({ data: { echo: 'x' }, extensions: { late: ['plans:7'] } });
    expect(await ask('{ echo }')).toEqual({ data: { echo: 'x' }, extensions: { late: ['plans:7'], cost: 1 } });
  });
});

describe('when a service does not answer', () => {
  it('the others still do', async () => {
    here.plans.down = true;
    expect(await ask('{ obligations { id } organisations { name } }')).toEqual({
      data: { obligations: null, organisations: [{ name: 'Phường Phúc Xá' }] },
      errors: [{ message: 'plans does not answer now; try again.', extensions: unavailable('plans', []).extensions }],
      extensions: { cost: 6 },
    });
    expect(here.logged.at(-1)).toContain('ECONNREFUSED');
  });

  it('what it would have joined is missing, and said so', async () => {
    here.directory.down = true;
    const { data, errors } = (await ask('{ obligations { lastDay unit { name } } }')) as {
      data: unknown;
      errors: readonly { extensions: unknown }[];
    };
    expect(data).toEqual({ obligations: [{ lastDay: '2021-01-27', unit: null }] });
    expect(errors.map(({ extensions }) => extensions)).toContainEqual(unavailable('directory', []).extensions);
  });

  it('a committed answer is not lost with a forbidden one beside it', async () => {
    here.plans.answer = ({ query }) =>
      query.includes('b:')
        ? {
            data: { a: { obligation: { lastDay: '2021-01-27' } }, b: null },
            errors: [
              {
                message: 'The permission x is missing.',
                path: ['b'],
                extensions: { code: 'FORBIDDEN', permission: 'x', service: 'plans', requestId: 'req_1' },
              },
            ],
          }
        : undefined;
    expect(await ask('mutation { a: file(id: "1") { obligation { lastDay } } b: file(id: "2") { obligation { lastDay } } }')).toEqual({
      data: { a: { obligation: { lastDay: '2021-01-27' } }, b: null },
      errors: [
        {
          message: 'The permission x is missing.',
          path: ['b'],
          extensions: { code: 'FORBIDDEN', permission: 'x', service: 'plans', requestId: 'req_1' },
        },
      ],
      extensions: { cost: 10 },
    });
  });

  it('internals that a service let slip stay inside', async () => {
    here.plans.answer = () => ({
      data: { echo: null },
      errors: [{ message: 'SELECT * FROM people', path: ['echo'], extensions: { code: 'SQLITE_ERROR', stacktrace: ['at x'] } }],
    });
    expect(await ask('{ echo }')).toEqual({
      data: { echo: null },
      errors: [
        {
          message: 'Something unexpected happened. Request req_1.',
          path: ['echo'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req_1' },
        },
      ],
      extensions: { cost: 1 },
    });
  });
});

describe('node', () => {
  const node = 'query ($id: ID!) { node(id: $id) { id __typename ... on Obligation { lastDay } ... on Organisation { name } } }';
  const only = 'query ($id: ID!) { node(id: $id) { id } }';
  const nodeOf = async (query: string, id: string) => ((await ask(query, { variables: { id } })) as { data: { node: unknown } }).data.node;

  it('finds whatever has an id, in the service that owns it', async () => {
    expect(await nodeOf(node, ids.first)).toEqual({ id: ids.first, __typename: 'Obligation', lastDay: '2021-01-27' });
    expect(await nodeOf(node, ids.phucXa)).toEqual({ id: ids.phucXa, __typename: 'Organisation', name: 'Phường Phúc Xá' });
  });

  it.each([
    ['an id that nobody has', () => ids.elsewhere],
    ["what is somebody else's", () => ids.notMine],
    ['a prefix that nobody owns', () => ids.first.replace('obligation', 'dossier')],
    ['no id at all', () => '__proto__'],
  ])('invents nothing when only the id is asked: %s', async (_, id) => {
    expect(await nodeOf(only, id())).toBe(null);
  });

  it('asks the owner as the caller', async () =>
    expect(await ask(only, { variables: { id: ids.first }, headers: { authorization: 'Bearer theirs' } })).toEqual({
      data: { node: null },
      extensions: { cost: 3 },
    }));

  it('is an error, not a null, while the owner does not answer', async () => {
    here.plans.down = true;
    expect(await ask(only, { variables: { id: ids.first } })).toEqual({
      data: { node: null },
      errors: [unavailable('plans', ['node'])],
      extensions: { cost: 3 },
    });
  });

  it('finds many with one question to each owner, and keeps their order', async () => {
    here.plans.seen.length = 0;
    here.directory.seen.length = 0;
    const asking = [ids.phucXa, ids.notMine, ids.first, ids.first];
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids: asking } })).toEqual({
      data: { nodes: [{ id: ids.phucXa }, null, { id: ids.first }, { id: ids.first }] },
      extensions: { cost: 3 },
    });
    expect([here.plans.seen.length, here.directory.seen.length]).toEqual([1, 1]);
  });
});

describe('the permissions of a viewer', () => {
  const query = '{ viewer { id permissions } }';

  it('are those of all services, each asked as the caller', async () => {
    const of = async (headers: Record<string, string>) => ((await ask(query, { headers })) as { data: unknown }).data;
    expect(await of({ authorization: 'Bearer mine' })).toEqual({
      viewer: { id: 'per_1', permissions: ['both.read', 'obligation.file', 'organisation.read'] },
    });
    expect(await of({ authorization: 'Bearer theirs' })).toEqual({
      viewer: { id: 'per_1', permissions: ['both.read', 'organisation.read'] },
    });
  });

  it('are an error, not half a list, while a service does not answer', async () => {
    here.plans.down = true;
    expect(await ask(query)).toMatchObject({
      data: { viewer: { id: 'per_1', permissions: null } },
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', service: 'plans' } }],
    });
  });

  it('are joined for the gateway alone: what a service tells is no part of the schema', async () =>
    expect((await asked('{ callerPermissions }')).status).toBe(400));
});

describe('what a request may ask', () => {
  const codes = async (query: string, headersOf: Record<string, string> = headers) => {
    const { status, body } = await asked(query, { headers: headersOf });
    return [status, (body as { errors?: readonly { extensions: { code: string } }[] }).errors?.[0]?.extensions.code];
  };

  it.each([
    ['depth', `{ obligations { ${'parent { '.repeat(14)} id ${'} '.repeat(14)} } }`],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: echo`).join(' ')} }`],
    ['tokens', `{ ${'echo '.repeat(4100)} }`],
    ['cost', '{ obligations { children(first: 100) { children(first: 100) { children(first: 100) { id } } } } }'],
  ])('%s is limited', async (_, query) => {
    const [status, code] = await codes(query);
    expect([status, code]).toEqual([400, expect.stringMatching(/^GRAPHQL_(VALIDATION|PARSE)_FAILED$/)]);
    expect(here.plans.seen.some(({ query: text }) => text.length > 5000)).toBe(false);
  });

  it('the body is limited', async () => {
    const { statusCode } = await here.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ query: '{ echo }', variables: { text: 'x'.repeat(9 * 1024 * 1024) } }),
    });
    expect(statusCode).toBe(413);
  });

  it('comes one at a time', async () => {
    const { statusCode } = await here.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: '[{"query":"{ echo }"}]',
    });
    expect(statusCode).toBe(400);
  });

  it('cannot be sent by a form of another site', async () => {
    const { statusCode } = await here.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'text/plain' },
      payload: '{"query":"{ echo }"}',
    });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    const get = await here.gateway.app.inject({ method: 'GET', url: '/graphql?query={echo}' });
    expect(get.statusCode).toBe(400);
  });
});

describe('in production', () => {
  it('the schema is not told, nor hinted at, and there is no explorer', async () => {
    const there = await platform({ production: true });
    const { body } = await there.ask('{ __schema { types { name } } }');
    const { body: hint } = await there.ask('{ obligation }');
    const page = await there.gateway.app.inject('/explorer');
    await there.gateway.close();
    expect((body as { errors: readonly { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify(hint)).not.toContain('obligations');
    expect(page.statusCode).toBe(404);
  });
});

describe('the explorer', () => {
  it('is a page of ours that names no other address to load from', async () => {
    const { body, headers: told } = await here.gateway.app.inject('/explorer');
    expect(told['content-security-policy']).toContain("connect-src 'self'");
    expect(body).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);
    expect(body).toContain('["tok.en.1"]');
    expect(body).toContain('Chuyên viên &#60;b&#62;');
  });

  it('is shown to who asks for this machine by its own names only', async () => {
    const statusFor = async (host: string) => (await here.gateway.app.inject({ url: '/explorer', headers: { host } })).statusCode;
    const hosts = ['127.0.0.1:4000', 'localhost', '[::1]:4000', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example'];
    expect(await Promise.all(hosts.map(statusFor))).toEqual([200, 200, 200, 403, 403, 403]);
    const { body } = await here.gateway.app.inject({ url: '/explorer', headers: { host: 'evil.example' } });
    expect(body).toBe('{"error":"open it as localhost or 127.0.0.1"}');
  });
});
