import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Desk, type LocalLaurel, openLaurel } from './laurel.js';

const document = new URL('../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url);

let laurel: LocalLaurel;
let officer: Desk;
let planId: string;

beforeAll(async () => {
  laurel = await openLaurel();
  officer = await laurel.desk('officer');
}, 60_000);
afterAll(() => laurel?.close());

const issuesOf = async (filter: string) =>
  (
    await officer.see(
      `query ($planId: ID!) { planIssues(planId: $planId, filter: ${filter}, first: 100) { edges { node { id code severity task { no } place { column text line } explanation candidates } } } }`,
      { planId },
    )
  ).planIssues.edges.map(({ node }: { node: unknown }) => node);

describe('the plan of the district', () => {
  it('is imported through the one schema', async () => {
    const text = (await readFile(document)).toString('base64');
    const input = { contentBase64: text, idempotencyKey: 'plan-28' };
    const selection = 'plan { id number title taskCount openIssues { blocking confirm info } status version }';
    const { plan } = await officer.does('importPlan', input, selection);
    expect(plan).toEqual({
      id: expect.any(String),
      number: '28/KH-UBND',
      title: 'Công tác Thi đua, khen thưởng năm 2021',
      taskCount: 42,
      openIssues: { blocking: 3, confirm: 22, info: 41 },
      status: 'DRAFT',
      version: 0,
    });
    planId = plan.id;
    expect((await officer.does('importPlan', input, selection)).plan).toEqual(plan);
  });

  it('is told when it is imported twice', async () => {
    const text = await readFile(document, 'utf8');
    const answer = await officer.order('importPlan', { text }, 'plan { id } existing { id }');
    expect(answer).toMatchObject({ plan: null, existing: { id: planId }, errors: [{ code: 'PLAN_ALREADY_IMPORTED' }] });
  });

  it('shows 42 tasks and why each anomaly is one', async () => {
    const data = await officer.see(
      'query ($planId: ID!) { planTasks(planId: $planId, first: 100) { totalCount { count exact } edges { node { no content state milestones { raw deadline { kind date lastDay settled } } } } } }',
      { planId },
    );
    expect(data.planTasks.totalCount).toEqual({ count: 42, exact: true });
    expect(data.planTasks.edges[15].node).toMatchObject({
      no: 16,
      state: 'DRAFT',
      milestones: [{ deadline: { kind: 'BEFORE', date: null, settled: false } }, {}],
    });
    expect(await issuesOf('{ severity: BLOCKING }')).toEqual([
      expect.objectContaining({
        code: 'INVALID_DATE',
        task: { no: 16 },
        candidates: ['2021-02-28'],
        place: expect.objectContaining({ text: '30/02/2021' }),
      }),
      expect.objectContaining({ code: 'YEAR_MISMATCH', task: { no: 21 }, candidates: ['2021-06-30'] }),
      expect.objectContaining({ code: 'YEAR_MISMATCH', task: { no: 21 }, candidates: ['2021-05-30'] }),
    ]);
  });

  it('is not issued while rows 16 and 21 are open', async () => {
    const { errors, plan } = await officer.order('issuePlan', { planId }, 'plan { status }');
    expect(plan).toBeNull();
    expect(errors.map(({ code }: { code: string }) => code)).toEqual([
      'PLAN_HAS_BLOCKING_ISSUE',
      'PLAN_HAS_BLOCKING_ISSUE',
      'PLAN_HAS_BLOCKING_ISSUE',
    ]);
  });

  it('is issued once a person has chosen, and 335 obligations open', async () => {
    const told: string[] = [];
    for (const { id, candidates } of await issuesOf('{ severity: BLOCKING }')) {
      const resolved = await officer.does(
        'resolvePlanIssue',
        { planId, issueId: id, choice: { date: candidates[0] }, reason: 'Theo văn bản gốc của Phòng Nội vụ' },
        'issue { resolved resolution { value } }',
      );
      told.push(...resolved.warnings.map(({ message }: { message: string }) => message));
    }
    // Before 28/02/2021, a Sunday, means until the Saturday; before 30/05/2021 likewise.
    expect(told).toEqual([
      '27/02/2021 is a Saturday. The deadline does not move by itself.',
      '29/05/2021 is a Saturday. The deadline does not move by itself.',
    ]);
    const { plan, warnings } = await officer.does('issuePlan', { planId, idempotencyKey: 'issue' }, 'plan { status issuedOn }');
    expect(plan).toEqual({ status: 'ISSUED', issuedOn: '2021-01-22' });
    expect(warnings.map(({ code }: { code: string }) => code)).toEqual([
      'GROUP_HAS_NO_MEMBERS',
      'GROUP_HAS_NO_MEMBERS',
      'ISSUES_LEFT_OPEN',
    ]);
    await laurel.settled();
    const data = await officer.see(
      'query ($planId: ID!) { plan(id: $planId) { timeline { edges { node { event text actor { id } } } } } }',
      { planId },
    );
    expect(data.plan.timeline.edges.map(({ node }: { node: { event: string } }) => node.event)).toEqual([
      'PlanIssued',
      'PlanIssueResolved',
      'PlanIssueResolved',
      'PlanIssueResolved',
      'PlanImported',
    ]);
  });
});
