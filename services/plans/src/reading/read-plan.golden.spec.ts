import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { gazetteer } from './gazetteer.js';
import { readPlan } from './read-plan.js';
import { planReading, severities, type Task } from './reading.js';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const golden = JSON.parse(fixture('plan-28.golden.json').toString('utf8'));
const text = fixture('ke-hoach-28-kh-ubnd-2021.txt');
const names = gazetteer.parse({ entries: golden.directory });
const reading = readPlan(text, names);

/** Its words stand on two pages: published, they are not one piece. */
const acrossPages = ['Theo tiến độ hướng dẫn của Hội đồng TĐKT Thành phố'];

/** A task in the shape of the golden file, without the two fields that its rules exempt. */
const asGolden = ({ no, section, content, leads, implementers, advisers, milestones, targetYear, periods, issues }: Task) => ({
  no,
  section,
  content,
  leads,
  implementers,
  advisers,
  milestones: milestones.map(({ index: _, action: __, lastValidDay: lastDay, deadline, ...milestone }) => ({
    ...milestone,
    deadline: { ...deadline, ...(lastDay && { lastValidDay: lastDay }) },
  })),
  ...(targetYear && { targetYear }),
  ...(periods && { periods }),
  issues: issues.map(({ code, severity, where: { column, text } }) => ({ code, severity, where: { column, text } })),
});

type Fields = Readonly<Record<string, unknown>>;
interface GoldenTask extends Fields {
  readonly no: number;
  readonly milestones: readonly Fields[];
  readonly issues: readonly Fields[];
}

const exempt = (task: GoldenTask) => ({
  ...task,
  milestones: task.milestones.map(({ action: _, ...milestone }) => milestone),
  issues: task.issues.map(({ why: _, ...issue }) => issue),
});

describe('the reading of plan 28', () => {
  it('is of the very document', () => expect(createHash('sha256').update(text).digest('hex')).toBe(golden.source.sha256));
  it('has the header of the golden file', () => expect(reading.plan).toEqual(golden.plan));
  it('has its sections', () => expect(reading.sections).toEqual(golden.sections));
  it('has its totals', () => expect(reading.totals).toEqual(golden.totals));
  it('weighs issues as it does', () => expect(severities).toEqual(golden.severities));
  it.each((golden.tasks as GoldenTask[]).map((task) => [task.no, task] as const))('equals row %i in every field', (no, task) =>
    expect(asGolden(reading.tasks[no - 1]!)).toEqual(exempt(task)),
  );
  it('is plain data of its schema, and the same every time', () => {
    expect(planReading.parse(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
    expect(readPlan(text, names)).toEqual(reading);
  });
  it('finds every issue where it says, in the text as published', () => {
    const published = text.toString('utf8');
    const issues = reading.tasks.flatMap((task) => task.issues).filter(({ where }) => where.text !== '');
    const astray = issues.filter(({ where }) => !published.startsWith(where.text, where.offset) && !acrossPages.includes(where.text));
    expect(astray.map(({ id, where }) => [id, where])).toEqual([]);
    expect(issues.length).toBe(59);
    for (const { where } of issues) expect(published.slice(0, where.offset).split('\n')).toHaveLength(where.line);
  });
  it('gives every issue an id of its own and words in both languages', () => {
    const issues = reading.tasks.flatMap((task) => task.issues);
    expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length);
    for (const { explanation } of issues)
      expect([explanation.vi, explanation.vi.normalize('NFC')]).toEqual([explanation.vi, explanation.vi]);
  });
  it('says of the impossible day which one may be meant, and why', () =>
    expect(reading.tasks[15]!.issues.map(({ explanation, candidates, milestone }) => ({ explanation, candidates, milestone }))).toEqual([
      {
        explanation: {
          vi: '“30/02/2021” không phải là ngày có thật: tháng 2 năm 2021 có 28 ngày. Dòng 14, cùng lời văn, ghi 28/02/2021. Cần chọn ngày đúng.',
          en: '"30/02/2021" is no day of the calendar: month 2 of 2021 has 28 days. Row 14, in the same words, says 28/02/2021. A person has to choose the day.',
        },
        candidates: ['2021-02-28'],
        milestone: 0,
      },
    ]));
  it('names the movements of II.1', () =>
    expect(reading.movements.map(({ letter, names: named }) => [letter, named])).toEqual([
      ['a', []],
      ['b', []],
      [
        'c',
        [
          'Thi đua xây dựng nông thôn mới',
          'Cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau',
          'Doanh nghiệp Việt Nam Hội nhập, phát triển',
          'Thi đua thực hiện văn hoá công sở và nơi công cộng',
          'Cán bộ công chức, viên chức, người lao động thi đua thực hiện văn hoá công sở và nơi công cộng',
          'Toàn dân đoàn kết xây dựng đời sống văn hoá',
          'Xây dựng người Hà Nội thanh lịch - văn minh',
          'Người tốt, việc tốt',
          'An toàn thực phẩm',
          'Toàn dân bảo vệ an ninh Tổ quốc',
          'Thi đua quyết thắng',
        ],
      ],
      ['d', ['Sáng kiến, sáng tạo Thủ đô', 'Viết sáng kiến']],
    ]));
});
