import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessBus } from '@laurel/event-bus';
import { eventCodec } from '@laurel/personal-data';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { fixedClock, type HostedService, hostService } from '@laurel/runtime';
import { type Claims, openSubgraph, type Subgraph } from '@laurel/subgraph';
import { memoryBlobs, memoryEventStore, memoryKeyStore } from '@laurel/testing';
import pino from 'pino';
import { directoryPart, loadSampleDirectory, sampleLoader, samplePeople } from './index.js';

const tenant = 'ba-dinh';
const store = memoryEventStore();
const folder = mkdtempSync(join(tmpdir(), 'directory-'));
let host: HostedService;
let subgraph: Subgraph;

const sample = samplePeople(tenant);
const claims = new Map<string, Claims>([
  ...sample.map(({ key, personId, role, unitIds }) => [key, { person: personId, tenant, roles: [{ role, units: unitIds }] }] as const),
  ['loader', sampleLoader(tenant)],
  ['stranger', { person: 'per_x', tenant: 'hoan-kiem', roles: [{ role: 'ADMINISTRATOR', units: [] }] }],
  ['nobody', { person: 'per_y', tenant, roles: [] }],
]);

beforeAll(async () => {
  const logger = pino({ level: 'silent' });
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  const engines = {
    store,
    readModels,
    bus: inProcessBus({ topics: [], readModels }),
    codec: eventCodec(memoryKeyStore()),
    blobs: memoryBlobs(),
    clock: fixedClock('2021-01-22T01:00:00.000Z'),
    logger,
  };
  host = await hostService(directoryPart.definition, engines);
  subgraph = await openSubgraph({
    name: 'directory',
    schemaFolder: directoryPart.schemaFolder,
    module: directoryPart.module(host),
    logger,
    waitFor: host.waitFor,
    identity: {
      permissions: directoryPart.permissions,
      tokens: async (token) => claims.get(token),
      clock: engines.clock,
      hash: (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex'),
    },
  });
  expect(await loadSample()).toBe(true);
});
afterAll(async () => {
  await subgraph?.close();
  await host?.stop();
  await host?.engines.readModels.close();
  rmSync(folder, { recursive: true, force: true });
});

const raw = (who: string, query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  subgraph.execute({ query, variables, headers: { authorization: `Bearer ${who}`, ...headers } });
/** The data, as plain objects; throws what went wrong. */
const ask = async (who: string, query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await raw(who, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data)) as Record<string, never>;
};
const loadSample = async (): Promise<boolean> => {
  const now = await loadSampleDirectory((query, variables) => ask('loader', query, variables), tenant);
  await host.settled();
  return now;
};
const idOf = async (code: string): Promise<string> =>
  (await ask('officer', `{ organisation(code: "${code}") { id } }`))['organisation']!['id'];

describe('the sample directory', () => {
  it('is loaded once', async () => {
    const head = await store.head();
    expect(await loadSample()).toBe(false);
    expect(await store.head()).toBe(head);
  });

  it('tells the members of a group as of a day, for everybody of the authority', async () => {
    const { groupMembers } = await ask('clerk-phuc-xa', '{ groupMembers(code: "all-units", asOf: "2021-01-22") { code } }');
    expect(groupMembers).toHaveLength(24);
    expect(await ask('officer', '{ groupMembers(code: "related-units") { code } group(code: "related-units") { unresolved } }')).toEqual({
      groupMembers: null,
      group: { unresolved: true },
    });
  });

  it('lists by kind and parent in Vietnamese order, and counts as of the day', async () => {
    const district = await idOf('quan-ba-dinh');
    const query = `query ($parent: ID!, $after: String) { organisations(filter: { kind: CLUSTER, parentId: $parent }, first: 4, after: $after) {
      edges { node { name leadingUnit { code } } } pageInfo { hasNextPage endCursor } totalCount { count exact } } }`;
    const first = await ask('officer', query, { parent: district });
    const page = first['organisations'] as unknown as { edges: unknown; pageInfo: { endCursor: string }; totalCount: unknown };
    expect(page).toEqual({
      edges: [1, 2, 3, 4].map((number) => ({ node: { name: `Cụm thi đua số ${number}`, leadingUnit: { code: expect.any(String) } } })),
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      totalCount: { count: 10, exact: true },
    });
    const rest = await ask('officer', query.replace('first: 4', 'first: 40'), { parent: district, after: page.pageInfo.endCursor });
    expect((rest['organisations'] as unknown as { edges: { node: { name: string } }[] }).edges.at(-1)!.node.name).toBe('Cụm thi đua số 10');
  });

  it('is searched with and without diacritics', async () => {
    const search = async (text: string) => {
      const { searchOrganisations } = await ask(
        'officer',
        'query ($text: String!) { searchOrganisations(text: $text) { edges { node { code } } } }',
        { text },
      );
      return (searchOrganisations as unknown as { edges: { node: { code: string } }[] }).edges.map(({ node }) => node.code);
    };
    expect(await search('phuc xa')).toEqual(['phuong-phuc-xa']);
    expect(await search('Điện B')).toEqual(['phuong-dien-bien']);
    expect(await search('dien b')).toEqual(['phuong-dien-bien']);
  });

  it('knows who holds an office on a day', async () =>
    expect(
      await ask(
        'officer',
        '{ before: officeHolder(code: "chairman-pc-and-council", asOf: "2021-01-21") { id } now: officeHolder(code: "chairman-pc-and-council") { name } }',
      ),
    ).toEqual({ before: null, now: { name: 'Tạ Nam Chiến' } }));

  it('has finished its work', async () =>
    expect(await ask('administrator', '{ directoryWork { edges { node { kind total done refused { target } finished } } } }')).toEqual({
      directoryWork: { edges: [{ node: { kind: 'UPLOAD', total: 70, done: 70, refused: [], finished: true } }] },
    }));
});

describe('who sees whom', () => {
  const people = async (who: string) => {
    const { people: found } = await ask(who, '{ people { edges { node { name birthDate } } totalCount { count } } }');
    const { edges, totalCount } = found as unknown as { edges: { node: { name: string } }[]; totalCount: { count: number } };
    return [edges.map(({ node }) => node.name), totalCount.count];
  };

  it('an officer sees all, a clerk the unit, an auditor initials', async () => {
    expect(await people('officer')).toEqual([
      ['Người Mẫu 01', 'Người Mẫu 02', 'Người Mẫu 03', 'Người Mẫu 04', 'Người Mẫu 05', 'Người Mẫu 06', 'Tạ Nam Chiến'],
      7,
    ]);
    expect(await people('clerk-phuc-xa')).toEqual([['Người Mẫu 02', 'Người Mẫu 04'], 2]);
    expect((await people('auditor'))[0]).toEqual(expect.arrayContaining(['N. M. 0.', 'T. N. C.']));
  });

  it('nobody of another unit is there: by id, by reference, by search, through an office', async () => {
    const chairman = sample.at(-1)!.personId;
    expect(
      await ask(
        'clerk-truc-bach',
        `{ person(id: "${chairman}") { id } searchPeople(text: "ta nam") { edges { node { id } } } office(code: "chairman-council") { holder { id } holders { person { id } } }
           _entities(representations: [{ __typename: "Person", id: "${chairman}" }]) { __typename } }`,
      ),
    ).toEqual({ person: null, searchPeople: { edges: [] }, office: { holder: null, holders: [{ person: null }] }, _entities: [null] });
  });

  it('another authority sees nothing of this one', async () => {
    const ward = await idOf('phuong-phuc-xa');
    expect(
      await ask(
        'stranger',
        `{ organisation(id: "${ward}") { id } groups { edges { node { id } } } organisations { edges { node { id } } totalCount { count } } people { edges { node { id } } } }`,
      ),
    ).toEqual({ organisation: null, groups: { edges: [] }, organisations: { edges: [], totalCount: { count: 0 } }, people: { edges: [] } });
  });

  it('who has no role is told which permission is missing', async () => {
    const { errors } = await raw('nobody', '{ organisations { edges { node { id } } } }');
    expect(errors?.map(({ extensions }) => [extensions?.['code'], extensions?.['permission']])).toEqual([
      ['FORBIDDEN', 'organisation.read'],
    ]);
  });

  it('everybody knows themselves', async () =>
    expect(
      await ask(
        'clerk-phuc-xa',
        '{ viewer { person { name } units { code } roles { role units { code } } delegations { id } } callerPermissions }',
      ),
    ).toEqual({
      viewer: {
        person: { name: 'Người Mẫu 02' },
        units: [{ code: 'phuong-phuc-xa' }],
        roles: [{ role: 'UNIT_CLERK', units: [{ code: 'phuong-phuc-xa' }] }],
        delegations: [],
      },
      callerPermissions: ['organisation.read', 'group.read', 'office.read', 'person.read', 'person.readName'],
    }));

  it('knowing oneself hides nobody else in the same question', async () => {
    const chairman = samplePeople(tenant).find(({ key }) => key === 'chairman')!;
    expect(await ask('officer', `{ viewer { person { name } } person(id: "${chairman.personId}") { name } }`)).toEqual({
      viewer: { person: { name: 'Người Mẫu 01' } },
      person: { name: 'Tạ Nam Chiến' },
    });
  });
});

describe('what people order', () => {
  const register = `mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) {
    organisation { id name(asOf: "2021-02-01") parent { code } version } position errors { code message } warnings { code } } }`;
  const input = async (more: Record<string, unknown>) => ({
    input: { kind: 'SCHOOL', name: 'Trường Mẫu', parentId: await idOf('quan-ba-dinh'), ...more },
  });

  it('a new organisation is there at once, and a repeat makes one', async () => {
    const order = await input({ code: 'truong-mau', idempotencyKey: 'k1' });
    const first = await ask('officer', register, order);
    expect(first['registerOrganisation']).toEqual({
      organisation: { id: expect.stringMatching(/^org_/), name: 'Trường Mẫu', parent: { code: 'quan-ba-dinh' }, version: 0 },
      position: expect.stringMatching(/^directory:/),
      errors: [],
      warnings: [],
    });
    expect(await ask('officer', register, order)).toEqual(first);
    expect(
      (await ask('officer', register, await input({ code: 'truong-khac', idempotencyKey: 'k1' })))['registerOrganisation'],
    ).toMatchObject({
      organisation: null,
      errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    await host.settled();
    expect(await ask('officer', '{ groupMembers(code: "schools") { code } }')).toEqual({ groupMembers: [{ code: 'truong-mau' }] });
  });

  it('a code is given once, and has a form', async () => {
    expect((await ask('officer', register, await input({ code: 'phuong-phuc-xa' })))['registerOrganisation']).toMatchObject({
      organisation: null,
      errors: [{ code: 'CODE_TAKEN', message: 'Mã “phuong-phuc-xa” đã được dùng.' }],
      warnings: [],
    });
    expect((await ask('officer', register, await input({ code: 'Trường' })))['registerOrganisation']).toMatchObject({
      errors: [{ code: 'BAD_CODE' }],
    });
  });

  it('a clerk may not', async () => {
    const { errors } = await raw('clerk-phuc-xa', register, await input({ code: 'x' }));
    expect(errors?.map(({ extensions }) => extensions?.['permission'])).toEqual(['organisation.register']);
  });

  it('a merger reaches both sides, and every day has its answer', async () => {
    const [trucBach, quanThanh, city] = await Promise.all(['phuong-truc-bach', 'phuong-quan-thanh', 'ha-noi'].map(idOf));
    const merged = await ask(
      'officer',
      `mutation ($input: MergeOrganisationsInput!) { mergeOrganisations(input: $input) { work { kind total finished } errors { code } } }`,
      {
        input: {
          predecessors: [{ organisationId: trucBach }, { organisationId: quanThanh }],
          successor: { new: { code: 'phuong-ba-dinh', kind: 'WARD', name: 'Phường Ba Đình', parentId: city } },
          on: '2025-07-01',
          basis: '1656/NQ-UBTVQH15',
        },
      },
    );
    expect(merged['mergeOrganisations']).toEqual({ work: { kind: 'MERGER', total: 4, finished: false }, errors: [] });
    await host.settled();
    expect(
      await ask(
        'officer',
        `{ old: organisation(id: "${trucBach}") { before: state(asOf: "2025-06-30") after: state(asOf: "2025-07-01") standIns(asOf: "2025-07-01") { code }
             timeline(first: 1) { edges { node { event text reason process actor { name } } } } }
           new: organisation(code: "phuong-ba-dinh") { from predecessors { organisation { code } share on } }
           wards: groupMembers(code: "all-units", asOf: "2025-07-01") { code } }`,
      ),
    ).toMatchObject({
      old: {
        before: 'LIVING',
        after: 'ENDED',
        standIns: [{ code: 'phuong-ba-dinh' }],
        timeline: {
          edges: [
            {
              node: {
                event: 'OrganisationMerged',
                text: 'Sáp nhập',
                reason: '1656/NQ-UBTVQH15',
                process: 'reorganising',
                actor: { name: 'Người Mẫu 01' },
              },
            },
          ],
        },
      },
      new: {
        from: '2025-07-01',
        predecessors: [
          { organisation: { code: 'phuong-truc-bach' }, share: 'WHOLE', on: '2025-07-01' },
          { organisation: { code: 'phuong-quan-thanh' }, share: 'WHOLE', on: '2025-07-01' },
        ],
      },
      wards: expect.not.arrayContaining([{ code: 'phuong-truc-bach' }]),
    });
  });

  it('an upload with an error loads nothing, and says where', async () => {
    const head = await store.head();
    const { loadDirectory } = await ask(
      'administrator',
      `mutation ($input: LoadDirectoryInput!) { loadDirectory(input: $input) { work { id } rowErrorCount rowErrors { table line column value reason { code message } } errors { code } } }`,
      {
        input: {
          organisations: 'Mã;Loại;Tên;Trực thuộc\r\ndoan-the-1;MASS_ORGANISATION;Đoàn thể 1;quan-ba-dinh\r\nphuong-phuc-xa;WARD;X;nowhere',
        },
      },
    );
    expect(loadDirectory).toEqual({
      work: null,
      rowErrorCount: 2,
      rowErrors: [
        {
          table: 'organisations',
          line: 3,
          column: 'code',
          value: 'phuong-phuc-xa',
          reason: { code: 'CODE_TAKEN', message: 'Mã “phuong-phuc-xa” đã được dùng.' },
        },
        {
          table: 'organisations',
          line: 3,
          column: 'parent',
          value: 'nowhere',
          reason: { code: 'UNKNOWN_CODE', message: 'Không có tổ chức nào mang mã “nowhere”.' },
        },
      ],
      errors: [{ code: 'UPLOAD_HAS_ERRORS' }],
    });
    expect(await store.head()).toBe(head);
  });

  it('an upload without an error is loaded by a process, once', async () => {
    const load = `mutation ($input: LoadDirectoryInput!) { loadDirectory(input: $input) { work { id kind total finished } rowErrors { line } errors { code } } }`;
    const input = {
      organisations: '\uFEFFMã;Loại;Tên;Trực thuộc\r\ndoan-the-1;MASS_ORGANISATION;Đoàn thể 1;quan-ba-dinh\r\n',
      people: 'key,name,unit,from\nbi-thu,Người Mẫu 07,doan-the-1,2021-01-01',
      idempotencyKey: 'u1',
    };
    const first = await ask('administrator', load, { input });
    expect(first['loadDirectory']).toEqual({
      work: { id: expect.stringMatching(/^upl_/), kind: 'UPLOAD', total: 2, finished: false },
      rowErrors: null,
      errors: [],
    });
    await host.settled();
    const head = await store.head();
    expect(await ask('administrator', load, { input })).toEqual(first);
    expect((await ask('administrator', load, { input: { ...input, people: null } }))['loadDirectory']).toMatchObject({
      errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    await host.settled();
    expect(await store.head()).toBe(head);
    expect(
      await ask(
        'officer',
        '{ organisation(code: "doan-the-1") { name parent { code } } searchPeople(text: "mau 07") { edges { node { unit { code } } } } }',
      ),
    ).toEqual({
      organisation: { name: 'Đoàn thể 1', parent: { code: 'quan-ba-dinh' } },
      searchPeople: { edges: [{ node: { unit: { code: 'doan-the-1' } } }] },
    });
  });

  it('who may not load is told so, whatever the file says', async () => {
    const { errors } = await raw('auditor', 'mutation ($input: LoadDirectoryInput!) { loadDirectory(input: $input) { rowErrorCount } }', {
      input: { people: 'nonsense' },
    });
    expect(errors?.map(({ extensions }) => extensions?.['permission'])).toEqual(['directory.load']);
  });

  it('buttons and orders agree: what is shown as allowed is not refused, what is not shown is not found', async () => {
    const ward = await idOf('phuong-phuc-xa');
    const actions = async (who: string) => {
      const { organisation } = await ask(who, `{ organisation(id: "${ward}") { availableActions { action allowed reasons { code } } } }`);
      return (
        organisation as unknown as { availableActions: { action: string; allowed: boolean; reasons: { code: string }[] }[] }
      ).availableActions.map(({ action, allowed, reasons }) => [action, allowed, ...reasons.map((reason) => reason.code)]);
    };
    expect(await actions('clerk-phuc-xa')).toEqual([]);
    expect(await actions('officer')).toEqual([
      ['renameOrganisation', true],
      ['addOrganisationAlias', true],
      ['moveOrganisation', true],
      ['appointLeadingUnit', false, 'NOT_A_CLUSTER'],
      ['dissolveOrganisation', true],
      ['mergeOrganisations', true],
      ['splitOrganisation', true],
    ]);
    const rename = `mutation ($input: RenameOrganisationInput!) { renameOrganisation(input: $input) { organisation { name version } errors { code } } }`;
    const input = { organisationId: ward, name: 'Phường  Phúc Xá '.normalize('NFD'), from: '2021-01-22', expectedVersion: 0 };
    expect((await ask('officer', rename, { input }))['renameOrganisation']).toEqual({
      organisation: { name: 'Phường Phúc Xá', version: 0 },
      errors: [],
    });
    expect(
      (await ask('officer', rename, { input: { ...input, name: 'Phường mới', expectedVersion: 5 } }))['renameOrganisation'],
    ).toMatchObject({
      errors: [{ code: 'VERSION_CONFLICT' }],
    });
    expect((await ask('stranger', rename, { input }))['renameOrganisation']).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
  });

  it('who moves to another unit is no longer seen by the old one, but the old list knows', async () => {
    const [from, to] = await Promise.all(['phuong-phuc-xa', 'phuong-giang-vo'].map(idOf));
    const registered = await ask(
      'officer',
      'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { id name birthDate } errors { code } } }',
      { input: { name: 'Người Mẫu 08', birthDate: '1990-01-01', unitId: from, from: '2021-01-01' } },
    );
    expect(registered['registerPerson']).toEqual({
      person: { id: expect.any(String), name: 'Người Mẫu 08', birthDate: '1990-01-01' },
      errors: [],
    });
    const { id } = registered['registerPerson']!['person'] as { id: string };
    await host.settled();
    const seen = async () => (await ask('clerk-phuc-xa', `{ person(id: "${id}") { name birthDate } }`))['person'];
    expect(await seen()).toEqual({ name: 'Người Mẫu 08', birthDate: null });
    await ask('officer', 'mutation ($input: TransferPersonInput!) { transferPerson(input: $input) { errors { code } } }', {
      input: { personId: id, unitId: to, from: '2021-03-01' },
    });
    await host.settled();
    expect(await seen()).toBeNull();
    const listed = async (asOf: string) => {
      const { people } = await ask('officer', `{ people(unitId: "${from}", asOf: "${asOf}") { edges { node { name } } } }`);
      return (people as unknown as { edges: { node: { name: string } }[] }).edges.map(({ node }) => node.name);
    };
    expect([await listed('2021-02-28'), await listed('2021-03-01')]).toEqual([
      ['Người Mẫu 02', 'Người Mẫu 04', 'Người Mẫu 08'],
      ['Người Mẫu 02', 'Người Mẫu 04'],
    ]);
  });

  it('a chairman delegates for himself, the delegate sees it', async () => {
    const [officer, , , , , , chairman] = sample;
    const grant = `mutation ($input: GrantDelegationInput!) { grantDelegation(input: $input) { delegation { id availableActions { action allowed } } errors { code } } }`;
    const data = { form: 'KT', delegateId: officer!.personId, permissions: ['plan.issue'], from: '2021-01-01', to: '2021-03-01' };
    const granted = await ask('chairman', grant, { input: { ...data, principalId: chairman!.personId } });
    expect(granted['grantDelegation']).toMatchObject({ delegation: null, errors: [{ code: 'NOT_THERE_THEN' }] });
    const later = await ask('chairman', grant, { input: { ...data, from: '2021-01-22', principalId: chairman!.personId } });
    expect(later['grantDelegation']).toMatchObject({
      delegation: { availableActions: [{ action: 'revokeDelegation', allowed: true }] },
      errors: [],
    });
    const foreign = await ask('chairman', grant, {
      input: { ...data, from: '2021-01-22', principalId: officer!.personId, delegateId: chairman!.personId },
    });
    expect(foreign['grantDelegation']).toMatchObject({ delegation: null, errors: [{ code: 'NOT_FOUND' }] });
    await host.settled();
    expect(await ask('officer', '{ viewer { delegations { form principalId roles { role units { id } } permissions } } }')).toEqual({
      viewer: {
        delegations: [
          {
            form: 'KT',
            principalId: chairman!.personId,
            roles: [{ role: 'CHAIRMAN', units: [{ id: chairman!.unitIds[0] }] }],
            permissions: ['plan.issue'],
          },
        ],
      },
    });
  });

  it('keeps names as ciphertext in the log', () =>
    expect(store.log.filter(({ data }) => JSON.stringify(data).includes('Người Mẫu'))).toEqual([]));
});
