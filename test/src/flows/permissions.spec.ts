import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { directoryPart, samplePeople } from '@laurel/directory';
import { reaches } from '@laurel/event-sourcing';
import { plansPart } from '@laurel/plans';
import { type Claims, openServiceSubgraph, type Permissions, reachOf, type Subgraph } from '@laurel/subgraph';
import { type Guarded, openGuardedLaurel } from './guarded-laurel.js';
import { type Answer, type Desk, tenant } from './laurel.js';
import { entities, orders, type Path, questions } from './permission-walk.js';

jest.setTimeout(60_000); // many requests a test, on whatever machine

const parts = [directoryPart, plansPart];
const nodes = JSON.parse(readFileSync(new URL('../../../gateway/nodes.generated.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, { readonly type: string; readonly service: string }>
>;

interface Somebody {
  readonly claims: Claims;
  readonly desk: Desk;
  readonly token: string;
}

let guarded: Guarded;
let subgraphs: ReadonlyMap<string, Subgraph>;
const everybody = new Map<string, Somebody>();

beforeAll(async () => {
  guarded = await openGuardedLaurel();
  const { platform, stranger } = guarded.laurel;
  const people = samplePeople(tenant).map(({ key, personId, role, unitIds }) => ({
    key,
    person: personId,
    roles: [{ role, units: unitIds }],
  }));
  for (const { key, person, roles } of [...people, { key: 'nobody', person: 'per_nobody', roles: [] }]) {
    const claims = { person, tenant, roles };
    const token = await platform.issuer.tokenFor(claims);
    everybody.set(key, { claims, token, desk: stranger(token) });
  }
  const tokens = platform.issuer.verify;
  const opened = await Promise.all(
    parts.map((part) => openServiceSubgraph(part, platform.services.get(part.definition.name)!, { tokens, hash: () => 'read only' })),
  );
  subgraphs = new Map(opened.map((subgraph) => [subgraph.name, subgraph]));
}, 60_000);
afterAll(async () => {
  for (const subgraph of subgraphs?.values() ?? []) await subgraph.close();
  await guarded?.laurel.close();
});

/** What the tables say. */
const expected = ({ needs, shows = needs ?? '', owner }: Path, claims: Claims): string => {
  if (needs === null) return 'something';
  if (!reachAnywhere(needs, claims)) return `FORBIDDEN ${needs}`;
  const scope = reachAnywhere(shows, claims);
  return scope && owner && reaches(scope, owner) ? 'something' : 'nothing';
};

const reachAnywhere = (permission: string, claims: Claims) => {
  const tables: readonly Permissions[] = parts.map(({ permissions }) => permissions).filter((table) => permission in table);
  if (tables.length === 0) throw new TypeError(`${permission} stands in no table`);
  return tables.map((table) => reachOf(table, permission, claims)).find((scope) => scope !== undefined);
};

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: unknown }[];
}

/** What was met: the refusal with its permission, something, or nothing. */
const met = ({ data, errors }: Told, field: string): string => {
  const [error] = errors ?? [];
  if (error) {
    const { code, permission } = error.extensions as { readonly code: string; readonly permission?: string };
    return code === 'FORBIDDEN' ? `${code} ${permission}` : code === 'UNAUTHENTICATED' ? code : `${code} ${error.message}`;
  }
  const value = (data as Record<string, unknown>)[field];
  return isNothing(value) ? 'nothing' : 'something';
};

const isNothing = (value: unknown): boolean => {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every(isNothing);
  const { edges, groups, rowCount, errors } = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(errors)) return errors.some(({ code }: { code: string }) => code === 'NOT_FOUND');
  return rowCount === 0 || [edges, groups].some((list) => Array.isArray(list) && list.length === 0);
};

const walked = async (paths: Readonly<Record<string, Path>>, ask: (name: string) => Promise<Told>, field?: string) => {
  const outcomes: Record<string, string> = {};
  for (const name of Object.keys(paths)) outcomes[name] = met(await ask(name), field ?? name);
  return outcomes;
};

const expectedOf = (paths: Readonly<Record<string, Path>>, claims: Claims) =>
  Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, expected(path, claims)]));

const sayNothing = (paths: Readonly<Record<string, Path>>) =>
  Object.fromEntries(Object.keys(paths).map((name) => [name, 'UNAUTHENTICATED']));

const people = [...samplePeople(tenant).map(({ key }) => key), 'nobody'];

describe('every question of the schema', () => {
  it('stands in the walk', async () => {
    const { __schema } = await everybody.get('officer')!.desk.see('{ __schema { queryType { fields { name } } } }');
    const fields = __schema.queryType.fields.map(({ name }: { name: string }) => name);
    expect(fields.toSorted()).toEqual([...Object.keys(questions(guarded)), 'node', 'nodes'].toSorted());
  });

  it.each(people)('tells %s what the table of permissions says, and no more', async (key) => {
    const { desk, claims } = everybody.get(key)!;
    const paths = questions(guarded);
    expect(await walked(paths, (name) => desk.ask(`{ ${paths[name]!.ask} }`))).toEqual(expectedOf(paths, claims));
  });

  it('tells nothing without a token', async () => {
    const paths = questions(guarded);
    expect(await walked(paths, (name) => guarded.laurel.stranger().ask(`{ ${paths[name]!.ask} }`))).toEqual(sayNothing(paths));
  });
});

describe('everything that has an id', () => {
  const ofNobody = (prefix: string) => `${prefix}_00000000000000000000000001`;
  const asNode = (id: string) => `{ node(id: "${id}") { id } }`;
  const asNodes = (id: string) => `{ nodes(ids: ["${id}"]) { id } }`;
  const asEntity = (prefix: string, id: string, token?: string): Promise<Told> => {
    const { type, service } = nodes[prefix]!;
    return subgraphs.get(service)!.execute({
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { id } } }`,
      variables: { of: [{ __typename: type, id }] },
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  };

  it('stands in the walk', () => expect(Object.keys(entities(guarded)).toSorted()).toEqual(Object.keys(nodes).toSorted()));

  it.each(people)('is there for %s as far as the table says: by node, by nodes, and at the door of the service itself', async (key) => {
    const { desk, claims, token } = everybody.get(key)!;
    const paths = entities(guarded);
    const idOf = (prefix: string) => paths[prefix as keyof typeof paths].id;
    const wanted = expectedOf(paths, claims);
    expect(await walked(paths, (prefix) => desk.ask(asNode(idOf(prefix))), 'node')).toEqual(wanted);
    expect(await walked(paths, (prefix) => desk.ask(asNodes(idOf(prefix))), 'nodes')).toEqual(wanted);
    expect(await walked(paths, (prefix) => asEntity(prefix, idOf(prefix), token), '_entities')).toEqual(wanted);
  });

  it.each(['officer', 'administrator'])('and what nobody has is not there for %s', async (key) => {
    const { desk, claims, token } = everybody.get(key)!;
    const paths = Object.fromEntries(Object.entries(entities(guarded)).map(([prefix, path]) => [prefix, { ...path, owner: undefined }]));
    const wanted = expectedOf(paths, claims);
    expect(await walked(paths, (prefix) => desk.ask(asNode(ofNobody(prefix))), 'node')).toEqual(wanted);
    expect(await walked(paths, (prefix) => asEntity(prefix, ofNobody(prefix), token), '_entities')).toEqual(wanted);
  });

  it('is not there without a token', async () => {
    const paths = entities(guarded);
    expect(await walked(paths, (prefix) => guarded.laurel.stranger().ask(asNode(paths[prefix as keyof typeof paths].id)), 'node')).toEqual(
      sayNothing(paths),
    );
    expect(await walked(paths, (prefix) => asEntity(prefix, paths[prefix as keyof typeof paths].id), '_entities')).toEqual(
      sayNothing(paths),
    );
  });

  it('a service shows its schema to whoever has a token only', async () => {
    for (const { execute } of subgraphs.values()) {
      const { data, errors } = await execute({ query: '{ _service { sdl } __schema { types { name } } }', headers: {} });
      expect([data, errors?.map(({ extensions }) => extensions?.['code'])]).toEqual([undefined, ['UNAUTHENTICATED']]);
    }
  });
});

describe('every order of the schema', () => {
  let versioned: ReadonlySet<string>;
  let names: readonly string[];
  beforeAll(async () => {
    const { __schema } = await everybody
      .get('officer')!
      .desk.see('{ __schema { mutationType { fields { name args { type { ofType { inputFields { name } } } } } } } }');
    versioned = new Set(
      __schema.mutationType.fields
        .filter(({ args }: { args: { type: { ofType: { inputFields: { name: string }[] } } }[] }) =>
          args[0]?.type.ofType.inputFields.some(({ name }) => name === 'expectedVersion'),
        )
        .map(({ name }: { name: string }) => name),
    );
    names = __schema.mutationType.fields.map(({ name }: { name: string }) => name);
  });

  it('stands in the walk', () => expect(names.toSorted()).toEqual(Object.keys(orders(guarded, '')).toSorted()));

  const give = (desk: Desk, name: string, input: Readonly<Record<string, unknown>>): Promise<Answer> =>
    desk.ask(
      `mutation ($input: ${name === 'withdrawFiling' ? 'ObligationReason' : name.startsWith('hold') ? 'HoldReview' : `${name[0]!.toUpperCase()}${name.slice(1)}`}Input!) {
        ${name}(input: $input) { errors { code } } }`,
      { input: { ...input, ...(versioned.has(name) && { expectedVersion: 999 }) } },
    );

  it.each(people)('is taken from %s as far as the table says', async (key) => {
    const { desk, claims } = everybody.get(key)!;
    const paths = orders(guarded, key);
    expect(await walked(paths, (name) => give(desk, name, paths[name]!.input))).toEqual(expectedOf(paths, claims));
  });

  it('is taken from nobody without a token', async () => {
    const paths = orders(guarded, 'nobody');
    expect(await walked(paths, (name) => give(guarded.laurel.stranger(), name, paths[name]!.input))).toEqual(sayNothing(paths));
  });
});
