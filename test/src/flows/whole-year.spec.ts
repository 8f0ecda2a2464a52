import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from './days.js';
import { type Diary, diaryFrom } from './diary.js';
import { figures, type Standing, standingOf, sumOf } from './figures.js';
import { type Desk, type LocalLaurel, openLaurel } from './laurel.js';
import { type Office, officeWithPlan, settleAllIssues } from './office.js';
import { lateWards, silentWards } from './units.js';
import { byHand, lastDays } from './year-by-hand.js';

const [extended, excused, givenBack, early, permitted] = [
  'ban-qlda-dtxd',
  'trung-tam-boi-duong-chinh-tri',
  'phong-van-hoa-thong-tin',
  'phong-y-te',
  'van-phong-hdnd-ubnd',
] as const;
const [ngocHa, giangVo] = ['phuong-ngoc-ha', 'phuong-giang-vo'] as const;

let laurel: LocalLaurel;
let office: Office;
let officer: Desk;
let clerk: Desk;
let planId: string;
let diary: Diary;
/** As each day saw itself. */
const standings = new Map<string, Standing>();

/** What stands in the figures worked out by hand; a joint obligation counts for each of its units. */
const expectByHand = async (day: string): Promise<void> => {
  const standing = await standingOf(office, officer);
  const { total, sections, units, rows } = byHand[day]!;
  expect(standing.sections).toEqual(sections);
  expect(sumOf(Object.values(standing.sections))).toEqual(total);
  expect(standing.units).toMatchObject(units);
  expect(Object.fromEntries(Object.keys(byHand['2022-01-31']!.rows).map((row) => [row, standing.rows[Number(row)]]))).toEqual(
    Object.fromEntries(Object.keys(byHand['2022-01-31']!.rows).map((row) => [row, rows[Number(row) as 6]])),
  );
  expect(sumOf(Object.values(standing.rows))).toEqual(total);
  expect(sumOf(Object.values(standing.units)).opened).toBe(total.opened + 3); // rows 10, 11, 12: two units each
  standings.set(day, standing);
};

const notFiled = async (desk: Desk, row: number): Promise<readonly string[]> => {
  const { obligationsNotFiled } = await desk.see(
    'query ($milestoneId: ID!) { obligationsNotFiled(milestoneId: $milestoneId, first: 100) { edges { node { units { code } } } } }',
    { milestoneId: office.milestone(row) },
  );
  return (obligationsNotFiled.edges as { node: { units: { code: string }[] } }[])
    .flatMap(({ node }) => node.units.map(({ code }) => code))
    .toSorted();
};

interface Reminded {
  readonly kind: string;
  readonly sentOn: string;
  readonly daysToGo: number;
}

const remindersOf = async (unit: string, row: number, from: string, to: string): Promise<readonly string[]> => {
  const unitId = await laurel.id(unit);
  const found: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { reminders } = await officer.see(
      `query ($unitId: ID!, $from: Date, $to: Date, $after: String) { reminders(unitId: $unitId, from: $from, to: $to, first: 100, after: $after) {
        edges { cursor node { kind sentOn daysToGo task { no } } } pageInfo { hasNextPage } } }`,
      { unitId, from, to, after },
    );
    for (const { cursor, node } of reminders.edges as { cursor: string; node: Reminded & { task: { no: number } } }[]) {
      if (node.task.no === row) found.push(`${node.sentOn} ${node.kind} ${node.daysToGo}`);
      after = cursor;
    }
    more = reminders.pageInfo.hasNextPage as boolean;
  }
  return found;
};

const stateOf = async (row: number): Promise<string> =>
  (await officer.see('query ($id: ID!) { planTask(id: $id) { state } }', { id: office.task(row) })).planTask.state as string;

/** How many obligations of each row are in the agenda of the office between two days, as a desk sees it. */
const agendaOf = async (desk: Desk, from: string, to: string): Promise<Readonly<Record<number, number>>> => {
  const { officeAgenda } = await desk.see(
    'query ($from: Date!, $to: Date!) { officeAgenda(from: $from, to: $to, first: 100) { edges { node { task { no } } } totalCount { count } } }',
    { from, to },
  );
  const rows: Record<number, number> = {};
  for (const { node } of officeAgenda.edges as { node: { task: { no: number } } }[]) rows[node.task.no] = (rows[node.task.no] ?? 0) + 1;
  expect(officeAgenda.totalCount.count).toBe(officeAgenda.edges.length);
  return rows;
};

/** The office's own steps of the year, beside accepting what was filed. */
const besides = new Map<string, (diary: Diary) => Promise<void>>([
  ['2021-01-26', async ({ file }) => void (await file(early, await office.owedBy(early, 6)))],
  [
    '2021-01-27',
    async () => {
      const { id } = await office.owedBy(early, 6);
      await officer.does('returnFiling', { obligationId: id, reasons: ['Thiếu danh sách đăng ký'] });
    },
  ],
  [
    '2021-01-28',
    async () => {
      const { id } = await office.owedBy(givenBack, 8);
      await officer.does('returnFiling', { obligationId: id, reasons: ['Thiếu báo cáo thành tích'], resubmitBy: '2021-02-02' });
    },
  ],
  ['2021-02-02', async ({ file }) => void (await file(givenBack, await office.owedBy(givenBack, 8)))],
  [
    '2021-02-25',
    async () => {
      const { id } = await office.owedBy(extended, 14);
      await officer.does('extendObligation', { obligationId: id, lastDay: '2021-03-05', reason: 'Công trình trọng điểm' });
    },
  ],
  [
    '2021-03-10',
    async () => {
      const { id } = await office.owedBy(excused, 15);
      await officer.does('excuseObligation', { obligationId: id, reason: 'Không có người đủ điều kiện' });
    },
  ],
  [
    '2021-05-20',
    async () => {
      const { id } = await office.owedBy(permitted, 19);
      await officer.does('permitLateFiling', { obligationId: id, until: '2021-05-31', reason: 'Phục vụ bầu cử' });
    },
  ],
  ['2021-05-28', async ({ file }) => void (await file(permitted, await office.owedBy(permitted, 19)))],
  ['2021-11-18', async ({ file }) => void (await file('phong-noi-vu', await office.owedBy('phong-noi-vu', 28)))],
]);

beforeAll(async () => {
  laurel = await openLaurel();
  office = await officeWithPlan(laurel);
  ({ officer, planId } = office);
  clerk = await laurel.desk('clerk-phuc-xa');
  diary = diaryFrom('2021-01-22', laurel, office, { lastDays, besides, leavesAlone: (unit, { row }) => unit === permitted && row === 19 });
}, 60_000);
afterAll(() => laurel?.close());

describe('the year 2021', () => {
  it('begins with a plan whose issues are all settled, and tells which group has no members', async () => {
    await settleAllIssues(office);
    const { plan, warnings } = await officer.does('issuePlan', { planId }, 'plan { status issuedOn openIssues { blocking confirm info } }');
    expect(plan).toEqual({ status: 'ISSUED', issuedOn: '2021-01-22', openIssues: { blocking: 0, confirm: 0, info: 0 } });
    expect((warnings as { message: string }[]).map(({ message }) => message)).toEqual([
      '“Doanh nghiệp” has no members now: nobody owes anything for it.',
      '“Đơn vị đề nghị gắn biển công trình” has no members now: nobody owes anything for it.',
    ]);
    await laurel.settled();
    const { plan: opening } = await officer.see(
      'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing refused } } }',
      { planId },
    );
    expect(opening).toEqual({ opening: { state: 'RESTING', total: 337, done: 337, nothing: 0, refused: 0 } });
    await expectByHand('2021-01-22');
  }, 60_000);

  it('shows a clerk what its own ward owes, and nothing else', async () => {
    const { sections, units } = await standingOf(office, clerk);
    expect(units).toEqual({ 'phuong-phuc-xa': figures(12), 'cluster-1': figures(2) }); // rows 9 and 23 of the cluster that it leads
    expect(sections).toEqual({ I: figures(6), II: figures(2), III: figures(5), V: figures(1) }); // 5 + row 9, 2, 4 + row 23, row 40
    const { id } = await office.owedBy(giangVo, 8);
    expect(await clerk.see('query ($id: ID!) { obligation(id: $id) { id } }', { id })).toEqual({ obligation: null });
    expect(await notFiled(clerk, 8)).toEqual(['phuong-phuc-xa']);
    expect((await notFiled(officer, 8)).length).toBe(24);
  });

  it('owes rows 10 to 12 once each, two offices together', async () => {
    const joint = await Promise.all([10, 11, 12].map((row) => office.owedFor(row)));
    expect(joint.map((owed) => owed.map(({ units }) => units))).toEqual([
      [['phong-y-te', 'phong-noi-vu']],
      [['phong-tai-chinh-ke-hoach', 'phong-noi-vu']],
      [['phong-kinh-te', 'phong-noi-vu']],
    ]);
  });

  it('makes overdue at midnight in Hà Nội what was not filed', async () => {
    await diary.liveUntil('2021-01-27');
    await laurel.clockTo(at('2021-01-27', '23:50'));
    expect(await office.owedBy(giangVo, 8)).toMatchObject({ status: 'OPEN', overdue: false });
    expect(await stateOf(8)).toBe('RUNNING');
    await laurel.clockTo(at('2021-01-28', '00:00'));
    const { id, ...owed } = await office.owedBy(giangVo, 8);
    expect(owed).toMatchObject({ status: 'OPEN', overdue: true, lastDay: '2021-01-27' });
    expect(await stateOf(8)).toBe('OVERDUE');
    const { obligation } = await officer.see(
      'query ($id: ID!) { obligation(id: $id) { timeline(first: 1) { edges { node { event at } } } } }',
      { id },
    );
    const [{ node }] = obligation.timeline.edges;
    expect({ event: node.event, at: new Date(node.at as string).toISOString() }).toEqual({
      event: 'ObligationBecameOverdue',
      at: '2021-01-27T17:00:00.000Z',
    });
  }, 60_000);

  it('knows on 29 January who has not filed for row 8, as a spreadsheet too', async () => {
    await diary.liveUntil('2021-01-28');
    await laurel.clockTo(at('2021-01-29', '08:30'));
    expect(await notFiled(officer, 8)).toEqual([...lateWards, ...silentWards, givenBack].toSorted());
    const { obligationsNotFiledCsv: csv } = await officer.see(
      'query ($milestoneId: ID!) { obligationsNotFiledCsv(milestoneId: $milestoneId) { fileName content rowCount } }',
      {
        milestoneId: office.milestone(8),
      },
    );
    const [heading, ...lines] = (csv.content as string).trimEnd().split('\r\n');
    expect({ ...csv, content: heading }).toEqual({
      fileName: 'chua-nop-2021-01-29.csv',
      rowCount: 8,
      content: '\uFEFFNhiệm vụ số,Nội dung,Kỳ,Mã đơn vị,Đơn vị,Hạn,Quá hạn,Số ngày quá hạn,Được nộp muộn đến',
    });
    // Its content is quoted, for it has commas.
    expect(lines.map((line) => line.replace(/^8,"Xét, đề nghị khen thưởng[^"]*"/u, '8'))).toEqual([
      '8,,phong-van-hoa-thong-tin,Phòng Văn hoá và Thông tin,27/01/2021,x,2,02/02/2021',
      '8,,phuong-dien-bien,Phường Điện Biên,27/01/2021,x,2,',
      '8,,phuong-doi-can,Phường Đội Cấn,27/01/2021,x,2,',
      '8,,phuong-giang-vo,Phường Giảng Võ,27/01/2021,x,2,',
      '8,,phuong-kim-ma,Phường Kim Mã,27/01/2021,x,2,',
      '8,,phuong-ngoc-ha,Phường Ngọc Hà,27/01/2021,x,2,',
      '8,,phuong-ngoc-khanh,Phường Ngọc Khánh,27/01/2021,x,2,',
      '8,,phuong-thanh-cong,Phường Thành Công,27/01/2021,x,2,',
    ]);
  }, 60_000);

  it('takes a filing of that day for late, whatever the client says', async () => {
    const desk = await laurel.clerkOf(ngocHa);
    const { id: obligationId } = await office.owedBy(ngocHa, 8);
    const documents = [{ number: '09/TTr-UBND', date: '2021-01-25', issuer: 'UBND phường Ngọc Hà' }];
    const claimed = await desk.ask('mutation ($input: FileObligationInput!) { fileObligation(input: $input) { obligation { late } } }', {
      input: { obligationId, documents, filedOn: '2021-01-27' },
    });
    expect(claimed.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    const { obligation, warnings } = await desk.does(
      'fileObligation',
      { obligationId, documents },
      'obligation { status filedOn late withLeave }',
    );
    expect(obligation).toEqual({ status: 'FILED', filedOn: '2021-01-29', late: true, withLeave: false });
    expect((warnings as { code: string }[]).map(({ code }) => code)).toEqual(['FILED_LATE']);
    await diary.liveUntil('2021-01-29');
    await expectByHand('2021-01-29');
  }, 60_000);

  it('opens the next month of row 40 at midnight on the first', async () => {
    await diary.liveUntil('2021-01-31');
    await laurel.clockTo(at('2021-01-31', '23:50'));
    expect((await standingOf(office, officer)).rows[40]).toMatchObject({ opened: 24 });
    await laurel.clockTo(at('2021-02-01', '00:00'));
    expect((await standingOf(office, officer)).rows[40]).toMatchObject({ opened: 48 });
    expect(await office.owedBy(giangVo, 40, '2021-02')).toMatchObject({ firstDay: '2021-02-01', lastDay: '2021-02-28', overdue: false });
  }, 60_000);

  it('asks who was late to explain, and hears it from the one and not from the other', async () => {
    await diary.liveUntil('2021-02-01');
    const [late, silent] = [await office.owedBy(ngocHa, 8), await office.owedBy(giangVo, 8)];
    const inTime = await office.owedBy('phuong-phuc-xa', 8);
    const question = 'Vì sao chưa nộp đúng hạn?';
    for (const { id } of [late, silent]) await officer.does('askExplanation', { obligationId: id, question, answerBy: '2021-02-05' });
    const refused = await officer.order('askExplanation', { obligationId: inTime.id, question }, 'obligation { id }');
    expect(refused).toMatchObject({ obligation: null, errors: [{ code: 'NOTHING_TO_EXPLAIN' }] });
    await diary.liveUntil('2021-02-03');
    await (await laurel.clerkOf(ngocHa)).does('giveExplanation', { obligationId: late.id, text: 'Cán bộ phụ trách nghỉ ốm.' });
    await laurel.settled();
    const explanation = async (id: string) =>
      (await officer.see('query ($id: ID!) { obligation(id: $id) { explanation { question answerBy answer } } }', { id })).obligation
        .explanation as object;
    expect(await explanation(late.id)).toEqual({ question, answerBy: '2021-02-05', answer: 'Cán bộ phụ trách nghỉ ốm.' });
    expect(await explanation(silent.id)).toEqual({ question, answerBy: '2021-02-05', answer: null });
  }, 60_000);

  it('stands on 28 February as worked out by hand', async () => {
    await diary.liveUntil('2021-02-28');
    await expectByHand('2021-02-28');
  }, 60_000);

  it('reminds three days and one day before, then each week, and stops when something is filed', async () => {
    const row8 = (unit: string) => remindersOf(unit, 8, '2021-01-22', '2021-02-28');
    const before = ['2021-01-24 BEFORE 3', '2021-01-26 BEFORE 1']; // seven days before was two days before the issue
    expect(await row8('phuong-phuc-xa')).toEqual(before);
    expect(await row8(ngocHa)).toEqual([...before, '2021-01-28 OVERDUE -1']);
    expect(await row8(givenBack)).toEqual(before); // given back on the 28th after eight o'clock, filed again before the next week
    expect(await row8(giangVo)).toEqual([
      ...before,
      '2021-01-28 OVERDUE -1',
      '2021-02-04 OVERDUE -8',
      '2021-02-11 OVERDUE -15',
      '2021-02-18 OVERDUE -22',
      '2021-02-25 OVERDUE -29',
    ]);
    const february = (await remindersOf('phuong-phuc-xa', 40, '2021-02-01', '2021-02-28')).filter((line) => line.includes('BEFORE'));
    expect(february).toEqual(['2021-02-21 BEFORE 7', '2021-02-25 BEFORE 3', '2021-02-27 BEFORE 1']);
  });

  it('shows the office its week, and a clerk the part of its own ward', async () => {
    await diary.liveUntil('2021-03-22');
    const week = ['2021-03-29', '2021-04-04'] as const;
    expect(await agendaOf(officer, ...week)).toEqual({ 10: 1, 11: 1, 12: 1, 13: 1, 14: 1, 16: 1, 36: 1, 37: 1, 39: 1, 40: 24 });
    expect(await agendaOf(clerk, ...week)).toEqual({ 40: 1 });
  }, 60_000);

  it('stands on 31 March as worked out by hand', async () => {
    await diary.liveUntil('2021-03-31');
    await expectByHand('2021-03-31');
    expect(await office.owedBy(extended, 14)).toMatchObject({ lastDay: '2021-03-05', status: 'ACCEPTED' });
    expect(await remindersOf(extended, 14, '2021-01-22', '2021-03-31')).toEqual([
      '2021-02-20 BEFORE 7',
      '2021-02-24 BEFORE 3',
      '2021-02-26 BEFORE 7', // extended on the 25th
      '2021-03-02 BEFORE 3',
      '2021-03-04 BEFORE 1',
    ]);
    expect(await remindersOf(excused, 15, '2021-01-22', '2021-03-31')).toEqual(['2021-03-07 BEFORE 7']); // excused on the 10th
  }, 60_000);

  it('stands on 30 June as worked out by hand', async () => {
    await diary.liveUntil('2021-06-30');
    await expectByHand('2021-06-30');
    const { id } = await office.owedBy(permitted, 19);
    const { obligation } = await officer.see('query ($id: ID!) { obligation(id: $id) { status filedOn late withLeave leaveUntil } }', {
      id,
    });
    expect(obligation).toEqual({ status: 'ACCEPTED', filedOn: '2021-05-28', late: true, withLeave: true, leaveUntil: '2021-05-31' });
  }, 60_000);

  it('opens nothing of rows 29 to 35 that waits for a document before the document is there', async () => {
    await diary.liveUntil('2021-11-17');
    const waiting = [29, 30, 32, 33, 34, 35];
    const { rows } = await standingOf(office, officer);
    expect(waiting.map((row) => rows[row])).toEqual(waiting.map(() => undefined));
    expect(await Promise.all(waiting.map(stateOf))).toEqual(waiting.map(() => 'WAITING'));
    const { planTask } = await officer.see(
      'query ($id: ID!) { planTask(id: $id) { milestones { deadline { kind date lastDay tentative } } } }',
      { id: office.task(35) },
    );
    expect(planTask.milestones).toEqual([
      { deadline: { kind: 'AWAITS_DOCUMENT', date: '2022-01-25', lastDay: '2022-01-24', tentative: true } },
    ]);
  }, 60_000);

  it('opens rows 29, 30, 32 and 35 with the guide, and not 33 with one of its two documents', async () => {
    await diary.liveUntil('2021-11-18');
    const guide = { number: '1890/HD-UBND', date: '2021-11-18', issuer: 'UBND quận Ba Đình' };
    const dates = [
      { milestoneId: office.milestone(29), deadline: { by: '2021-12-05' } },
      { milestoneId: office.milestone(30), deadline: { before: '2021-12-11' } },
      { milestoneId: office.milestone(32), deadline: { within: { from: '2021-12-11', to: '2021-12-20' } } },
      { milestoneId: office.milestone(35), deadline: { before: '2022-01-25' } },
    ];
    await officer.does('recordAwaitedDocument', { planId, fromTask: 28, document: guide, dates });
    const fromCluster = { number: '15/HD-CTĐ', date: '2021-11-18', issuer: 'Cụm thi đua số 08 Thành phố' };
    await officer.does('recordAwaitedDocument', {
      planId,
      fromBody: await laurel.id('city-cluster-8'),
      document: fromCluster,
      dates: [{ milestoneId: office.milestone(33), deadline: { by: '2021-12-15' } }],
    });
    await laurel.settled();
    const { rows } = await standingOf(office, officer);
    const opened = [29, 30, 32, 33, 34, 35].map((row) => rows[row]?.opened);
    expect(opened).toEqual([7, 24, 1, undefined, undefined, 1]);
    expect(await Promise.all([29, 30, 32, 33, 34, 35].map(stateOf))).toEqual([
      'RUNNING',
      'RUNNING',
      'RUNNING',
      'WAITING',
      'WAITING',
      'RUNNING',
    ]);
    expect(await office.owedFor(32)).toMatchObject([{ firstDay: '2021-12-11', lastDay: '2021-12-20' }]);
  }, 60_000);

  it('stands on 30 November as worked out by hand', async () => {
    await diary.liveUntil('2021-11-30');
    await expectByHand('2021-11-30');
  }, 60_000);

  it('is closed, and what is still owed ends unfiled', async () => {
    await diary.liveUntil('2022-01-31');
    const overdue = await office.owed('overdue: true');
    expect(new Set(overdue.flatMap(({ units }) => units))).toEqual(new Set(silentWards));
    expect(overdue.length).toBe(48); // 2 wards × 24: nothing of theirs was ever filed
    const { plan } = await officer.does('closePlan', { planId, reason: 'Hết năm kế hoạch' }, 'plan { status closedOn }');
    expect(plan).toEqual({ status: 'CLOSED', closedOn: '2022-01-31' });
    await laurel.settled();
    await expectByHand('2022-01-31');
    const { plan: opening } = await officer.see(
      'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing refused } } }',
      { planId },
    );
    expect(opening).toEqual({ opening: { state: 'RESTING', total: 651, done: 651, nothing: 0, refused: 0 } });
  }, 60_000);

  it('has had twelve months of row 40, each to its last day', async () => {
    const months = (await office.owed(`unitId: "${await laurel.id('phuong-phuc-xa')}"`)).filter(({ row }) => row === 40);
    expect(months.map(({ occurrence, firstDay, lastDay }) => `${occurrence} ${firstDay} ${lastDay}`)).toEqual([
      '2021-01 2021-01-01 2021-01-31',
      '2021-02 2021-02-01 2021-02-28',
      '2021-03 2021-03-01 2021-03-31',
      '2021-04 2021-04-01 2021-04-30',
      '2021-05 2021-05-01 2021-05-31',
      '2021-06 2021-06-01 2021-06-30',
      '2021-07 2021-07-01 2021-07-31',
      '2021-08 2021-08-01 2021-08-31',
      '2021-09 2021-09-01 2021-09-30',
      '2021-10 2021-10-01 2021-10-31',
      '2021-11 2021-11-01 2021-11-30',
      '2021-12 2021-12-01 2021-12-31',
    ]);
  });

  it('reminds nobody once the plan is closed', async () => {
    await laurel.clockTo(at('2022-03-01'));
    expect(await remindersOf(giangVo, 8, '2022-01-14', '2022-03-01')).toEqual(['2022-01-20 OVERDUE -358', '2022-01-27 OVERDUE -365']);
    expect(await remindersOf(giangVo, 8, '2021-01-22', '2022-03-01')).toHaveLength(55); // 2 before, then 53 weeks from 28/01/2021 to 27/01/2022
  });

  it('answers as of each of those days what it answered on the day', async () => {
    for (const [day, standing] of standings) expect([day, await standingOf(office, officer, day)]).toEqual([day, standing]);
    expect([...standings.keys()]).toEqual(Object.keys(byHand));
  });
});
