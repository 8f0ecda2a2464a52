import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessBus } from '@laurel/event-bus';
import { type AnyAggregate, type Command, handleCommand } from '@laurel/event-sourcing';
import { eventCodec } from '@laurel/personal-data';
import { openSqliteReadModels } from '@laurel/read-models/sqlite';
import { derivedId, type HostedService, hostService } from '@laurel/runtime';
import { type Claims, openSubgraph, type Subgraph } from '@laurel/subgraph';
import { memoryBlobs, memoryEventStore, memoryKeyStore } from '@laurel/testing';
import pino from 'pino';
import { handover } from '../handover/handover.decider.js';
import { plansPart } from '../index.js';
import { movement } from '../movement/movement.decider.js';
import { obligation } from '../obligation/obligation.decider.js';
import { fiveColumns, planText } from '../reading/fixtures/plan-text.js';

const tenant = 'ba-dinh';
const folder = mkdtempSync(join(tmpdir(), 'obligations-'));
const planId = derivedId('plan', 'spec');
const milestoneId = derivedId('milestone', 'spec');
const many = derivedId('milestone', 'many');
const idOf = (unit: string) => derivedId('obligation', 'spec', unit);

const held = (person: string, role: string, units: readonly string[] = [], of = tenant): Claims => ({
  person,
  tenant: of,
  roles: [{ role, units }],
});
const claims = new Map<string, Claims>([
  ['officer', held('per_officer', 'OFFICER')],
  ['clerk', held('per_clerk', 'UNIT_CLERK', ['org_phuc-xa'])],
  ['other', held('per_other', 'UNIT_CLERK', ['org_kim-ma'])],
  ['successor', held('per_successor', 'UNIT_CLERK', ['org_hong-ha'])],
  ['auditor', held('per_auditor', 'AUDITOR')],
  ['stranger', held('per_x', 'OFFICER', [], 'tay-ho')],
]);

let now = '2021-01-22T01:00:00.000Z';
const moved = new Set<() => void>();
const clock = {
  now: () => now,
  onMove: (listener: () => void) => {
    moved.add(listener);
    return () => moved.delete(listener);
  },
};
let host: HostedService;
let subgraph: Subgraph;

const clockTo = async (instant: string): Promise<void> => {
  now = instant;
  moved.forEach((listener) => listener());
  await host.settled();
};
/** An order of a process, as the opening gives it. */
const give = (aggregate: AnyAggregate, id: string, type: string, data: unknown) => {
  const order: Command = {
    type,
    data,
    id: randomUUID(),
    hash: '',
    at: now,
    scope: { tenant },
    by: { process: 'spec' },
    correlationId: 'r',
  };
  return handleCommand(host.platform, aggregate, id, order);
};
const open = (id: string, unit: string, milestone: string, lastDay = '2021-01-27', plan = planId, taskId = 'task_8') =>
  give(obligation, id, 'OpenObligation', {
    planId: plan,
    taskId,
    taskNo: 8,
    quarter: 1,
    milestoneId: milestone,
    unitIds: [unit],
    holderIds: [unit],
    lastDay,
    reminders: { before: [3], overdueEvery: 7 },
    chained: false,
    of: 1,
  });

/** The directory says nothing here: no names, no mergers. */
const silent = {
  store: memoryEventStore(),
  codec: eventCodec(memoryKeyStore()),
  publishing: { topic: 'laurel.directory.v1', service: 'directory', map: {} },
  vocabulary: [],
};

beforeAll(async () => {
  const logger = pino({ level: 'silent' });
  const readModels = await openSqliteReadModels({ path: join(folder, 'read.db') });
  const engines = {
    store: memoryEventStore(),
    readModels,
    bus: inProcessBus({ topics: [silent], readModels }),
    codec: eventCodec(memoryKeyStore()),
    blobs: memoryBlobs(),
    clock,
    logger,
  };
  host = await hostService(plansPart.definition, engines);
  subgraph = await openSubgraph({
    name: 'plans',
    schemaFolder: plansPart.schemaFolder,
    module: plansPart.module(host),
    logger,
    waitFor: host.waitFor,
    identity: {
      permissions: plansPart.permissions,
      tokens: (token) => Promise.resolve(claims.get(token)),
      clock,
      hash: (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex'),
    },
  });
  await open(idOf('org_phuc-xa'), 'org_phuc-xa', milestoneId);
  await open(idOf('org_kim-ma'), 'org_kim-ma', milestoneId);
  await host.settled();
});
afterAll(async () => {
  await subgraph?.close();
  await host?.stop();
  await host?.engines.readModels.close();
  rmSync(folder, { recursive: true, force: true });
});

const raw = (who: string, query: string, variables: Record<string, unknown> = {}) =>
  subgraph.execute({ query, variables, headers: { authorization: `Bearer ${who}`, 'accept-language': 'en' } });
/** The data, as plain objects; throws what went wrong. */
const ask = async (who: string, query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await raw(who, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data)) as Record<string, never>;
};
const order = async (who: string, mutation: string, type: string, input: Record<string, unknown>, fields: string) => {
  const answer = await ask(
    who,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} errors { code } warnings { code } } }`,
    { input },
  );
  await host.settled();
  return answer[mutation];
};
const report = { number: '12/BC-UBND', date: '2021-01-21', issuer: 'UBND phường Phúc Xá' };
const list = '{ edges { node { id status overdue } } totalCount { count } }';

interface Counted {
  readonly totalCount: { readonly count: number };
}
interface Seen {
  readonly obligation: object | null;
  readonly obligationsNotFiled: Counted;
  readonly officeAgenda: Counted;
  readonly agenda: Counted;
  readonly progress: { readonly groups: readonly { readonly opened: number }[] };
  readonly _entities: readonly unknown[];
}

describe('what a unit owes', () => {
  it('is seen by its clerk and the office alone, through every door', async () => {
    const doors = `query ($id: ID!, $milestone: ID!, $plan: ID!) {
      obligation(id: $id) { id }
      obligationsNotFiled(milestoneId: $milestone) ${list}
      officeAgenda(from: "2021-01-01", to: "2021-12-31") ${list}
      agenda(unitId: "org_phuc-xa", from: "2021-01-01", to: "2021-12-31") ${list}
      progress(planId: $plan, by: QUARTER) { groups { quarter opened } }
      _entities(representations: [{ __typename: "Obligation", id: $id }]) { ... on Obligation { id } }
    }`;
    const variables = { id: idOf('org_phuc-xa'), milestone: milestoneId, plan: planId };
    const seen = async (who: string) => {
      const {
        obligation: one,
        obligationsNotFiled,
        officeAgenda,
        agenda,
        progress,
        _entities,
      } = (await ask(who, doors, variables)) as unknown as Seen;
      return [
        one !== null,
        obligationsNotFiled.totalCount.count,
        officeAgenda.totalCount.count,
        agenda.totalCount.count,
        progress.groups[0]?.opened ?? 0,
        _entities[0] !== null,
      ];
    };
    expect(await seen('officer')).toEqual([true, 2, 2, 1, 2, true]);
    expect(await seen('clerk')).toEqual([true, 1, 1, 1, 1, true]);
    expect(await seen('other')).toEqual([false, 1, 1, 0, 1, false]);
    expect(await seen('stranger')).toEqual([false, 0, 0, 0, 0, false]);
  });

  it('shows each what they may do with it, and by when', async () => {
    const buttons = async (who: string) => {
      const { obligation: one } = await ask(
        who,
        `{ obligation(id: "${idOf('org_phuc-xa')}") { availableActions { action allowed deadline reasons { code } } } }`,
      );
      return (one as unknown as { availableActions: { action: string; allowed: boolean; deadline: string; reasons: { code: string }[] }[] })
        .availableActions;
    };
    expect(await buttons('clerk')).toEqual([
      { action: 'fileObligation', allowed: true, deadline: '2021-01-27', reasons: [] },
      { action: 'withdrawFiling', allowed: false, deadline: null, reasons: [{ code: 'NOTHING_FILED' }] },
      { action: 'correctFiling', allowed: false, deadline: null, reasons: [{ code: 'NOTHING_FILED' }] },
      { action: 'giveExplanation', allowed: false, deadline: null, reasons: [{ code: 'NO_EXPLANATION_ASKED' }] },
    ]);
    expect((await buttons('officer')).map(({ action }) => action)).not.toContain('fileObligation');
    expect(await buttons('auditor')).toEqual([]);
  });

  it('is reminded by the clock, and the unit says that it has seen it', async () => {
    await clockTo('2021-01-24T02:00:00.000Z');
    const inbox =
      '{ reminders(unitId: "org_phuc-xa") { edges { node { number kind sentOn daysToGo acknowledgedOn obligation { id } } } } }';
    const one = {
      number: 1,
      kind: 'BEFORE',
      sentOn: '2021-01-24',
      daysToGo: 3,
      acknowledgedOn: null,
      obligation: { id: idOf('org_phuc-xa') },
    };
    expect(await ask('clerk', inbox)).toEqual({ reminders: { edges: [{ node: one }] } });
    expect(await ask('other', inbox)).toEqual({ reminders: { edges: [] } });
    const seen = { obligationId: idOf('org_phuc-xa'), upTo: 1 };
    expect(await order('other', 'acknowledgeReminders', 'AcknowledgeRemindersInput', seen, 'sent')).toMatchObject({
      errors: [{ code: 'NOT_FOUND' }],
    });
    expect(await order('clerk', 'acknowledgeReminders', 'AcknowledgeRemindersInput', seen, 'sent acknowledged')).toEqual({
      sent: 1,
      acknowledged: 1,
      errors: [],
      warnings: [],
    });
    expect(await ask('clerk', inbox)).toEqual({ reminders: { edges: [{ node: { ...one, acknowledgedOn: '2021-01-24' } }] } });
    const remind = { obligationId: idOf('org_phuc-xa'), message: 'Khẩn trương' };
    expect(await order('officer', 'remindObligation', 'RemindObligationInput', remind, 'sent')).toMatchObject({ sent: 2, errors: [] });
    expect(await order('officer', 'remindObligation', 'RemindObligationInput', remind, 'sent')).toMatchObject({
      sent: null,
      errors: [{ code: 'REMINDED_TODAY' }],
    });
  });

  it('is filed on the day of the clock, late whatever the client would like, and by its own clerk only', async () => {
    await clockTo('2021-01-29T02:00:00.000Z');
    const filing = { obligationId: idOf('org_phuc-xa'), documents: [report], idempotencyKey: 'k' };
    const fields = 'obligation { status filedOn late overdue documents { number fileId } }';
    expect(await order('other', 'fileObligation', 'FileObligationInput', filing, fields)).toEqual({
      obligation: null,
      errors: [{ code: 'NOT_FOUND' }],
      warnings: [],
    });
    const withFile = { ...filing, idempotencyKey: 'f', documents: [{ ...report, fileId: 'file_none' }] };
    expect(await order('clerk', 'fileObligation', 'FileObligationInput', withFile, fields)).toMatchObject({
      errors: [{ code: 'UNKNOWN_FILE' }],
    });
    const done = {
      obligation: {
        status: 'FILED',
        filedOn: '2021-01-29',
        late: true,
        overdue: false,
        documents: [{ number: '12/BC-UBND', fileId: null }],
      },
      errors: [],
      warnings: [{ code: 'FILED_LATE' }],
    };
    expect(await order('clerk', 'fileObligation', 'FileObligationInput', filing, fields)).toEqual(done);
    expect(await order('clerk', 'fileObligation', 'FileObligationInput', filing, fields)).toEqual(done);
    const { errors } = await raw(
      'officer',
      'mutation ($input: FileObligationInput!) { fileObligation(input: $input) { errors { code } } }',
      { input: filing },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'obligation.file' });
  });

  it('counts as of any day, and tells its history', async () => {
    const asOf = async (day: string) => {
      const { progress } = await ask(
        'officer',
        `{ progress(planId: "${planId}", by: UNIT, asOf: "${day}") { groups { unit { id } opened filed late overdue } } }`,
      );
      return (
        progress as unknown as { groups: { unit: { id: string }; opened: number; filed: number; late: number; overdue: number }[] }
      ).groups.find(({ unit }) => unit.id === 'org_phuc-xa');
    };
    const unit = { id: 'org_phuc-xa' };
    expect(await asOf('2021-01-27')).toEqual({ unit, opened: 1, filed: 0, late: 0, overdue: 0 });
    expect(await asOf('2021-01-28')).toEqual({ unit, opened: 1, filed: 0, late: 0, overdue: 1 });
    expect(await asOf('2021-01-29')).toEqual({ unit, opened: 1, filed: 1, late: 1, overdue: 0 });
    const { obligation: one } = await ask(
      'clerk',
      `{ obligation(id: "${idOf('org_phuc-xa')}") { timeline { edges { node { event text process actor { id } } } } } }`,
    );
    expect((one as unknown as { timeline: { edges: { node: object }[] } }).timeline.edges.map(({ node }) => node)).toEqual([
      { event: 'ObligationFiled', text: '1 documents were filed on 2021-01-29, late.', process: null, actor: { id: 'per_clerk' } },
      { event: 'ObligationBecameOverdue', text: 'Overdue (2021-01-27).', process: 'timer', actor: null },
      { event: 'ObligationOpened', text: 'Opened; the last day is 2021-01-27.', process: 'spec', actor: null },
    ]);
  });

  it('shows who has not filed, as a spreadsheet too', async () => {
    const query = `{ obligationsNotFiled(milestoneId: "${milestoneId}") ${list} obligationsNotFiledCsv(milestoneId: "${milestoneId}") { fileName rowCount content } }`;
    expect(await ask('officer', query)).toEqual({
      obligationsNotFiled: { edges: [{ node: { id: idOf('org_kim-ma'), status: 'OPEN', overdue: true } }], totalCount: { count: 1 } },
      obligationsNotFiledCsv: {
        fileName: 'chua-nop-2021-01-29.csv',
        rowCount: 1,
        content:
          '\uFEFFNhiệm vụ số,Nội dung,Kỳ,Mã đơn vị,Đơn vị,Hạn,Quá hạn,Số ngày quá hạn,Được nộp muộn đến\r\n8,,,org_kim-ma,org_kim-ma,27/01/2021,x,2,\r\n',
      },
    });
  });

  it('is listed by what an index serves, and says so of anything else', async () => {
    const { errors } = await raw('officer', '{ obligations(filter: { statuses: [OPEN] }) { edges { node { id } } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['filter'] });
    const overdue = await ask('officer', `{ obligations(filter: { planId: "${planId}", overdue: true }) ${list} }`);
    expect(overdue).toMatchObject({ obligations: { totalCount: { count: 1 } } });
  });
});

describe('an explanation', () => {
  it('is asked for by the office and given by the unit, with papers', async () => {
    const asked = { obligationId: idOf('org_phuc-xa'), question: 'Vì sao nộp muộn?', answerBy: '2021-02-02' };
    const fields = 'obligation { explanation { question answerBy answer documents { number } } }';
    expect(await order('officer', 'askExplanation', 'AskExplanationInput', asked, fields)).toMatchObject({
      obligation: { explanation: { question: 'Vì sao nộp muộn?', answerBy: '2021-02-02', answer: null, documents: [] } },
    });
    const given = { obligationId: idOf('org_phuc-xa'), text: 'Cán bộ phụ trách nghỉ ốm', documents: [report] };
    const explained = {
      question: 'Vì sao nộp muộn?',
      answerBy: '2021-02-02',
      answer: 'Cán bộ phụ trách nghỉ ốm',
      documents: [{ number: '12/BC-UBND' }],
    };
    expect(await order('clerk', 'giveExplanation', 'GiveExplanationInput', given, fields)).toMatchObject({
      obligation: { explanation: explained },
    });
    const { obligation: row } = await ask(
      'officer',
      `{ obligation(id: "${idOf('org_phuc-xa')}") { explanation { question answerBy answer documents { number } } } }`,
    );
    expect(row).toEqual({ explanation: explained });
  });
});

describe('one order for everybody', () => {
  it('is answered one by one where they are few', async () => {
    const answer = await order(
      'officer',
      'acceptAllFiled',
      'AcceptAllFiledInput',
      { milestoneId },
      'workId count items { obligationId done errors { code } }',
    );
    expect(answer).toEqual({
      workId: null,
      count: 1,
      items: [{ obligationId: idOf('org_phuc-xa'), done: true, errors: [] }],
      errors: [],
      warnings: [],
    });
    const extension = { milestoneId, lastDay: '2021-01-20', reason: 'dịch bệnh' };
    expect(
      await order('officer', 'extendMilestone', 'ExtendMilestoneInput', extension, 'count items { done errors { code } }'),
    ).toMatchObject({
      items: [{ done: false, errors: [{ code: 'EXTENSION_NOT_LATER' }, { code: 'DAY_ALREADY_PAST' }] }],
    });
  });

  it('is for those alone who may do it to one', async () => {
    const { errors } = await raw('clerk', 'mutation ($input: AcceptAllFiledInput!) { acceptAllFiled(input: $input) { count } }', {
      input: { milestoneId },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'obligation.review' });
  });

  it('is a process with progress where they are many', async () => {
    for (let unit = 0; unit < 120; unit += 1) await open(derivedId('obligation', 'many', String(unit)), `org_${unit}`, many, '2021-03-31');
    await host.settled();
    const extension = { milestoneId: many, lastDay: '2021-04-15', reason: 'dịch bệnh', idempotencyKey: 'x' };
    const { workId, count, items } = (await order(
      'officer',
      'extendMilestone',
      'ExtendMilestoneInput',
      extension,
      'workId count items { done }',
    )) as unknown as {
      workId: string;
      count: number;
      items: null;
    };
    expect({ count, items }).toEqual({ count: 120, items: null });
    expect(await ask('officer', `{ bulkWork(workId: "${workId}") { kind state total done nothing refused refusals { target } } }`)).toEqual(
      {
        bulkWork: { kind: 'BULK', state: 'RESTING', total: 120, done: 120, nothing: 0, refused: 0, refusals: [] },
      },
    );
    const { obligations } = await ask(
      'officer',
      `{ obligations(filter: { milestoneId: "${many}" }, last: 1) { edges { node { lastDay } } totalCount { count exact } } }`,
    );
    expect(obligations).toEqual({ edges: [{ node: { lastDay: '2021-04-15' } }], totalCount: { count: 120, exact: true } });
    expect(await order('officer', 'extendMilestone', 'ExtendMilestoneInput', extension, 'workId count')).toEqual({
      workId,
      count: 120,
      errors: [],
      warnings: [],
    });
    const otherwise = { ...extension, reason: 'bão lụt' };
    expect(await order('officer', 'extendMilestone', 'ExtendMilestoneInput', otherwise, 'workId')).toMatchObject({
      errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    const { data } = await raw('other', `{ bulkWork(workId: "${workId}") { total } }`);
    expect(data).toEqual({ bulkWork: null });
  });
});

describe('a unit that ends', () => {
  it('is succeeded in what it owes, on its day', async () => {
    const planned = { from: 'org_kim-ma', to: ['org_hong-ha'], effectiveOn: '2021-02-01', why: 'MERGED' };
    await give(handover, 'org_kim-ma', 'PlanHandover', planned);
    await clockTo('2021-02-01T02:00:00.000Z');
    const query = `{ obligation(id: "${idOf('org_kim-ma')}") { units { id } holders { id } } }`;
    const passed = { obligation: { units: [{ id: 'org_hong-ha' }], holders: [{ id: 'org_kim-ma' }, { id: 'org_hong-ha' }] } };
    expect(await ask('successor', query)).toEqual(passed);
    expect(await ask('other', query)).toEqual(passed);
  });
});

describe('movements and the calendar', () => {
  it('lets the office launch, a clerk join for the own unit, and the office review', async () => {
    const id = derivedId('movement', 'spec');
    const terms = {
      planId,
      nameVi: 'Thi đua chào mừng bầu cử',
      kind: 'DRIVE',
      launchTasks: [4],
      reviewTasks: [19],
      unitIds: ['org_phuc-xa', 'org_kim-ma'],
    };
    await give(movement, id, 'PlanMovement', terms);
    const launch = { movementId: id, document: { ...report, number: '30/PĐ-UBND' } };
    expect(await order('officer', 'launchMovement', 'LaunchMovementInput', launch, 'movement { status launchedOn }')).toMatchObject({
      movement: { status: 'LAUNCHED', launchedOn: '2021-02-01' },
    });
    expect(
      await order('clerk', 'joinMovement', 'JoinMovementInput', { movementId: id, unitId: 'org_kim-ma' }, 'movement { id }'),
    ).toMatchObject({
      errors: [{ code: 'UNIT_NOT_INVITED' }],
    });
    expect(
      await order(
        'clerk',
        'joinMovement',
        'JoinMovementInput',
        { movementId: id, unitId: 'org_phuc-xa' },
        'movement { joined { unit { id } on } }',
      ),
    ).toMatchObject({
      movement: { joined: [{ unit: { id: 'org_phuc-xa' }, on: '2021-02-01' }] },
      errors: [],
    });
    const review = { movementId: id, document: report, summary: 'Đạt' };
    expect(await order('officer', 'holdFinalReview', 'HoldReviewInput', review, 'movement { status }')).toMatchObject({
      movement: { status: 'CLOSED' },
    });
    const { movements } = await ask(
      'other',
      `{ movements(planId: "${planId}") { edges { node { name status finalReview { summary } } } } }`,
    );
    expect(movements).toEqual({
      edges: [{ node: { name: 'Thi đua chào mừng bầu cử', status: 'CLOSED', finalReview: { summary: 'Đạt' } } }],
    });
  });

  it('tells the year, and that nobody has entered one', async () => {
    const { calendarYear } = (await ask('clerk', '{ calendarYear(year: 2021) { hasData daysOff { date kind name } } }')) as unknown as {
      calendarYear: { hasData: boolean; daysOff: { date: string; kind: string; name: string | null }[] };
    };
    expect(calendarYear.hasData).toBe(true);
    expect(calendarYear.daysOff[0]).toEqual({ date: '2021-01-01', kind: 'HOLIDAY', name: 'Tết Dương lịch' });
    expect(await ask('clerk', '{ calendarYear(year: 2031) { hasData source } }')).toEqual({
      calendarYear: { hasData: false, source: null },
    });
  });
});

describe('a plan that is closed', () => {
  it('names papers whose files are there, lists who has not filed by name, and is told how many obligations end unfiled', async () => {
    const text = planText([[...fiveColumns], ['1', 'Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', 'trước ngày 15/3/2022']]);
    const answer = (await order('officer', 'importPlan', 'ImportPlanInput', { text }, 'plan { id }')) as unknown as {
      plan: { id: string };
    };
    const { id } = answer.plan;
    expect(await order('officer', 'issuePlan', 'IssuePlanInput', { planId: id }, 'plan { status }')).toMatchObject({
      plan: { status: 'ISSUED' },
    });
    const unknown = { errors: [{ code: 'UNKNOWN_FILE' }] };
    const document = { ...report, fileId: 'file_none' };
    const change = { withdrawTask: { taskId: 'task_x' } };
    const amending = { planId: id, document, reason: 'x', changes: [change] };
    expect(await order('officer', 'amendPlan', 'AmendPlanInput', amending, 'position')).toMatchObject(unknown);
    const arrived = { planId: id, fromTask: 1, document };
    expect(await order('officer', 'recordAwaitedDocument', 'RecordAwaitedDocumentInput', arrived, 'position')).toMatchObject(unknown);
    const { planTasks } = await ask('officer', `{ planTasks(planId: "${id}") { edges { node { id } } } }`);
    const task = (planTasks as unknown as { edges: { node: { id: string } }[] }).edges[0]!.node.id;
    const owed = ['org_phuc-xa', 'org_doi-can', 'org_hong-ha'].map((unit) => [derivedId('obligation', id, unit), unit] as const);
    for (const [obligationId, unit] of owed) await open(obligationId, unit, derivedId('milestone', id), '2022-03-14', id, task);
    await host.settled();
    await order('clerk', 'fileObligation', 'FileObligationInput', { obligationId: owed[0]![0], documents: [report] }, 'position');
    const close = () =>
      order(
        'officer',
        'closePlan',
        'ClosePlanInput',
        { planId: id, reason: 'Hết năm', idempotencyKey: 'close' },
        'plan { status } warnings { code message }',
      );
    const closed = {
      plan: { status: 'CLOSED' },
      errors: [],
      warnings: [{ code: 'OBLIGATIONS_END_UNFILED', message: '2 obligations that were never filed end and count as unfiled.' }],
    };
    const milestone = derivedId('milestone', id);
    const { obligationsNotFiledCsv: csv } = await ask('officer', `{ obligationsNotFiledCsv(milestoneId: "${milestone}") { content } }`);
    expect((csv as unknown as { content: string }).content.split('\r\n').map((line) => line.split(',').slice(0, 5))).toEqual([
      ['\uFEFFNhiệm vụ số', 'Nội dung', 'Kỳ', 'Mã đơn vị', 'Đơn vị'],
      ['8', 'Xét khen thưởng', '', 'org_doi-can', 'org_doi-can'],
      ['8', 'Xét khen thưởng', '', 'org_hong-ha', 'org_hong-ha'],
      [''],
    ]);
    expect(await close()).toEqual(closed);
    await give(obligation, owed[1]![0], 'EndObligationUnfiled', { reason: 'Hết năm' });
    await host.settled();
    expect(await close()).toEqual(closed);
  });
});
