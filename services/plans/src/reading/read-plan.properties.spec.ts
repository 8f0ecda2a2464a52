import { readFileSync } from 'node:fs';
import { Refusal } from '@laurel/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { names as small, withDeadline } from './fixtures/plan-text.js';
import { gazetteer } from './gazetteer.js';
import { readPlan } from './read-plan.js';
import { planReading, type PlanReading } from './reading.js';

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const published = fixture('ke-hoach-28-kh-ubnd-2021.txt').split('\n');
const names = gazetteer.parse({ entries: JSON.parse(fixture('plan-28.golden.json')).directory });
const annexStart = published.findIndex((line) => line.startsWith('TT\t'));

/** What can happen to a line of the annex between a typist, an editor and a converter. */
const injury = fc.record({
  kind: fc.constantFrom('delete', 'double', 'swap', 'lose a tab', 'gain a tab', 'break', 'another date', 'other words', 'number'),
  line: fc.nat(published.length - annexStart - 1),
  at: fc.nat(1000),
  day: fc.tuple(fc.nat(40), fc.nat(15), fc.integer({ min: 2015, max: 2030 })),
  words: fc.constantFrom('', '-', 'khi cần', 'Phòng Nội vụ và', '(', ')', '5/6', 'quý', 'trước', 'Cụm thi đua số'),
});
type Injury = typeof injury extends fc.Arbitrary<infer T> ? T : never;

const injure = (lines: readonly string[], { kind, line, at, day, words }: Injury): readonly string[] => {
  const index = annexStart + (line % Math.max(1, lines.length - annexStart));
  const text = lines[index] ?? '';
  const cut = at % (text.length + 1);
  const instead = (...replacement: readonly string[]) => lines.toSpliced(index, 1, ...replacement);
  switch (kind) {
    case 'delete':
      return instead();
    case 'double':
      return instead(text, text);
    case 'swap':
      return index + 1 < lines.length ? lines.toSpliced(index, 2, lines[index + 1]!, text) : lines;
    case 'lose a tab':
      return instead(text.replace('\t', ''));
    case 'gain a tab':
      return instead(`${text.slice(0, cut)}\t${text.slice(cut)}`);
    case 'break':
      return instead(text.slice(0, cut), text.slice(cut));
    case 'another date':
      return instead(text.replace(/\d{1,2}\/\d{1,2}\/\d{4}/, day.join('/')));
    case 'other words':
      return instead(`${text.slice(0, cut)}${words}${text.slice(cut)}`);
    case 'number':
      return instead(text.replace(/^\d+/, String(at % 60)));
  }
};

const injuries = fc.array(injury, { minLength: 1, maxLength: 8 });
const injured = (all: readonly Injury[]): readonly string[] => all.reduce(injure, published);

/** Undefined when the text was refused. */
const read = (lines: readonly string[]): PlanReading | undefined => {
  try {
    return readPlan(lines.join('\n'), names);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

const kept = ({ tasks, issues, sections, remarks }: PlanReading): string =>
  [
    ...tasks.flatMap(({ cells }) => cells.flatMap(({ heading, text }) => [heading, text])),
    ...issues.map(({ where }) => where.text),
    ...sections.flatMap(({ code, titleVi }) => [code, titleVi]),
    ...remarks.map(({ text }) => text),
  ].join('\n');

describe('an injured plan', () => {
  it('loses no cell: each stands in a task, a section, a remark or an issue', () =>
    fc.assert(
      fc.property(injuries, (all) => {
        const lines = injured(all);
        const reading = read(lines);
        if (!reading) return;
        const everything = kept(reading);
        const start = lines.findIndex((line) => line.startsWith('PHỤ LỤC'));
        const cells = lines
          .slice(start)
          .flatMap((line) => line.split('\t'))
          .map((cell) => cell.trim().replace(/^([IV]+)\s*[.)/:-]$/, '$1'));
        expect(cells.filter((cell) => !everything.includes(cell))).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('accounts for every number, and is not content with a broken row of them', () =>
    fc.assert(
      fc.property(injuries, (all) => {
        const lines = injured(all);
        const reading = read(lines);
        if (!reading) return;
        const numbers = reading.tasks.map(({ no }) => no);
        const inOrder = numbers.every((no, index) => no === index + 1);
        expect(reading.totals.issues.NUMBERING === 0).toBe(inOrder);
        expect(new Set(reading.tasks.map(({ key }) => key)).size).toBe(numbers.length);
      }),
      { numRuns: 60 },
    ));

  it('gives plain data of its schema, with places that exist and ids of their own', () =>
    fc.assert(
      fc.property(injuries, (all) => {
        const lines = injured(all);
        const reading = read(lines);
        if (!reading) return;
        expect(planReading.parse(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
        const issues = [...reading.issues, ...reading.tasks.flatMap((task) => task.issues)];
        expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length);
        const text = lines.join('\n');
        for (const { where } of issues) expect(text.slice(0, where.offset).split('\n')).toHaveLength(where.line);
        for (const { issues: own, milestones } of reading.tasks)
          for (const { milestone = 0 } of own.filter((issue) => issue.milestone !== undefined)) expect(milestones[milestone]).toBeDefined();
      }),
      { numRuns: 40 },
    ));

  it('keeps every word of a deadline cell in a milestone or an issue', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            ...[
              'trước ngày 15/4/2022',
              'Quý II',
              'các đơn vị gửi',
              'hàng tháng, quý',
              '(cấp huyện)',
              '; ',
              '. ',
              ' - ',
              ', ',
              'và',
              'dự kiến',
              '30/02',
            ],
            ...[
              'theo hướng dẫn của Sở Nội vụ',
              'thường xuyên',
              'tuần 2',
              'sau 5 ngày',
              'trước 10 ngày',
              'hội nghị',
              '(',
              ')',
              'từ 1/3 đến 5/3',
            ],
          ),
          { minLength: 1, maxLength: 12 },
        ),
        (words) => {
          const cell = words.join(' ').trim();
          const [task] = readPlan(withDeadline(cell), small).tasks;
          const told = [...task!.milestones.map(({ raw }) => raw), ...task!.issues.map(({ where }) => where.text)].join(' ');
          for (const word of cell.split(/[\s;.,:()–-]+|(?<=\s)và(?=\s)/)) expect(told).toContain(word);
        },
      ),
      { numRuns: 300 },
    ));
});

describe('a hostile cell of 100,000 characters', () => {
  const hostile = [
    'trước ',
    'trước ngày ',
    '- ',
    '-',
    '(',
    '()',
    ')',
    '1',
    '1/',
    '15/4/2022 ',
    '30/02/2022 ',
    'hết ',
    'hàng tháng, ',
    'từ ngày ',
  ];
  const more = [
    'sau ',
    'theo hướng dẫn của ',
    'của ',
    'và ',
    ', ',
    '; ',
    'dự kiến 15/4 ',
    'tuần 2 ',
    'Các đơn vị ',
    'Phòng Nội vụ, ',
    'thi đua “',
    '\u0301',
    ' \u00a0',
  ];

  it.each([...hostile, ...more])('of %j is read in a moment', (piece) => {
    const cell = `x${piece.repeat(Math.ceil(100_000 / piece.length))}x`;
    const before = process.cpuUsage();
    const { tasks } = readPlan(withDeadline(cell, cell), small);
    expect(tasks).toHaveLength(1);
    // Time of this process, not of the wall: far below what a quadratic reading takes (minutes), far above what a linear one does.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
