import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from './days.js';
import { figures, standingOf } from './figures.js';
import { type Desk, type LocalLaurel, openLaurel } from './laurel.js';
import { type Office, officeWithPlan, settleAllIssues } from './office.js';
import { planOf2025 } from './plan-of-2025.js';

const [trucBach, quanThanh, baDinh] = ['phuong-truc-bach', 'phuong-quan-thanh', 'phuong-ba-dinh'] as const;
const paper = { number: '12/BC-UBND', date: '2025-06-02', issuer: 'UBND phường' };

let laurel: LocalLaurel;
let office: Office;
let officer: Desk;
let planId: string;

const stateOf = async (row: number): Promise<string> =>
  (await officer.see('query ($id: ID!) { planTask(id: $id) { state } }', { id: office.task(row) })).planTask.state as string;

/** What the two wards and their successor have in the plan as of a day; the successor's code is no sample's. */
const unitsAsOf = async (day: string) => {
  const { units } = await standingOf(office, officer, day);
  return { trucBach: units[trucBach], quanThanh: units[quanThanh], baDinh: units[await laurel.id(baDinh)] };
};

beforeAll(async () => {
  laurel = await openLaurel({ clock: at('2025-06-02', '08:00') });
  office = await officeWithPlan(laurel, planOf2025);
  ({ officer, planId } = office);
  await settleAllIssues(office);
  await officer.does('issuePlan', { planId });
  await laurel.settled();
}, 60_000);
afterAll(() => laurel?.close());

describe('two wards that become one on 1 July 2025', () => {
  it('owe as every unit before it', async () => {
    const { rows, units } = await standingOf(office, officer);
    expect(rows).toEqual({ 1: figures(24), 2: figures(24), 3: figures(24), 4: figures(10), 5: figures(1) }); // row 6 waits for the guide
    expect([units[trucBach], units[quanThanh]]).toEqual([figures(3), figures(3)]); // rows 1 and 2, row 3 for June
    await laurel.clockTo(at('2025-06-10'));
    const { id } = await office.owedBy(trucBach, 2);
    await (await laurel.clerkOf(trucBach)).does('fileObligation', { obligationId: id, documents: [paper] });
    await laurel.settled();
    await officer.does('acceptFiling', { obligationId: id });
  }, 60_000);

  it('go on as before while the merger is only ordered', async () => {
    await laurel.clockTo(at('2025-06-16'));
    const administrator = await laurel.desk('administrator');
    const { work } = await administrator.does(
      'mergeOrganisations',
      {
        predecessors: [{ organisationId: await laurel.id(trucBach) }, { organisationId: await laurel.id(quanThanh) }],
        successor: { new: { code: baDinh, kind: 'WARD', name: 'Phường Ba Đình', parentId: await laurel.id('quan-ba-dinh') } },
        on: '2025-07-01',
        basis: 'Nghị quyết số 1656/NQ-UBTVQH15',
      },
      'work { id }',
    );
    await laurel.settled();
    const done = await administrator.see(
      'query ($id: ID!) { node(id: $id) { ... on DirectoryWork { kind finished refused { target } } } }',
      {
        id: work.id,
      },
    );
    expect(done.node).toEqual({ kind: 'MERGER', finished: true, refused: [] });
    await laurel.clockTo(at('2025-06-30', '23:50'));
    expect(await office.owedBy(trucBach, 1)).toMatchObject({ units: [trucBach], holders: [trucBach], status: 'OPEN' });
    expect(await unitsAsOf('2025-06-30')).toEqual({
      trucBach: figures(3, 1, 0, 1),
      quanThanh: figures(3, 0, 0, 0, 1), // row 2
      baDinh: undefined,
    });
  }, 60_000);

  it('pass what is open to the one that follows, on its day, and what is done stays theirs', async () => {
    await laurel.clockTo(at('2025-07-01', '00:00'));
    expect(await unitsAsOf('2025-07-01')).toEqual({
      trucBach: figures(1, 1, 0, 1), // row 2
      quanThanh: undefined,
      baDinh: figures(6, 0, 0, 0, 3), // row 1 twice, row 2 of Quán Thánh, row 3 for June twice and for July once; overdue: row 2, June
    });
    const { rows } = await standingOf(office, officer);
    expect(rows[1]?.opened).toBe(24); // nothing is lost
    expect(rows[3]?.opened).toBe(47); // 24 units in June + 23 in July
    expect(await unitsAsOf('2025-06-30')).toMatchObject({ trucBach: figures(3, 1, 0, 1), baDinh: undefined });
  }, 60_000);

  it('are said to have passed it, and their successor acts for the cluster that one of them led', async () => {
    const successor = await laurel.clerkOf(baDinh);
    const unitId = await laurel.id(baDinh);
    const { agenda } = await successor.see(
      `query ($unitId: ID!) { agenda(unitId: $unitId, from: "2025-06-01", to: "2025-07-31", first: 50) { edges { node {
        task { no } lastDay overdue units { code } holders { code } timeline(first: 1) { edges { node { event text process } } } } } } }`,
      { unitId },
    );
    interface Node {
      readonly task: { readonly no: number };
      readonly lastDay: string;
      readonly overdue: boolean;
      readonly units: readonly { readonly code: string }[];
      readonly holders: readonly { readonly code: string }[];
      readonly timeline: {
        readonly edges: readonly { readonly node: { readonly event: string; readonly text: string; readonly process: string } }[];
      };
    }
    const owed = (agenda.edges as { node: Node }[]).map(({ node }) => node);
    const told = owed.map(
      ({ task, lastDay, overdue, units, holders }) =>
        `${task.no} ${lastDay} ${overdue ? 'overdue' : 'open'} ${units.map(({ code }) => code).join()} / ${holders.map(({ code }) => code).join()}`,
    );
    expect(told.toSorted()).toEqual([
      `1 2025-07-14 open ${baDinh} / ${quanThanh},${baDinh}`,
      `1 2025-07-14 open ${baDinh} / ${trucBach},${baDinh}`,
      `2 2025-06-19 overdue ${baDinh} / ${quanThanh},${baDinh}`,
      `3 2025-06-30 overdue ${baDinh} / ${quanThanh},${baDinh}`,
      `3 2025-06-30 overdue ${baDinh} / ${trucBach},${baDinh}`,
      `3 2025-07-31 open ${baDinh} / ${baDinh}`,
      `4 2025-07-29 open cluster-2 / cluster-2,${trucBach},${baDinh}`,
    ]);
    const passed = owed.filter(({ holders }) => holders.length > 1).map(({ timeline }) => timeline.edges[0]?.node);
    expect(passed).toEqual(
      passed.map(() => ({ event: 'ObligationTransferred', text: 'Passed to the successor from 2025-07-01 on.', process: 'handoverRun' })),
    );
  }, 60_000);

  it('are followed by a clerk who files what one of them owed', async () => {
    await laurel.clockTo(at('2025-07-10'));
    const successor = await laurel.clerkOf(baDinh);
    const { obligations } = await officer.see(
      'query ($milestoneId: ID!) { obligations(filter: { milestoneId: $milestoneId }, first: 50) { edges { node { id holders { code } } } } }',
      { milestoneId: office.milestone(1) },
    );
    const edges = obligations.edges as { node: { id: string; holders: { code: string }[] } }[];
    const ofQuanThanh = edges.find(({ node }) => node.holders.some(({ code }) => code === quanThanh))!.node;
    const { obligation } = await successor.does(
      'fileObligation',
      { obligationId: ofQuanThanh.id, documents: [paper] },
      'obligation { status filedOn late }',
    );
    expect(obligation).toEqual({ status: 'FILED', filedOn: '2025-07-10', late: false });
    const other = await laurel.clerkOf('phuong-phuc-xa');
    expect(await other.order('fileObligation', { obligationId: ofQuanThanh.id, documents: [paper] }, 'obligation { id }')).toMatchObject({
      obligation: null,
      errors: [{ code: 'NOT_FOUND' }],
    });
    await laurel.settled();
    expect(await unitsAsOf('2025-07-10')).toEqual({
      trucBach: figures(1, 1, 0, 1),
      quanThanh: undefined,
      baDinh: figures(6, 1, 0, 0, 3),
    });
  }, 60_000);

  it('are told by the directory as they were on any day', async () => {
    const asOf = async (day: string) => {
      const data = await officer.see(
        `query ($day: Date!) {
          organisation(code: "${trucBach}") { state(asOf: $day) standIns(asOf: $day) { code } successors { organisation { code } share on } }
          organisations(filter: { kind: WARD }, asOf: $day, first: 50) { totalCount { count } }
        }`,
        { day },
      );
      const { state, standIns } = data.organisation as { state: string; standIns: { code: string }[] };
      return [state, standIns.map(({ code }) => code).join(), data.organisations.totalCount.count];
    };
    expect(await asOf('2025-06-30')).toEqual(['LIVING', trucBach, 14]);
    expect(await asOf('2025-07-01')).toEqual(['ENDED', baDinh, 13]); // 14 − 2 + 1
  });

  it('do not change what waits for a document: its tentative day has passed, and it is not overdue', async () => {
    expect(await stateOf(6)).toBe('WAITING');
    expect((await standingOf(office, officer)).rows[6]).toBeUndefined();
    const { officeAgenda } = await officer.see('{ officeAgenda(from: "2025-06-24", to: "2025-06-25") { totalCount { count } } }');
    expect(officeAgenda.totalCount.count).toBe(0);
  });
});
