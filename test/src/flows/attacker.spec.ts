import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { samplePeople } from '@laurel/directory';
import fc from 'fast-check';
import { type Guarded, openGuardedLaurel, secret } from './guarded-laurel.js';
import { type Answer, type Desk, tenant } from './laurel.js';
import { orders, questions } from './permission-walk.js';
import { wholeSchema, type WholeSchema } from './whole-selection.js';

jest.setTimeout(60_000); // many requests a test, on whatever machine

/** Paths, sources, engines and stacks: what no answer ever shows. */
const internals =
  /node_modules|\/src\/|\/dist\/|\.sqlite|sqlite_|SQLITE|\.[jt]s:\d|\\n {4}at |INTERNAL_SERVER_ERROR|PRIVATE KEY|valueCompletion/;

let guarded: Guarded;
let schema: WholeSchema;
let forbiddenWords: readonly string[];
/** The clerk of Trúc Bạch, who tries. Every answer is looked through. */
let thief: Desk;

/** What an answer has that its question did not bring along. */
const leaks = (question: string, answer: Answer): readonly string[] => {
  const text = JSON.stringify(answer);
  return [...forbiddenWords.filter((word) => text.includes(word) && !question.includes(word)), ...(text.match(internals) ?? [])];
};

const watched = (desk: Desk): Desk => {
  const ask: Desk['ask'] = async (query, variables, headers) => {
    const answer = await desk.ask(query, variables, headers);
    const leaked = leaks(JSON.stringify([query, variables, headers]), answer);
    if (leaked.length > 0) throw new Error(`${leaked.join(', ')} in the answer to ${query}`);
    return answer;
  };
  return { ...desk, ask };
};

beforeAll(async () => {
  guarded = await openGuardedLaurel();
  const { laurel, theirIds, fileId, delegationId } = guarded;
  schema = await wholeSchema(await laurel.desk('officer'));
  // The chairman signed the plan: that name is for everybody.
  const theirPeople = samplePeople(tenant).filter(({ key }) => key !== 'clerk-truc-bach' && key !== 'chairman');
  forbiddenWords = [secret, ...theirIds, fileId, delegationId, ...theirPeople.map(({ name }) => name)];
  thief = watched(await laurel.desk('clerk-truc-bach'));
}, 60_000);
afterAll(() => guarded?.laurel.close());

const codesOf = ({ data, errors }: Answer, mutation: string): readonly string[] => {
  if (errors) return errors.map(({ extensions }) => extensions.code);
  return (data![mutation] as unknown as { errors: { code: string }[] }).errors.map(({ code }) => code);
};

/** A call without its selection. */
const callOf = (ask: string): string => ask.replace(/ \{[^"]*$/, '');
const payload = (name: string) =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${schema.selectionOf('Mutation', name, 1)} }`;
const nodesOf = (answer: Answer, list: string): readonly string[] =>
  (answer.data![list] as unknown as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node.id);

describe('a clerk of another ward', () => {
  it('finds nothing of Phúc Xá, whatever is selected below whatever is asked', async () => {
    for (const [name, { ask }] of Object.entries(questions(guarded))) {
      await thief.ask(`{ ${callOf(ask)} ${schema.selectionOf('Query', name, 4)} }`);
    }
  });

  it('is a test that can fail: the clerk of Phúc Xá and the officer find it', async () => {
    const { laurel, theirs } = guarded;
    for (const role of ['clerk-phuc-xa', 'officer']) {
      const answer = await (
        await laurel.desk(role)
      ).ask(`{ obligation(id: "${theirs.filed}") ${schema.selectionOf('Query', 'obligation', 3)} }`);
      expect(leaks('', answer)).toEqual(expect.arrayContaining([secret, theirs.filed, guarded.fileId]));
    }
  });

  it('lists, counts and sums up the own obligations only', async () => {
    const { planId, ownIds, milestoneId, trucBach, phucXa } = guarded;
    const list = 'first: 100) { totalCount { count exact } edges { node { id } } }';
    const ofPlan = await thief.ask(
      `{ obligations(filter: { planId: "${planId}" }, ${list} officeAgenda(from: "2021-01-01", to: "2022-12-31", ${list} }`,
    );
    for (const each of ['obligations', 'officeAgenda']) {
      expect(nodesOf(ofPlan, each).toSorted()).toEqual(ownIds.toSorted());
      expect(ofPlan.data![each]).toMatchObject({ totalCount: { count: ownIds.length, exact: true } });
    }
    const owed = { node: { holders: [{ id: trucBach }] } };
    const { data } = await thief.ask(`{
      obligations(filter: { unitId: "${phucXa}" }) { totalCount { count } edges { cursor } pageInfo { hasNextPage hasPreviousPage } }
      agenda(unitId: "${phucXa}", from: "2021-01-01", to: "2022-12-31") { totalCount { count } edges { cursor } }
      reminders(unitId: "${phucXa}") { totalCount { count } edges { cursor } }
      people(unitId: "${phucXa}") { edges { cursor } }
      searchPeople(text: "mau") { edges { node { name } } }
      obligationsNotFiled(milestoneId: "${milestoneId}") { totalCount { count } edges { node { holders { id } } } }
      obligationsNotFiledCsv(milestoneId: "${milestoneId}") { rowCount content }
      byUnit: progress(planId: "${planId}", by: UNIT) { groups { unit { id } opened } }
      byQuarter: progress(planId: "${planId}", by: QUARTER) { groups { opened } }
    }`);
    expect(data).toEqual({
      obligations: { totalCount: { count: 0 }, edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
      agenda: { totalCount: { count: 0 }, edges: [] },
      reminders: { totalCount: { count: 0 }, edges: [] },
      people: { edges: [] },
      searchPeople: { edges: [{ node: { name: 'Người Mẫu 03' } }] },
      obligationsNotFiled: { totalCount: { count: 2 }, edges: [owed, owed] }, // the own, and the one of the cluster that it leads
      obligationsNotFiledCsv: { rowCount: 2, content: expect.stringContaining('Trúc Bạch') },
      byUnit: { groups: expect.anything() },
      byQuarter: { groups: expect.anything() },
    });
    expect(data!['obligationsNotFiledCsv']).not.toMatchObject({ content: expect.stringContaining('Phúc Xá') });
    for (const by of ['byUnit', 'byQuarter']) {
      const { groups } = data![by] as unknown as { groups: { opened: number }[] };
      expect([by, groups.reduce((sum, { opened }) => sum + opened, 0)]).toEqual([by, ownIds.length]);
    }
  });

  it('cannot tell what is not theirs from what is not there', async () => {
    const { theirs } = guarded;
    const nobodys = 'obligation_00000000000000000000000000';
    const paper = { number: '1/X', date: '2021-01-22', issuer: 'X' };
    const alike = async (query: string, more: object = {}): Promise<void> => {
      const [there, nowhere] = await Promise.all(
        [theirs.filed, nobodys].map(async (id) =>
          JSON.stringify(await thief.ask(query, { id, input: { obligationId: id, ...more } }, { 'x-request-id': 'same' })).replaceAll(
            id,
            'ID',
          ),
        ),
      );
      expect(there).toBe(nowhere);
    };
    await alike('query ($id: ID!) { obligation(id: $id) { id status timeline { edges { cursor } } } node(id: $id) { id } }');
    await alike(payload('fileObligation'), { documents: [paper] });
    await alike(payload('fileObligation'), { documents: [paper], idempotencyKey: 'a-key' }); // the very key of those who filed it
    await alike(payload('correctFiling'), { documents: [{ ...paper, fileId: guarded.fileId }], reason: 'x' });
    await alike(payload('giveExplanation'), { text: 'x', expectedVersion: 1 });
    await alike(payload('acknowledgeReminders'), { upTo: 1 });
    await alike(payload('acceptFiling'));
  });

  it('changes nothing of theirs: no order reaches it, and it stands as it stood', async () => {
    const { laurel, theirs } = guarded;
    const officer = await laurel.desk('officer');
    const versions = () =>
      officer.see(
        `{ ${Object.entries(theirs)
          .map(([name, id]) => `${name}: obligation(id: "${id}") { version status }`)
          .join(' ')} }`,
      );
    const before = await versions();
    for (const [name, { input, needs }] of Object.entries(orders(guarded, 'thief')).filter(([, { input }]) => 'obligationId' in input)) {
      const type = name === 'withdrawFiling' ? 'ObligationReason' : `${name[0]!.toUpperCase()}${name.slice(1)}`;
      const answer = await thief.ask(
        `mutation ($input: ${type}Input!) { ${name}(input: $input) ${schema.selectionOf('Mutation', name, 2)} }`,
        { input },
      );
      expect([name, codesOf(answer, name)]).toEqual([
        name,
        needs === 'obligation.file' || needs === 'obligation.explain' ? ['NOT_FOUND'] : ['FORBIDDEN'],
      ]);
    }
    expect(await versions()).toEqual(before);
  });

  it('enters no other ward into a movement', async () => {
    const { laurel, movementId, phucXa } = guarded;
    const officer = await laurel.desk('officer');
    await officer.does('launchMovement', { movementId, document: { number: '1/PĐ', date: '2021-01-22', issuer: 'UBND' } });
    expect(codesOf(await thief.ask(payload('joinMovement'), { input: { movementId, unitId: phucXa } }), 'joinMovement')).toEqual([
      'UNIT_NOT_INVITED',
    ]);
  });

  it('names no file of others in a paper of their own', async () => {
    const { ownIds, fileId } = guarded;
    const paper = { number: '1/X', date: '2021-01-22', issuer: 'X' };
    for (const id of [fileId, 'file_00000000000000000000000000', '../../secrets.json', '']) {
      const input = { obligationId: ownIds[0], documents: [{ ...paper, fileId: id }] };
      const answer = await thief.ask(payload('fileObligation'), { input });
      expect([id, codesOf(answer, 'fileObligation')]).toEqual([id, ['UNKNOWN_FILE']]);
    }
  });

  it('uses the same idempotency key as others for things of their own', async () => {
    const { ownIds } = guarded;
    const input = { obligationId: ownIds[0], documents: [{ number: '2/X', date: '2021-01-22', issuer: 'X' }], idempotencyKey: 'a-key' };
    const answer = await thief.ask(payload('fileObligation'), { input });
    expect(answer.data!['fileObligation']).toMatchObject({ obligation: { id: ownIds[0], status: 'FILED' }, errors: [] });
  });

  it('turns the officer’s pages and sees the own rows on them', async () => {
    const { laurel, ownIds } = guarded;
    const officer = await laurel.desk('officer');
    const pages =
      'query ($after: String) { officeAgenda(from: "2021-01-01", to: "2022-12-31", first: 100, after: $after) { edges { cursor node { id } } } }';
    const { officeAgenda } = await officer.see(pages);
    for (const at of [0, 40, 99]) {
      const answer = await thief.ask(pages, { after: officeAgenda.edges[at].cursor });
      expect(nodesOf(answer, 'officeAgenda').filter((id) => !ownIds.includes(id))).toEqual([]);
    }
    const { planTasks } = await officer.see(`{ planTasks(planId: "${guarded.planId}", first: 1) { edges { cursor } } }`);
    expect((await thief.ask(pages, { after: planTasks.edges[0].cursor })).errors?.map(({ extensions }) => extensions.code)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('sees no buttons but those of the own obligations', async () => {
    const { data } = await thief.ask(
      '{ officeAgenda(from: "2021-01-01", to: "2022-12-31", first: 100) { edges { node { availableActions { action } } } } }',
    );
    const shown = (data!['officeAgenda'] as unknown as { edges: { node: { availableActions: { action: string }[] } }[] }).edges.flatMap(
      ({ node }) => node.availableActions.map(({ action }) => action),
    );
    expect([...new Set(shown)].toSorted()).toEqual(['correctFiling', 'fileObligation', 'giveExplanation', 'withdrawFiling']);
  });
});

describe('acting for another', () => {
  const asked = (desk: Desk, principal: string) => desk.ask('{ plans { edges { cursor } } }', {}, { 'x-acting-for': principal });
  const refused = [['FORBIDDEN', 'The permission x-acting-for is missing.']];
  const told = ({ errors }: Answer) => errors?.map(({ message, extensions }) => [extensions.code, message]);

  it('is refused alike without a delegation, for somebody who is there and for somebody who is not', async () => {
    const { people } = guarded;
    for (const principal of [people.chairman, people.headPhucXa, 'per_00000000000000000000000000', '*', "' OR 1=1 --"]) {
      expect([principal, told(await asked(thief, principal))]).toEqual([principal, refused]);
    }
  });

  it('is refused once the delegation is over, or taken back', async () => {
    const { laurel, people } = guarded;
    const [head, clerk] = [await laurel.desk('head-phuc-xa'), await laurel.desk('clerk-phuc-xa')];
    const terms = {
      form: 'KT',
      principalId: people.headPhucXa,
      delegateId: people.clerkTrucBach,
      permissions: ['plan.read', 'obligation.file'],
    };
    await head.does('grantDelegation', { ...terms, from: '2021-01-22', to: '2021-02-01' });
    await head.does('grantDelegation', { ...terms, from: '2021-12-01' });
    await head.does('revokeDelegation', { delegationId: guarded.delegationId, on: '2021-02-05', reason: 'Thôi ủy quyền' });
    await laurel.settled();
    expect(told(await asked(thief, people.headPhucXa))).toEqual(refused);
    expect(told(await asked(clerk, people.headPhucXa))).toEqual(refused);
  });
});

describe('another authority', () => {
  it('finds nothing here, with the same ids, the same units and every role at once', async () => {
    const { laurel, phucXa, people } = guarded;
    const roles = ['OFFICER', 'UNIT_CLERK', 'UNIT_HEAD', 'CHAIRMAN', 'AUDITOR', 'ADMINISTRATOR'].map((role) => ({ role, units: [phucXa] }));
    const token = await laurel.platform.issuer.tokenFor({ person: people.officer, tenant: 'hoan-kiem', roles });
    const stranger = watched(laurel.stranger(token));
    for (const [name, { ask }] of Object.entries(questions(guarded))) {
      const answer = await stranger.ask(`{ ${callOf(ask)} ${schema.selectionOf('Query', name, 1)} }`);
      const found = answer.data![name] as unknown;
      const { edges, groups, rowCount } = (found ?? {}) as Readonly<Record<string, unknown>>;
      const rows = found === null || Array.isArray(found) ? found : (edges ?? groups ?? rowCount ?? name);
      if (['viewer', 'calendarYear', 'officePolicy'].includes(name)) continue; // one's own, everybody's, and what holds where nobody chose
      expect([name, rows ?? [], answer.errors]).toEqual([name, name === 'obligationsNotFiledCsv' ? 0 : [], undefined]);
    }
    const theirOrders = Object.entries(orders(guarded, 'abroad')).filter(([, { input }]) =>
      ['obligationId', 'planId', 'personId', 'delegationId'].some((id) => id in input),
    );
    for (const [name, { input }] of theirOrders) {
      if (name === 'resolvePlanIssue' || name === 'reopenPlanIssue' || name === 'withdrawFiling' || name === 'assignOffice') continue; // input types of other names
      expect([name, codesOf(await stranger.ask(payload(name), { input }), name)]).toEqual([name, ['NOT_FOUND']]);
    }
  });
});

describe('whatever stands in an argument', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      "' OR '1'='1",
      "'; DROP TABLE events; --",
      '%',
      '_%_',
      '*',
      '"',
      '\\',
      '\u0000',
      '\uD800',
      '../../etc/passwd',
      '${jndi:x}',
      '{"$gt":""}',
      'NaN',
      '\u202E',
    ),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      'a'.repeat(1999),
      'WyJieUhvbGRlciJd',
      Buffer.from('["byDay",{"a":1},2]').toString('base64url'),
      Buffer.from('r-1').toString('base64url'),
    ),
  );
  const query = `query ($s: String!, $i: ID!, $p: ID!) {
    searchOrganisations(text: $s) { edges { node { id } } }
    searchPeople(text: $s) { edges { node { id name } } }
    searchPlanTasks(words: $s) { edges { node { no } } }
    organisation(code: $s) { id }
    group(code: $s) { id }
    officeHolder(code: $s) { id name }
    people(unitId: $i) { edges { node { name } } }
    person(id: $i) { name }
    obligation(id: $i) { id }
    obligations(filter: { planId: $i }) { edges { node { id } } totalCount { count } }
    obligationsNotFiledCsv(milestoneId: $i) { content }
    progress(planId: $i, by: UNIT) { groups { unit { id } } }
    planTasks(planId: $p, filter: { unitId: $i }) { edges { node { no } } }
    reminders(unitId: $i) { edges { node { number } } }
    movement(id: $i) { id }
    node(id: $i) { id }
  }`;
  const paged = `query ($s: String!) {
    officeAgenda(from: "2021-01-01", to: "2022-12-31", after: $s) { edges { node { id } } }
    organisations(before: $s) { edges { node { id } } }
    plans { edges { node { timeline(after: $s) { edges { cursor } } } } }
  }`;
  const dated =
    'query ($s: Date!) { officeAgenda(from: $s, to: $s) { edges { node { id } } } organisations(asOf: $s) { edges { node { id } } } }';
  const known = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);

  it('is an answer or a bad input, never a fault, and never another’s row', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (s, i) => {
        const variables = { s, i, p: guarded.planId };
        for (const question of [query, paged, dated]) {
          const { errors = [] } = await thief.ask(question, variables, {
            'x-after-position': encodeURIComponent(`plans:${Buffer.from(s).toString()}`).slice(0, 200),
          });
          expect(errors.filter(({ extensions: { code } }) => !known.has(code))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('of an order too: a word is written as it is, or refused', async () => {
    const own = guarded.ownIds[1];
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (s, i) => {
        const input = { obligationId: own, documents: [{ number: s, date: '2021-01-22', issuer: s, title: i }], idempotencyKey: i };
        for (const [name, more] of [
          ['fileObligation', input],
          ['fileObligation', { ...input, obligationId: i }],
          ['joinMovement', { movementId: i, unitId: s, idempotencyKey: s }],
          ['acknowledgeReminders', { obligationId: i, upTo: -1 }],
        ] as const) {
          const { errors = [] } = await thief.ask(payload(name), { input: more });
          expect([name, errors.filter(({ extensions: { code } }) => !known.has(code))]).toEqual([name, []]);
        }
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it('a position that nobody wrote is late or nothing, and the answer comes all the same', async () => {
    const headers = [
      'plans:',
      'plans:x',
      'plans:-1',
      'directory:0 plans:%00',
      'plans:9'.repeat(50),
      'plans:9 '.repeat(500),
      ',,,',
      'laurel:1',
    ];
    const answers = await Promise.all(
      headers.map((header) => thief.ask('{ plans { edges { node { number } } } }', {}, { 'x-after-position': header })),
    );
    for (const { errors, data } of answers) {
      expect([errors, data]).toEqual([undefined, { plans: { edges: [{ node: { number: '28/KH-UBND' } }] } }]);
    }
  });
});
