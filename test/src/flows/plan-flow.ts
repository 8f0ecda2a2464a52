import { describe, expect, it } from '@jest/globals';
import { at } from './days.js';
import { figures, standingOf, sumOf } from './figures.js';
import type { Desk, Laurel } from './laurel.js';
import { type Office, officeOf } from './office.js';

/** What the sample plan opens on the day of issue, rows 16 and 21 settled as the document offers: worked out by hand. */
export const openedAtIssue = 335;

export interface PlanFlow {
  readonly laurel: () => Laurel;
  /** The sample plan, imported and as it was read. */
  readonly planId: () => Promise<string>;
  /** What happens to Laurel once the order to issue is under way; its answer is waited for afterwards. */
  readonly whileIssuing?: () => Promise<void>;
}

const paper = { number: '12/BC-UBND', date: '2021-01-22', issuer: 'UBND phường Phúc Xá' };
const filed = 'obligation { status filedOn late }';

/** The real plan from its import to the first late filing, with figures that are the same in whatever form Laurel runs. */
export const describePlanFlow = ({ laurel, planId: planIdOf, whileIssuing = async () => undefined }: PlanFlow): void => {
  let officer: Desk;
  let planId: string;
  let office: Office;

  const issuesOf = async (filter: string) =>
    (
      await officer.see(
        `query ($planId: ID!) { planIssues(planId: $planId, filter: ${filter}, first: 100) { edges { node { id code severity task { no } place { column text line } explanation candidates } } } }`,
        { planId },
      )
    ).planIssues.edges.map(({ node }: { node: unknown }) => node);

  describe('the plan of the district', () => {
    it('shows 42 tasks and why each anomaly is one', async () => {
      officer = await laurel().desk('officer');
      planId = await planIdOf();
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

    it(`is issued once a person has chosen, and ${openedAtIssue} obligations open, each once`, async () => {
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
      const issuing = officer.does('issuePlan', { planId, idempotencyKey: 'issue' }, 'plan { status issuedOn }');
      const [{ plan, warnings }] = await Promise.all([issuing, whileIssuing()]);
      expect(plan).toEqual({ status: 'ISSUED', issuedOn: '2021-01-22' });
      expect(warnings.map(({ code }: { code: string }) => code)).toEqual([
        'GROUP_HAS_NO_MEMBERS',
        'GROUP_HAS_NO_MEMBERS',
        'ISSUES_LEFT_OPEN',
      ]);
      await laurel().settled();
      const data = await officer.see(
        'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing refused } timeline { edges { node { event text actor { id } } } } } }',
        { planId },
      );
      expect(data.plan.opening).toEqual({ state: 'RESTING', total: openedAtIssue, done: openedAtIssue, nothing: 0, refused: 0 });
      expect(data.plan.timeline.edges.map(({ node }: { node: { event: string } }) => node.event)).toEqual([
        'PlanIssued',
        'PlanIssueResolved',
        'PlanIssueResolved',
        'PlanIssueResolved',
        'PlanImported',
      ]);
      office = await officeOf(laurel(), planId);
      expect(sumOf(Object.values((await standingOf(office, officer)).sections))).toEqual(figures(openedAtIssue));
      const events = await eventsOfObligations(officer, planId);
      expect([events.size, new Set(events.values())]).toEqual([openedAtIssue, new Set(['ObligationOpened'])]);
    }, 90_000);

    it('gives a ward its own to file, and a repeat of the order the same answer', async () => {
      const clerk = await laurel().desk('clerk-phuc-xa');
      const { obligations } = await clerk.see(
        'query ($unitId: ID!) { obligations(filter: { unitId: $unitId }, first: 100) { edges { node { id lastDay task { no } } } } }',
        { unitId: await laurel().id('phuong-phuc-xa') },
      );
      expect(obligations.edges).toHaveLength(14);
      const [{ node: first }] = obligations.edges;
      expect([first.task.no, first.lastDay]).toEqual([8, '2021-01-27']);
      const order = { obligationId: first.id, documents: [paper], idempotencyKey: 'file-1' };
      const answer = await clerk.does('fileObligation', order, filed);
      expect(answer.obligation).toEqual({ status: 'FILED', filedOn: '2021-01-22', late: false });
      expect(await clerk.does('fileObligation', order, filed)).toEqual(answer);
    });

    it('knows on 2021-01-29 who has not filed, and takes a filing of that day for late', async () => {
      await laurel().clockTo(at('2021-01-29'));
      const { obligationsNotFiled } = await officer.see(
        'query ($milestoneId: ID!) { obligationsNotFiled(milestoneId: $milestoneId, first: 100) { edges { node { units { code } } } } }',
        { milestoneId: office.milestone(8) },
      );
      const silent = (obligationsNotFiled.edges as { node: { units: { code: string }[] } }[]).flatMap(({ node }) => node.units);
      expect([silent.length, silent.some(({ code }) => code === 'phuong-phuc-xa')]).toEqual([23, false]);

      const { id } = await office.owedBy('phuong-truc-bach', 8);
      const clerk = await laurel().desk('clerk-truc-bach');
      const { obligation, warnings } = await clerk.does('fileObligation', { obligationId: id, documents: [paper] }, filed);
      expect(obligation).toEqual({ status: 'FILED', filedOn: '2021-01-29', late: true });
      expect(warnings.map(({ code }: { code: string }) => code)).toEqual(['FILED_LATE']);
    }, 60_000);
  });
};

/** Id of each obligation of a plan → its events, the latest first, with commas. */
export const eventsOfObligations = async (officer: Desk, planId: string): Promise<ReadonlyMap<string, string>> => {
  const query = `query ($planId: ID!, $after: String) { obligations(filter: { planId: $planId }, first: 100, after: $after) {
    edges { node { id timeline { edges { node { event } } } } } pageInfo { hasNextPage endCursor } } }`;
  const found = new Map<string, string>();
  for (let after: string | null = null; ;) {
    const { obligations } = await officer.see(query, { planId, after });
    for (const { node } of obligations.edges as { node: { id: string; timeline: { edges: { node: { event: string } }[] } } }[]) {
      if (found.has(node.id)) throw new Error(`${node.id} is listed twice`);
      found.set(node.id, node.timeline.edges.map((edge) => edge.node.event).join());
    }
    if (!obligations.pageInfo.hasNextPage) return found;
    after = obligations.pageInfo.endCursor as string;
  }
};
