import assert from 'node:assert/strict';
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

/** One after the other; each throws when an answer is not what it has to be. */
export interface Step {
  readonly name: string;
  /** Where it may take long. */
  readonly boundMs?: number;
  readonly run: () => Promise<void>;
}

interface BlockingIssue {
  readonly id: string;
  readonly code: string;
  readonly task: { readonly no: number };
  readonly place: { readonly text: string };
  readonly candidates: readonly string[];
}

const paper = { number: '12/BC-UBND', date: '2021-01-22', issuer: 'UBND phường Phúc Xá' };
const filed = 'obligation { status filedOn late }';
const codesOf = (told: readonly { readonly code: string }[]): readonly string[] => told.map(({ code }) => code);

/** The real plan from its import to the first late filing, with figures that are the same in whatever form Laurel runs. */
export const planFlow = ({ laurel, planId: planIdOf, whileIssuing = async () => undefined }: PlanFlow): readonly Step[] => {
  let officer: Desk;
  let planId: string;
  let office: Office;

  const blocking = async () => {
    const { planIssues } = await officer.see(
      'query ($planId: ID!) { planIssues(planId: $planId, filter: { severity: BLOCKING }, first: 100) { edges { node { id code severity task { no } place { column text line } explanation candidates } } } }',
      { planId },
    );
    return (planIssues.edges as { node: BlockingIssue }[]).map(({ node }) => node);
  };

  return [
    {
      name: 'shows 42 tasks and why each anomaly is one',
      run: async () => {
        officer = await laurel().desk('officer');
        planId = await planIdOf();
        const { planTasks } = await officer.see(
          'query ($planId: ID!) { planTasks(planId: $planId, first: 100) { totalCount { count exact } edges { node { no content state milestones { raw deadline { kind date lastDay settled } } } } } }',
          { planId },
        );
        assert.deepEqual(planTasks.totalCount, { count: 42, exact: true });
        const { no, state, milestones } = planTasks.edges[15].node;
        const { kind, date, settled } = milestones[0].deadline;
        assert.deepEqual({ no, state, milestones: milestones.length }, { no: 16, state: 'DRAFT', milestones: 2 });
        assert.deepEqual({ kind, date, settled }, { kind: 'BEFORE', date: null, settled: false });
        assert.deepEqual(
          (await blocking()).map(({ code, task, place, candidates }) => [code, task.no, place.text, candidates]),
          [
            ['INVALID_DATE', 16, '30/02/2021', ['2021-02-28']],
            ['YEAR_MISMATCH', 21, '30/6/2020', ['2021-06-30']],
            ['YEAR_MISMATCH', 21, '30/5/2020', ['2021-05-30']],
          ],
        );
      },
    },
    {
      name: 'is not issued while rows 16 and 21 are open',
      run: async () => {
        const { errors, plan } = await officer.order('issuePlan', { planId }, 'plan { status }');
        assert.equal(plan, null);
        assert.deepEqual(codesOf(errors), ['PLAN_HAS_BLOCKING_ISSUE', 'PLAN_HAS_BLOCKING_ISSUE', 'PLAN_HAS_BLOCKING_ISSUE']);
      },
    },
    {
      name: `is issued once a person has chosen, and ${openedAtIssue} obligations open, each once`,
      boundMs: 90_000,
      run: async () => {
        const told: string[] = [];
        for (const { id, candidates } of await blocking()) {
          const resolved = await officer.does(
            'resolvePlanIssue',
            { planId, issueId: id, choice: { date: candidates[0] }, reason: 'Theo văn bản gốc của Phòng Nội vụ' },
            'issue { resolved resolution { value } }',
          );
          told.push(...resolved.warnings.map(({ message }: { message: string }) => message));
        }
        // Before 28/02/2021, a Sunday, means until the Saturday; before 30/05/2021 likewise.
        assert.deepEqual(told, [
          '27/02/2021 is a Saturday. The deadline does not move by itself.',
          '29/05/2021 is a Saturday. The deadline does not move by itself.',
        ]);
        const issuing = officer.does('issuePlan', { planId, idempotencyKey: 'issue' }, 'plan { status issuedOn }');
        const [{ plan, warnings }] = await Promise.all([issuing, whileIssuing()]);
        assert.deepEqual(plan, { status: 'ISSUED', issuedOn: '2021-01-22' });
        assert.deepEqual(codesOf(warnings), ['GROUP_HAS_NO_MEMBERS', 'GROUP_HAS_NO_MEMBERS', 'ISSUES_LEFT_OPEN']);
        await laurel().settled();
        const data = await officer.see(
          'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing refused } timeline { edges { node { event text actor { id } } } } } }',
          { planId },
        );
        assert.deepEqual(data.plan.opening, { state: 'RESTING', total: openedAtIssue, done: openedAtIssue, nothing: 0, refused: 0 });
        assert.deepEqual(
          data.plan.timeline.edges.map(({ node }: { node: { event: string } }) => node.event),
          ['PlanIssued', 'PlanIssueResolved', 'PlanIssueResolved', 'PlanIssueResolved', 'PlanImported'],
        );
        office = await officeOf(laurel(), planId);
        assert.deepEqual(sumOf(Object.values((await standingOf(office, officer)).sections)), figures(openedAtIssue));
        const events = await eventsOfObligations(officer, planId);
        assert.deepEqual([events.size, [...new Set(events.values())]], [openedAtIssue, ['ObligationOpened']]);
      },
    },
    {
      name: 'gives a ward its own to file, and a repeat of the order the same answer',
      run: async () => {
        const clerk = await laurel().desk('clerk-phuc-xa');
        const { obligations } = await clerk.see(
          'query ($unitId: ID!) { obligations(filter: { unitId: $unitId }, first: 100) { edges { node { id lastDay task { no } } } } }',
          { unitId: await laurel().id('phuong-phuc-xa') },
        );
        assert.equal(obligations.edges.length, 14);
        const [{ node: first }] = obligations.edges;
        assert.deepEqual([first.task.no, first.lastDay], [8, '2021-01-27']);
        const order = { obligationId: first.id, documents: [paper], idempotencyKey: 'file-1' };
        const answer = await clerk.does('fileObligation', order, filed);
        assert.deepEqual(answer.obligation, { status: 'FILED', filedOn: '2021-01-22', late: false });
        assert.deepEqual(await clerk.does('fileObligation', order, filed), answer);
      },
    },
    {
      name: 'knows on 2021-01-29 who has not filed, and takes a filing of that day for late',
      boundMs: 60_000,
      run: async () => {
        await laurel().clockTo(at('2021-01-29'));
        const { obligationsNotFiled } = await officer.see(
          'query ($milestoneId: ID!) { obligationsNotFiled(milestoneId: $milestoneId, first: 100) { edges { node { units { code } } } } }',
          { milestoneId: office.milestone(8) },
        );
        const silent = (obligationsNotFiled.edges as { node: { units: { code: string }[] } }[]).flatMap(({ node }) => codesOf(node.units));
        assert.deepEqual([silent.length, silent.includes('phuong-phuc-xa')], [23, false]);

        const { id } = await office.owedBy('phuong-truc-bach', 8);
        const clerk = await laurel().desk('clerk-truc-bach');
        const { obligation, warnings } = await clerk.does('fileObligation', { obligationId: id, documents: [paper] }, filed);
        assert.deepEqual(obligation, { status: 'FILED', filedOn: '2021-01-29', late: true });
        assert.deepEqual(codesOf(warnings), ['FILED_LATE']);
      },
    },
  ];
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
