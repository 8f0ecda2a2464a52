import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { directoryPart, samplePeople } from '@laurel/directory';
import { committedSupergraph, type Gateway, openGateway } from '@laurel/gateway';
import { plansPart } from '@laurel/plans';
import { openServiceSubgraph, type Subgraph } from '@laurel/subgraph';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { type LocalLaurel, openLaurel, tenant } from './laurel.js';

jest.setTimeout(60_000); // many requests a test, on whatever machine

const internals = /node_modules|\/src\/|\/dist\/|\.sqlite|sqlite_|SQLITE|\.[jt]s:\d|\\n {4}at |PRIVATE KEY|(?<!Syntax )Error: /;
const officer = samplePeople(tenant).find(({ key }) => key === 'officer')!;
const claims = { tenant, roles: [{ role: officer.role, units: [] as readonly string[] }] };

let laurel: LocalLaurel;
let production: Gateway;
let subgraphs: readonly Subgraph[];
let good: string;

beforeAll(async () => {
  laurel = await openLaurel();
  const { platform } = laurel;
  good = await platform.issuer.tokenFor({ person: officer.personId, ...claims });
  const identity = { tokens: platform.issuer.verify, hash: () => 'read only' };
  subgraphs = await Promise.all(
    [directoryPart, plansPart].map((part) => openServiceSubgraph(part, platform.services.get(part.definition.name)!, identity)),
  );
  production = await openGateway({
    supergraph: committedSupergraph,
    transports: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    logger: pino({ level: 'silent' }),
    production: true,
    explorer: { people: [], defaultQuery: '{ plans { edges { cursor } } }' },
  });
}, 60_000);
afterAll(async () => {
  await production?.close();
  for (const subgraph of subgraphs ?? []) await subgraph.close();
  await laurel?.close();
});

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string;
  readonly at?: Gateway;
}
const send = async ({ method = 'POST', url = '/graphql', headers = {}, payload, at = laurel.platform.gateway }: Sent) => {
  const answer = await at.app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json', ...headers },
    ...(payload !== undefined && { payload }),
  });
  expect(answer.body).not.toMatch(internals);
  return answer;
};
const asked = (query: string, more: Sent = {}) =>
  send({ ...more, headers: { authorization: `Bearer ${good}`, ...more.headers }, payload: JSON.stringify({ query }) });
const codes = (body: string): readonly string[] =>
  ((JSON.parse(body) as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(({ extensions }) => extensions.code);

describe('a token', () => {
  const now = Math.floor(Date.now() / 1000);
  const usual = { ...claims, sub: officer.personId, iss: 'laurel:local', aud: 'laurel', exp: now + 3600 };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const pieces = () => good.split('.') as [string, string, string];
  let own: CryptoKey | Uint8Array;
  beforeAll(async () => {
    const secrets = JSON.parse(await readFile(join(laurel.folder, 'secrets.json'), 'utf8')) as { readonly issuerKey: JWK };
    own = await importJWK(secrets.issuerKey, 'ES256');
  });
  const signed = (payload: Readonly<Record<string, unknown>>) => new SignJWT(payload).setProtectedHeader({ alg: 'ES256' }).sign(own);
  const without = (claim: keyof typeof usual) => signed(Object.fromEntries(Object.entries(usual).filter(([name]) => name !== claim)));

  it('of the issuer itself opens, so that the rest can fail', async () =>
    expect(
      codes((await asked('{ plans { edges { cursor } } }', { headers: { authorization: `Bearer ${await signed(usual)}` } })).body),
    ).toEqual([]));

  const bad: Readonly<Record<string, () => Promise<string> | string>> = {
    empty: () => '',
    'a word': () => 'hello',
    'without a signature': () => `${part({ alg: 'none' })}.${part(usual)}.`,
    'said to need no signature, and has a good one': () => `${part({ alg: 'none' })}.${pieces()[1]}.${pieces()[2]}`,
    'another payload under a good signature': () => `${pieces()[0]}.${part({ ...usual, tenant: 'hoan-kiem' })}.${pieces()[2]}`,
    'under a broken signature': () => `${pieces()[0]}.${pieces()[1]}.${[...pieces()[2]].reverse().join('')}`,
    'of another key': async () => new SignJWT(usual).setProtectedHeader({ alg: 'ES256' }).sign((await generateKeyPair('ES256')).privateKey),
    'signed with a public key as if it were a secret': async () => {
      const { publicKey } = await generateKeyPair('ES256', { extractable: true });
      return new SignJWT(usual).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(await exportSPKI(publicKey)));
    },
    'bringing its own key': async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      return new SignJWT(usual).setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(publicKey) }).sign(privateKey);
    },
    'very long': () => 'a'.repeat(12_000),
    expired: () => signed({ ...usual, exp: now - 1 }),
    'not valid yet': () => signed({ ...usual, nbf: now + 3600 }),
    'of another issuer': () => signed({ ...usual, iss: 'laurel:other' }),
    'for somebody else to read': () => signed({ ...usual, aud: 'other' }),
    'never ending': () => without('exp'),
    'of nobody': () => without('sub'),
    'of no issuer': () => without('iss'),
    'for nobody to read': () => without('aud'),
    'of no authority': () => without('tenant'),
    'without roles': () => without('roles'),
    'of an authority without a name': () => signed({ ...usual, tenant: '' }),
    'with roles that are none': () => signed({ ...usual, roles: 'OFFICER' }),
    'with units that are none': () => signed({ ...usual, roles: [{ role: 'OFFICER', units: null }] }),
  };

  it.each(Object.keys(bad))('that is %s opens nothing, and is not told why', async (name) => {
    const { body } = await asked('{ viewer { permissions } plans { edges { cursor } } }', {
      headers: { authorization: `Bearer ${await bad[name]!()}`, 'x-request-id': 'same' },
    });
    const nothing = await asked('{ viewer { permissions } plans { edges { cursor } } }', {
      headers: { authorization: '', 'x-request-id': 'same' },
    });
    expect(codes(body)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(sorted(body)).toEqual(sorted(nothing.body));
  });

  it('with a role of a name that is in every object has no permission', async () => {
    const roles = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((role) => ({ role, units: [] }));
    const { body } = await asked('{ plans { edges { cursor } } }', {
      headers: { authorization: `Bearer ${await signed({ ...usual, roles })}` },
    });
    expect(codes(body)).toEqual(['FORBIDDEN']);
  });

  // Two services answer at their own pace: the order of errors is nobody's.
  const sorted = (body: string): unknown => {
    const { errors, ...rest } = JSON.parse(body) as { errors: unknown[] };
    return { ...rest, errors: errors.map((error) => JSON.stringify(error)).toSorted() };
  };
});

describe('a request', () => {
  const nested = (depth: number): string => (depth === 0 ? '{ id }' : `{ parent ${nested(depth - 1)} }`);
  const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, index) => of(index)).join(' ');

  it.each([
    ['too deep', `{ organisation(code: "x") ${nested(20)} }`],
    ['far too deep', `{ organisation(code: "x") ${nested(1200)} }`],
    ['of too many aliases', `{ ${many(40, (index) => `a${index}: officePolicy { version }`)} }`],
    ['of too many words', `{ ${many(3000, () => 'officePolicy { version }')} }`],
    ['of too many directives', `{ officePolicy { version ${many(60, () => '@include(if: true)')} } }`],
    [
      'too dear',
      `{ plans(first: 100) { edges { node { movements(first: 100) { edges { node { timeline(first: 100) { edges { cursor } } } } } } } } }`,
    ],
    ['going round in fragments', '{ plans { ...a } } fragment a on PlanConnection { ...b } fragment b on PlanConnection { ...a }'],
    ['of nonsense', '{ plans { edges '],
    ['for the insides of the services', '{ _entities(representations: []) { __typename } _service { sdl } }'],
  ])('%s is refused before anybody works on it', async (_, query) => {
    const { statusCode, body } = await asked(query);
    expect([statusCode, (JSON.parse(body) as { data?: unknown }).data ?? null]).toEqual([400, null]);
  });

  it('of several at once, of too many bytes, or of another form is refused', async () => {
    const authorization = `Bearer ${good}`;
    const query = '{ officePolicy { version } }';
    const policy =
      'mutation { setOfficePolicy(input: { beforeCountsTheDay: true, remindBefore: [1], remindOverdueEvery: 1, reason: "x" }) { errors { code } } }';
    const statuses = await Promise.all(
      [
        { payload: JSON.stringify([{ query }, { query }]) },
        { payload: JSON.stringify({ query, variables: { x: 'a'.repeat(9_000_000) } }) },
        { payload: '{"query": ' },
        { payload: 'null' },
        { payload: JSON.stringify({ query }), headers: { 'content-type': 'text/plain' } },
        { payload: `query=${encodeURIComponent(query)}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        { method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}`, headers: { 'content-type': 'text/plain' } },
        { method: 'GET', url: `/graphql?query=${encodeURIComponent(policy)}`, headers: { 'apollo-require-preflight': 'true' } },
        { method: 'GET', url: '/../../etc/passwd' },
        { method: 'GET', url: '/developer/clock' },
        { url: '/developer/clock', payload: '{"to": "2030-01-01T00:00:00Z"}', headers: { authorization: `Bearer ${good}` } },
      ].map(async (sent) => (await send({ ...(sent as Sent), headers: { authorization, ...sent.headers } })).statusCode),
    );
    expect(statuses).toEqual([400, 413, 400, 400, 400, 415, 400, 405, 404, 404, 404]);
    expect((await asked('{ officePolicy { version } }')).json()).toMatchObject({ data: { officePolicy: { version: -1 } } });
  });

  it('puts no word of its own into the head of the answer', async () => {
    const answer = await asked('{ officePolicy { version } }', {
      headers: { 'x-request-id': 'a b; c=d', 'accept-language': '<script>', origin: 'https://evil.example' },
    });
    expect(answer.headers['x-request-id']).toMatch(/^req_[0-9a-f-]{36}$/);
    expect(JSON.stringify(answer.headers)).not.toMatch(/evil|script|a b/);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('with a torn head is not answered as one', async () => {
    const url = new URL(await laurel.platform.gateway.listen({ host: '127.0.0.1', port: 0 }));
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(url.port), url.hostname, () =>
        socket.end(
          `POST /graphql HTTP/1.1\r\nHost: x\r\nx-request-id: a\rSet-Cookie: b\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        ),
      );
      socket.on('data', (data) => (text += data.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/set-cookie/i);
  });
});

describe('in production', () => {
  it('the schema is neither shown nor hinted at, and there is nothing to try it with', async () => {
    const at = production;
    const shown = await asked('{ __schema { types { name } } __type(name: "Obligation") { name } }', { at });
    expect([shown.statusCode, (shown.json() as { data?: unknown }).data]).toEqual([400, undefined]);
    expect((await asked('{ plan { idd } obligationz { id } }', { at })).body).not.toMatch(/Did you mean|obligations\b|"id"/);
    expect((await asked('{ plans { edges { cursor } } }', { at })).json()).toMatchObject({ data: { plans: { edges: [] } } });
    const pages = await Promise.all(
      ['/', '/explorer', '/developer/clock'].map(async (url) => (await send({ at, method: 'GET', url })).statusCode),
    );
    expect(pages).toEqual([404, 404, 404]);
  });
});
