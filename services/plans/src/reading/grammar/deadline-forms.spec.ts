import type { DeadlineRule } from '@laurel/calendar';
import { describe, expect, it } from '@jest/globals';
import { names, withDeadline } from '../fixtures/plan-text.js';
import { readPlan } from '../read-plan.js';
import type { IssueCode } from '../reading.js';

const before = (date: string): DeadlineRule => ({ kind: 'BEFORE', date });
const by = (date: string): DeadlineRule => ({ kind: 'BY', date });
const within = (from: string, to: string): DeadlineRule => ({ kind: 'WITHIN', from, to });
const every = (...frequencies: Extract<DeadlineRule, { kind: 'RECURRING' }>['every']): DeadlineRule => ({
  kind: 'RECURRING',
  every: frequencies,
});
const none: DeadlineRule = { kind: 'NONE' };

/** How the cell is read in a plan of 2022, and what is told about the reading itself. */
const read = (cell: string) => {
  const [task] = readPlan(withDeadline(cell), names).tasks;
  const told: readonly IssueCode[] = [
    'INVALID_DATE',
    'UNREADABLE_DEADLINE',
    'YEAR_ASSUMED',
    'LOST_SEPARATOR',
    'AMBIGUOUS_RECURRENCE',
    'UNKNOWN_ORGANISATION',
  ];
  return {
    rules: task!.milestones.map(({ deadline }) => deadline),
    told: task!.issues.filter(({ code }) => told.includes(code)).map(({ code, where }) => [code, where.text]),
  };
};

describe('a deadline cell with one deadline', () => {
  it.each<[string, DeadlineRule, ...(readonly [IssueCode, string])[]]>([
    ['Trước ngày 15/4/2022', before('2022-04-15')],
    ['trước ngày 5-6-2022', before('2022-06-05')],
    ['Trước 05.6.2022', before('2022-06-05')],
    ['Xong trước ngày 30/6/2022', before('2022-06-30')],
    ['Hoàn thành trước 30/6/2022', before('2022-06-30')],
    ['Trước tháng 5 năm 2022', before('2022-05-01')],
    ['Trước ngày 05 tháng 3 năm 2022', before('2022-03-05')],
    ['ngày 05 tháng 3 năm 2022', by('2022-03-05')],
    ['Ngày 05 tháng 3', by('2022-03-05'), ['YEAR_ASSUMED', '05 tháng 3']],
    ['15/4/2022', by('2022-04-15')],
    ['chậm nhất 15/4', by('2022-04-15'), ['YEAR_ASSUMED', '15/4']],
    ['Chậm nhất là ngày 15/4/2022', by('2022-04-15')],
    ['Chậm nhất vào ngày 15-4', by('2022-04-15'), ['YEAR_ASSUMED', '15-4']],
    ['Hết ngày 31/10/2022', by('2022-10-31')],
    ['đến hết ngày 31/10/2022', by('2022-10-31')],
    ['Hết quý II/2022', by('2022-06-30')],
    ['Các đơn vị gửi báo cáo đến ngày 31/10/2022', by('2022-10-31')],
    ['Trong tháng 5', within('2022-05-01', '2022-05-31'), ['YEAR_ASSUMED', 'tháng 5']],
    ['Tháng 02/2022', within('2022-02-01', '2022-02-28')],
    ['Tháng 12 năm 2022', within('2022-12-01', '2022-12-31')],
    ['Quý II', within('2022-04-01', '2022-06-30'), ['YEAR_ASSUMED', 'Quý II']],
    ['Hoàn thành trong quý III năm 2022', within('2022-07-01', '2022-09-30')],
    ['Quý 4/2022', within('2022-10-01', '2022-12-31')],
    ['6 tháng đầu năm 2022', within('2022-01-01', '2022-06-30')],
    ['Năm 2022', within('2022-01-01', '2022-12-31')],
    ['Trong năm', within('2022-01-01', '2022-12-31'), ['YEAR_ASSUMED', 'Trong năm']],
    ['Từ ngày 01/3/2022 đến ngày 15/3/2022', within('2022-03-01', '2022-03-15')],
    ['Từ 01/3 đến hết 15/3/2022', within('2022-03-01', '2022-03-15'), ['YEAR_ASSUMED', '01/3']],
    ['Từ ngày 20/12 đến ngày 10/01/2022', within('2021-12-20', '2022-01-10'), ['YEAR_ASSUMED', '20/12']],
    ['Từ ngày 5 đến ngày 20/6/2022', within('2022-06-05', '2022-06-20')],
    ['Từ tháng 3 đến tháng 5 năm 2022', within('2022-03-01', '2022-05-31'), ['YEAR_ASSUMED', 'tháng 3']],
    ['01/3/2022 - 15/3/2022', within('2022-03-01', '2022-03-15')],
    ['15-20/4/2022', within('2022-04-15', '2022-04-20')],
    ['Ngày 15 - 20/4/2022', within('2022-04-15', '2022-04-20')],
    ['Trước 17 giờ ngày 15/4/2022', by('2022-04-15')],
    ['Hàng tuần', every('WEEKLY')],
    ['Hằng quý', every('QUARTERLY')],
    ['Định kỳ 6 tháng', every('HALF_YEARLY')],
    ['Định kỳ hàng tháng và hàng quý', every('MONTHLY', 'QUARTERLY')],
    ['Hàng tháng, quý, năm', every('MONTHLY', 'QUARTERLY', 'YEARLY'), ['AMBIGUOUS_RECURRENCE', 'Hàng tháng, quý, năm']],
    ['Trước ngày 25 hàng tháng', { kind: 'RECURRING', every: ['MONTHLY'], dayOfMonth: { day: 25, boundary: 'BEFORE' } }],
    ['Ngày 20 hằng tháng', { kind: 'RECURRING', every: ['MONTHLY'], dayOfMonth: { day: 20, boundary: 'BY' } }],
    ['Hàng tháng, trước ngày 25', { kind: 'RECURRING', every: ['MONTHLY'], dayOfMonth: { day: 25, boundary: 'BEFORE' } }],
    ['Thường xuyên trong năm', { kind: 'CONTINUOUS' }],
    ['Thường xuyên', { kind: 'CONTINUOUS' }],
    ['Theo quy định', { kind: 'BY_RULE' }],
    ['Đã hoàn thành', { kind: 'DONE' }],
    ['Theo hướng dẫn của Sở Nội vụ', { kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'hướng dẫn', external: 'org-so-noi-vu' }] }],
    [
      'Theo hướng dẫn của Ban Thi đua tỉnh',
      { kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'hướng dẫn', external: 'Ban Thi đua tỉnh' }] },
      ['UNKNOWN_ORGANISATION', 'Ban Thi đua tỉnh'],
    ],
    ['Theo Kế hoạch số 12/KH-UBND', { kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'Kế hoạch số 12/KH-UBND' }] }],
    [
      'Theo hướng dẫn của Sở Nội vụ, dự kiến ngày 20/11/2022',
      {
        kind: 'AWAITS_DOCUMENT',
        awaits: [{ document: 'hướng dẫn', external: 'org-so-noi-vu' }],
        date: '2022-11-20',
        dayCounts: true,
        tentative: true,
      },
    ],
    ['Trước 10 ngày làm việc tổ chức hội nghị', { kind: 'RELATIVE', anchor: 'tổ chức hội nghị', days: -10, unit: 'WORKING' }],
    ['Trong vòng 05 ngày làm việc kể từ ngày nhận đủ hồ sơ', { kind: 'RELATIVE', anchor: 'nhận đủ hồ sơ', days: 5, unit: 'WORKING' }],
    ['Trước ngày 31/4/2022', { kind: 'BEFORE', candidates: ['2022-04-30'] }, ['INVALID_DATE', '31/4/2022']],
    ['Chậm nhất 05/13/2022', { kind: 'BY', candidates: ['2022-05-13'] }, ['INVALID_DATE', '05/13/2022']],
  ])('%s', (cell, rule, ...told) => expect(read(cell)).toEqual({ rules: [rule], told }));
});

describe('a deadline that no form reads', () => {
  it.each([
    'tuần 2 tháng 6',
    'Tuần thứ hai của tháng 6',
    'Cuối tháng 5',
    'Khoảng ngày 15/4/2022',
    'Từ ngày 01/3/2022',
    'Sau ngày 01/3/2022',
    'Khi có yêu cầu',
    'Tháng 5, 6',
    'Quý I, II/2022',
    'Tháng 13/2022',
    'Ngày 15/4/22',
    'Sẽ thông báo sau',
    'Tháng 01-03/2022',
    'Quý I/2022 và quý III/2022',
    'Tháng Ba',
    '?',
    'Dự kiến ngày 15/4/2022',
  ])('%s: is kept as it stands, and told', (cell) => {
    const { rules, told } = read(cell);
    expect(rules.every((rule) => rule.kind === 'NONE')).toBe(true);
    expect(told).toEqual([['UNREADABLE_DEADLINE', cell]]);
  });

  it('is told when the cell is empty', () => expect(read('')).toEqual({ rules: [none], told: [['UNREADABLE_DEADLINE', '']] }));
});

describe('a deadline cell with several', () => {
  it.each<[string, readonly DeadlineRule[], ...(readonly [IssueCode, string])[]]>([
    ['- Các đơn vị gửi trước 15/4/2022; - Phòng Nội vụ trình chậm nhất 30/4/2022.', [before('2022-04-15'), by('2022-04-30')]],
    ['Sơ kết trong tháng 6/2022, tổng kết trước 15/12/2022', [within('2022-06-01', '2022-06-30'), before('2022-12-15')]],
    ['Gửi trước 15/4/2022 và trình trước 30/4/2022', [before('2022-04-15'), before('2022-04-30')]],
    [
      'Gửi trước 15/4/2022 Trình trước 30/4/2022',
      [before('2022-04-15'), before('2022-04-30')],
      ['LOST_SEPARATOR', 'trước 15/4/2022 Trình trước 30/4/2022'],
    ],
    [
      'Các đơn vị gửi hồ sơ trước ngày 15/4/2022; Phòng Nội vụ thẩm định sau 10 ngày làm việc kể từ ngày nhận hồ sơ',
      [before('2022-04-15'), { kind: 'CHAINED', after: 0, days: 10, unit: 'WORKING' }],
    ],
    ['Báo cáo quý I trước ngày 15/3/2022', [before('2022-03-15')]],
    ['Báo cáo kinh tế - xã hội trước ngày 15/3/2022', [before('2022-03-15')]],
    ['Phòng Tài chính - Kế hoạch trình trước ngày 15/3/2022', [before('2022-03-15')]],
    ['Gửi TP. Hải Dương trước ngày 15/3/2022', [before('2022-03-15')]],
    ['Tuần 2 tháng 6; trình trước 30/6/2022', [none, before('2022-06-30')], ['UNREADABLE_DEADLINE', 'Tuần 2 tháng 6']],
    ['Tuần 2 tháng 6, trình trước 30/6/2022', [before('2022-06-30')], ['UNREADABLE_DEADLINE', 'Tuần 2 tháng 6']],
    ['Trước 30/6/2022 (dự kiến 15/6/2022)', [before('2022-06-30'), none], ['UNREADABLE_DEADLINE', 'dự kiến 15/6/2022']],
    ['Trước 30/6/2022; có văn bản riêng', [before('2022-06-30'), none], ['UNREADABLE_DEADLINE', 'có văn bản riêng']],
  ])('%s', (cell, rules, ...told) => expect(read(cell)).toEqual({ rules, told }));
});
