import { describe, expect, it } from '@jest/globals';
import { fiveColumns, names, planText, sixColumns, withDeadline } from './fixtures/plan-text.js';
import { readPlan } from './read-plan.js';
import type { Issue, PlanReading } from './reading.js';

const row = (no: string, deadline = 'Trước ngày 15/4/2022'): readonly string[] => [
  no,
  `Việc số ${no}`,
  'Phòng Nội vụ',
  'Các đơn vị',
  deadline,
];
const five = (...rows: readonly (readonly string[])[]): PlanReading => readPlan(planText([fiveColumns, ...rows]), names);
const told = (issues: readonly Issue[]) => issues.map(({ code, where }) => [code, where.column, where.text]);

describe('a plan of another authority', () => {
  it('has its header read from the letterhead', () =>
    expect(five(row('1')).plan).toEqual({
      number: '15/KH-UBND',
      date: '2022-01-05',
      issuer: 'UBND huyện Đông Hải',
      issuerInText: 'UBND huyện Đông Hải',
      titleVi: 'Công tác thi đua, khen thưởng năm 2022',
      signatory: 'Lê Văn Mẫu',
      signatoryTitle: 'KT. CHỦ TỊCH, PHÓ CHỦ TỊCH',
      parent: { number: '02/KH-UBND', date: '2021-12-20', issuer: 'UBND tỉnh' },
      year: 2022,
    }));

  it('with five columns: whoever leads does the work, and no missing column is called empty', () => {
    const [task] = five(row('1', 'chậm nhất 15/4/2022')).tasks;
    expect(task).toEqual({
      key: '1',
      no: 1,
      content: 'Việc số 1',
      leads: [{ raw: 'Phòng Nội vụ', ref: 'org-noi-vu' }],
      implementers: [],
      advisers: [{ raw: 'Các đơn vị', ref: 'group-units' }],
      milestones: [
        {
          index: 0,
          actor: ['org-noi-vu'],
          action: 'Việc số 1',
          raw: 'chậm nhất 15/4/2022',
          deadline: { kind: 'BY', date: '2022-04-15' },
          lastValidDay: '2022-04-15',
        },
      ],
      issues: [],
      cells: [
        { column: 'number', heading: 'STT', text: '1' },
        { column: 'content', heading: 'Nội dung', text: 'Việc số 1' },
        { column: 'leads', heading: 'Chủ trì', text: 'Phòng Nội vụ' },
        { column: 'advisers', heading: 'Phối hợp', text: 'Các đơn vị' },
        { column: 'deadline', heading: 'Thời gian', text: 'chậm nhất 15/4/2022' },
      ],
      rows: [20],
    });
  });

  it('with two columns that lead: the first leads, the second does the work', () => {
    const reading = readPlan(
      planText([sixColumns, ['01', 'Sơ kết', 'Chủ tịch UBND huyện', 'Phòng Tài chính - Kế hoạch', 'Phòng Nội vụ', 'Quý II/2022']]),
      names,
    );
    expect(reading.tasks[0]).toMatchObject({
      no: 1,
      leads: [{ ref: 'office-chairman' }],
      implementers: [{ raw: 'Phòng Tài chính - Kế hoạch', ref: 'org-tai-chinh' }],
      advisers: [{ ref: 'org-noi-vu' }],
      milestones: [{ actor: ['org-tai-chinh'], deadline: { kind: 'WITHIN', from: '2022-04-01', to: '2022-06-30' } }],
    });
  });

  it('in any order of columns, with further columns kept as they stand', () => {
    const headings = ['Thời gian hoàn thành', 'Ghi chú', 'Đơn vị phối hợp', 'Cơ quan chủ trì', 'Nội dung công việc', 'TT'];
    const [task] = readPlan(planText([headings, ['15/4/2022', 'mới', '', 'Phòng Nội vụ', 'Tập huấn', '1']]), names).tasks;
    expect(task).toMatchObject({ no: 1, content: 'Tập huấn', leads: [{ ref: 'org-noi-vu' }], advisers: [] });
    expect(task!.cells[1]).toEqual({ column: 'extra', heading: 'Ghi chú', text: 'mới' });
    expect(told(task!.issues)).toEqual([['MISSING_ADVISER', 'advisers', '']]);
  });

  it('with a header of two lines and a line that numbers the columns', () => {
    const header = [
      ['TT', 'Nội dung', 'Phân công', '', 'Thời gian thực hiện trong năm 2022'],
      ['', '', 'Chủ trì', 'Phối hợp', ''],
      ['(1)', '(2)', '(3)', '(4)', '(5)'],
    ];
    const reading = readPlan(planText([...header, row('1'), ...header, ['', 'tiếp', '', '', ''], row('2')]), names);
    expect(
      reading.tasks.map(({ no, content, leads, advisers, milestones }) => [no, content, leads.length, advisers.length, milestones.length]),
    ).toEqual([
      [1, 'Việc số 1 tiếp', 1, 1, 1],
      [2, 'Việc số 2', 1, 1, 1],
    ]);
    expect([reading.issues, reading.tasks.flatMap(({ issues }) => issues.map(({ code }) => code))]).toEqual([[], ['SPLIT_ROW']]);
  });

  it('opens sections in other words', () => {
    const reading = five(
      ['A', 'CÔNG TÁC CHỈ ĐẠO', '', '', ''],
      row('1'),
      ['II.', 'Nhiệm vụ Quý 2', '', '', ''],
      row('2'),
      ['Quý III', '', '', '', ''],
      row('3'),
    );
    expect(reading.sections).toEqual([
      { code: 'A', titleVi: 'CÔNG TÁC CHỈ ĐẠO', kind: 'OTHER' },
      { code: 'II', titleVi: 'Nhiệm vụ Quý 2', kind: 'QUARTER', quarter: 2 },
      { code: 'Quý III', titleVi: 'Quý III', kind: 'QUARTER', quarter: 3 },
    ]);
    expect(reading.tasks.map(({ section, issues }) => [section, told(issues)])).toEqual([
      ['A', []],
      ['II', []],
      ['Quý III', [['QUARTER_MISMATCH', 'deadline', '15/4/2022']]],
    ]);
  });

  it('reads the same with Windows line ends, a byte-order mark, decomposed letters and no-break blanks', () => {
    const text = planText([fiveColumns, row('1'), row('2', 'Trước ngày 30/02/2022')]);
    const plain = readPlan(text, names);
    const other = `\ufeff${text.normalize('NFD').replace(/ /g, '\u00a0').replace(/\n/g, '\r\n')}`;
    const unplaced = ({ issues, ...task }: PlanReading['tasks'][number]) => ({
      ...task,
      issues: issues.map(({ where: { offset: _, ...where }, ...issue }) => ({ ...issue, where })),
    });
    for (const published of [other, new TextEncoder().encode(other), Buffer.from(other, 'utf16le')]) {
      const reading = readPlan(published, names);
      expect({ ...reading, tasks: reading.tasks.map(unplaced) }).toEqual({ ...plain, tasks: plain.tasks.map(unplaced) });
      const [issue] = reading.tasks[1]!.issues;
      expect(other.slice(issue!.where.offset, issue!.where.offset + 10)).toBe('30/02/2022');
    }
  });
});

describe('numbers of rows', () => {
  it.each([
    [
      ['1', '2', '4'],
      [[], [], [['NUMBERING', 'number', '4']]],
      ['1', '2', '4'],
    ],
    [
      ['1', '2', '2', '3'],
      [[], [], [['NUMBERING', 'number', '2']], []],
      ['1', '2', '2-2', '3'],
    ],
    [
      ['1', '3', '2', '4'],
      [[], [], [['NUMBERING', 'number', '2']], []],
      ['1', '3', '2', '4'],
    ],
    [
      ['2', '3'],
      [[['NUMBERING', 'number', '2']], []],
      ['2', '3'],
    ],
    [
      ['1', '', 'x', '2'],
      [[], [['NUMBERING', 'number', '']], [['NUMBERING', 'number', 'x']], []],
      ['1', 'row-2', 'row-3', '2'],
    ],
    [
      ['01', '2)', '3/', '4.'],
      [[], [], [], []],
      ['1', '2', '3', '4'],
    ],
  ])('%j', (numbers, issues, keys) => {
    const reading = five(...numbers.map((no) => row(no)));
    expect(reading.tasks.map((task) => told(task.issues))).toEqual(issues);
    expect(reading.tasks.map(({ key }) => key)).toEqual(keys);
  });

  it('say which ones are missing', () =>
    expect(five(row('1'), row('7')).tasks[1]!.issues[0]!.explanation).toEqual({
      vi: 'Thiếu số thứ tự 2–6.',
      en: 'Number 2–6 is missing.',
    }));
});

describe('a table without numbers', () => {
  it('counts its rows', () => {
    const headings = ['Nội dung', 'Chủ trì', 'Thời hạn'];
    const { tasks } = readPlan(planText([headings, ['Một', 'Phòng Nội vụ', '15/4/2022'], ['Hai', 'Phòng Nội vụ', '15/4/2022']]), names);
    expect(tasks.map(({ no, key, content, issues }) => [no, key, content, issues])).toEqual([
      [1, '1', 'Một', []],
      [2, '2', 'Hai', []],
    ]);
  });
});

describe('a torn row', () => {
  it('with fewer or more cells is kept as it stands and read no further', () => {
    const reading = five(row('1'), ['2', 'Thiếu ô', 'Phòng Nội vụ', 'Trước ngày 15/4/2022'], [...row('3'), 'thừa']);
    expect(
      reading.tasks
        .slice(1)
        .map(({ no, content, leads, milestones, cells }) => ({ no, content, leads, milestones, cells: cells.map(({ text }) => text) })),
    ).toEqual([
      { no: 2, content: 'Thiếu ô', leads: [], milestones: [], cells: ['2', 'Thiếu ô', 'Phòng Nội vụ', 'Trước ngày 15/4/2022'] },
      { no: 3, content: 'Việc số 3', leads: [], milestones: [], cells: [...row('3'), 'thừa'] },
    ]);
    expect(reading.tasks.slice(1).map((task) => told(task.issues))).toEqual([
      [['TORN_ROW', 'row', '2\tThiếu ô\tPhòng Nội vụ\tTrước ngày 15/4/2022']],
      [['TORN_ROW', 'row', `${row('3').join('\t')}\tthừa`]],
    ]);
  });

  it('that fits no task is told with its line', () => {
    const reading = five(row('1'), ['', 'lạc', '', '', ''], ['một dòng chữ'], row('2'));
    expect(reading.issues.map(({ code, where }) => [code, where.line, where.text])).toEqual([
      ['TORN_ROW', 21, 'lạc'],
      ['TORN_ROW', 22, 'một dòng chữ'],
    ]);
    expect(reading.tasks.map(({ no }) => no)).toEqual([1, 2]);
  });

  it('is healed after a page break only, and told', () => {
    const reading = five(row('1'), [...fiveColumns], ['', 'tiếp theo', '', '', ''], row('2'));
    expect(reading.tasks[0]).toMatchObject({ content: 'Việc số 1 tiếp theo', rows: [20, 22] });
    expect(told(reading.tasks[0]!.issues)).toEqual([['SPLIT_ROW', 'content', 'tiếp theo']]);
  });

  it('is not healed when it has more cells than the table', () => {
    const reading = five(row('1'), [...fiveColumns], ['', 'tiếp theo', '', '', '', 'thừa'], row('2'));
    expect(reading.tasks[0]).toMatchObject({ content: 'Việc số 1', issues: [] });
    expect(told(reading.issues)).toEqual([['TORN_ROW', 'row', 'tiếp theo\t\t\t\tthừa']]);
  });

  it('is not what stands below the table', () => {
    const text = `${planText([fiveColumns, row('1')])}\n\nGhi chú: theo dõi hằng tháng.\n`;
    expect(readPlan(text, names)).toMatchObject({ issues: [], remarks: [{ text: 'PHỤ LỤC' }, { text: 'Ghi chú: theo dõi hằng tháng.' }] });
  });
});

describe('names', () => {
  const advisers = (cell: string) => {
    const [task] = five(['1', 'Việc', 'Phòng Nội vụ', cell, '15/4/2022']).tasks;
    return [
      task!.advisers.map(({ raw, ref }) => (ref ? `${raw} = ${ref}` : raw)),
      told(task!.issues).map(([code, , text]) => `${code} ${text}`),
    ];
  };

  it.each([
    ['Phòng Nội vụ, Phòng Tài chính - Kế hoạch', ['Phòng Nội vụ = org-noi-vu', 'Phòng Tài chính - Kế hoạch = org-tai-chinh'], []],
    ['PHÒNG NỘI VỤ; phòng văn hoá', ['PHÒNG NỘI VỤ = org-noi-vu', 'phòng văn hoá = org-van-hoa'], []],
    ['- Phòng Nội vụ - Các xã, thị trấn', ['Phòng Nội vụ = org-noi-vu', 'Các xã, thị trấn = group-communes'], []],
    ['Phòng Văn hóa và Thông tin', ['Phòng Văn hóa và Thông tin'], ['UNKNOWN_ORGANISATION Phòng Văn hóa và Thông tin']],
    ['Phòng Nội vụ và Công an huyện', ['Phòng Nội vụ = org-noi-vu', 'Công an huyện'], ['UNKNOWN_ORGANISATION Công an huyện']],
    ['Công an huyện, Phòng Nội vụ', ['Công an huyện', 'Phòng Nội vụ = org-noi-vu'], ['UNKNOWN_ORGANISATION Công an huyện']],
    ['Trưởng Phòng Nội vụ', ['Trưởng Phòng Nội vụ'], ['UNKNOWN_ORGANISATION Trưởng Phòng Nội vụ']],
    ['Hội Thơ, Văn huyện', ['Hội Thơ, Văn huyện'], ['UNKNOWN_ORGANISATION Hội Thơ, Văn huyện']],
    [
      'Phòng Nội vụ Phòng Văn hóa',
      ['Phòng Nội vụ = org-noi-vu', 'Phòng Văn hóa = org-van-hoa'],
      ['LOST_SEPARATOR Phòng Nội vụ Phòng Văn hóa'],
    ],
    ['Cụm thi đua số 1, 2 và 4', ['Cụm thi đua số 1 = cluster-1', '2 = cluster-2', '4 = cluster-4'], []],
    ['Cụm thi đua số 1, 9', ['Cụm thi đua số 1 = cluster-1', '9'], ['UNKNOWN_ORGANISATION 9']],
    ['Cụm thi đua số 01', ['Cụm thi đua số 01'], ['UNKNOWN_ORGANISATION Cụm thi đua số 01']],
    ['Các đơn vị liên quan', ['Các đơn vị liên quan = related'], ['UNRESOLVED_GROUP Các đơn vị liên quan']],
  ])('%s', (cell, expected, issues) => expect(advisers(cell)).toEqual([expected, issues]));
});

describe('who owes a deadline', () => {
  const actors = (deadline: string, content = 'Việc', leads = 'Phòng Nội vụ', advisers = 'Cụm thi đua số 1, 3') =>
    five(['1', content, leads, advisers, deadline]).tasks[0]!.milestones.map(({ actor, together, action }) => ({
      actor,
      together,
      action,
    }));

  it.each([
    ['Các đơn vị gửi hồ sơ trước 15/4/2022', [{ actor: ['group-units'], together: undefined, action: 'gửi hồ sơ' }]],
    ['Trước 15/4/2022, các đơn vị gửi hồ sơ', [{ actor: ['group-units'], together: undefined, action: 'gửi hồ sơ' }]],
    ['Phòng Văn hóa, Phòng Nội vụ trình trước 15/4/2022', [{ actor: ['org-van-hoa', 'org-noi-vu'], together: true, action: 'trình' }]],
    ['Cụm thi đua đề nghị trước 15/4/2022', [{ actor: ['cluster-1', 'cluster-3'], together: undefined, action: 'đề nghị' }]],
    ['Công an huyện gửi hồ sơ trước 15/4/2022', [{ actor: [], together: undefined, action: 'gửi hồ sơ' }]],
    ['Phòng Văn hóa và Thông tin trình trước 15/4/2022', [{ actor: [], together: undefined, action: 'trình' }]],
    ['Xét duyệt trước 15/4/2022', [{ actor: ['org-noi-vu'], together: undefined, action: 'Xét duyệt' }]],
  ])('%s', (cell, expected) => expect(actors(cell)).toEqual(expected));

  it('is part of the group that the content narrows', () =>
    expect(actors('15/4/2022', 'Bình xét các Cụm thi đua (Cụm thi đua số 2 đến Cụm thi đua số 4)', 'Các Cụm thi đua')).toMatchObject([
      { actor: ['cluster-2', 'cluster-3', 'cluster-4'] },
    ]));
});

describe('dates against the plan', () => {
  const issues = (deadline: string, content?: string) =>
    readPlan(withDeadline(deadline, content), names).tasks[0]!.issues.map(({ code, severity, candidates }) => [code, severity, candidates]);

  it.each([
    ['Trước ngày 16/4/2021', undefined, [['YEAR_MISMATCH', 'BLOCKING', ['2022-04-16']]]],
    ['Trước ngày 04/01/2022', undefined, [['YEAR_MISMATCH', 'BLOCKING', undefined]]],
    ['Trước ngày 21/01/2023', 'Tổng kết năm 2022', []],
    ['Trước ngày 21/4/2023', 'Tổng kết năm 2022', [['YEAR_MISMATCH', 'BLOCKING', ['2022-04-21']]]],
    ['Trước ngày 21/01/2023', 'Xét khen thưởng', [['YEAR_MISMATCH', 'BLOCKING', ['2022-01-21']]]],
    ['Trước ngày 11/4/2022', undefined, [['HOLIDAY_OR_WEEKEND', 'INFO', undefined]]],
  ])('%s %s', (deadline, content, expected) => expect(issues(deadline, content)).toEqual(expected));
});

describe('the order of milestones', () => {
  const reversed = (deadline: string) =>
    readPlan(withDeadline(deadline), names)
      .tasks[0]!.issues.filter(({ code }) => code === 'REVERSED_MILESTONES')
      .map(({ where }) => where.text);

  it('is reversed only by an earlier day, not by the same one', () => {
    expect(reversed('Gửi trước 20/4/2022; trình trước 20/4/2022')).toEqual([]);
    expect(reversed('Gửi trước 20/4/2022; trình trước 19/4/2022; báo cáo trước 21/4/2022')).toEqual(['trình trước 19/4/2022']);
  });
});

describe("the office's policy", () => {
  it('decides whether the day of "trước ngày" counts, and with it what lies on a day off', () => {
    const read = (beforeCountsTheDay: boolean) => {
      const [task] = readPlan(withDeadline('Trước ngày 16/4/2022'), names, { policy: { beforeCountsTheDay } }).tasks;
      return [task!.milestones[0]!.lastValidDay, told(task!.issues)];
    };
    expect(read(false)).toEqual(['2022-04-15', []]);
    expect(read(true)).toEqual(['2022-04-16', [['HOLIDAY_OR_WEEKEND', 'deadline', '16/4/2022']]]);
  });
});

describe('a typo', () => {
  const typos = (...contents: readonly string[]) =>
    five(...contents.map((content, index) => [String(index + 1), content, 'Phòng Nội vụ', 'Các đơn vị', '15/4/2022'])).tasks.map(
      ({ issues }) => issues.map(({ code, where, candidates }) => [code, where.text, candidates]),
    );

  it('is told where the document itself writes the right form, and only there', () => {
    expect(typos('Kiểm toàn các Cụm')).toEqual([[]]);
    expect(typos('Kiểm toàn các Cụm', 'Kiện toàn Hội đồng')).toEqual([[['TYPO', 'Kiểm toàn', ['Kiện toàn']]], []]);
  });
});

describe('a text that cannot be read', () => {
  it.each([
    ['', 'NOT_A_PLAN'],
    ['BÁO CÁO\nCông tác năm 2022', 'NOT_A_PLAN'],
    ['KẾ HOẠCH\nCông tác năm 2022\n\nKhông có bảng.', 'PLAN_WITHOUT_ANNEX'],
    ['KẾ HOẠCH\nCông tác\n\nTT\tNội dung\tChủ trì\tThời gian\n1\tViệc\tPhòng Nội vụ\t15/4', 'PLAN_WITHOUT_YEAR'],
    ['KẾ HOẠCH'.padEnd(5_000_001, ' '), 'PLAN_TOO_LARGE'],
  ])('%.40j is refused', (text, code) => expect(() => readPlan(text, names)).toThrow(code));

  it('is refused when it is no text', () =>
    expect(() => readPlan(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), names)).toThrow('PLAN_NOT_TEXT'));
});
