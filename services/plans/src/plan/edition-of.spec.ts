import { describe, expect, it } from '@jest/globals';
import { actorsOf, editionOf, settledTasks, unassigned } from './edition-of.js';
import { edition } from './edition.js';
import { issueOf, reading28, taskOf } from './fixtures/reading-28.js';
import type { Amendment } from './plan.events.js';

const policy = { beforeCountsTheDay: false, reminders: { before: [7, 3, 1], overdueEvery: 7 } };
const date = (day: string) => ({ choice: { kind: 'DATE', date: day } }) as const;
const choices = new Map([
  [issueOf(16, 'INVALID_DATE').publicId, date('2021-02-28')],
  [issueOf(21, 'YEAR_MISMATCH', 0).publicId, date('2021-06-30')],
  [issueOf(21, 'YEAR_MISMATCH', 1).publicId, date('2021-05-30')],
]);
const settled = (...amendments: readonly Amendment[]) => settledTasks({ reading: reading28, choices, amendments, policy });
const row = (no: number, tasks = settled()) => tasks.find((task) => task.no === no)!;
const milestone = (no: number, index = 0) => taskOf(no).milestones[index]!.id;

describe('the edition of a plan', () => {
  it('holds every task with its settled days, as a file that its schema knows', () => {
    const parts = { reading: reading28, number: '28/KH-UBND', choices, amendments: [], policy };
    const tasks = settledTasks(parts);
    const made = editionOf(parts, tasks, { groups: { schools: [] }, acting: { 'cluster-1': ['org-1'] } });
    expect(edition.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect([made.year, made.tasks.length, made.movements.length]).toEqual([2021, 42, 15]);
    expect([16, 21].map((no) => row(no, tasks).milestones.map(({ lastDay }) => lastDay))).toEqual([
      ['2021-02-27', '2021-03-29'],
      ['2021-06-29', '2021-05-29'],
    ]);
  });

  it('says the quarter of the section', () => expect([1, 16, 42].map((no) => row(no).quarter)).toEqual([1, 1, undefined]));

  it('reads "trước ngày" as the office does', () => {
    const lenient = settledTasks({ reading: reading28, choices, amendments: [], policy: { ...policy, beforeCountsTheDay: true } });
    expect(row(16, lenient).milestones[0]!.lastDay).toBe('2021-02-28');
  });

  it('names everybody whom a standing milestone means, and nobody of a withdrawn task', () => {
    const only = settled(
      ...taskNumbers.filter((no) => no !== 41).map((no): Amendment => ({ kind: 'TASK_WITHDRAWN', taskId: taskOf(no).id, taskNo: no })),
    );
    expect(actorsOf(only)).toEqual([...new Set(row(41).milestones.flatMap(({ actors }) => actors))]);
  });
});

describe('an amendment', () => {
  it('moves the day of one milestone and nothing else', () => {
    const change = {
      kind: 'MILESTONE_DEADLINE',
      milestoneId: milestone(16),
      rule: { kind: 'BY', date: '2021-03-05' },
      lastDay: '2021-03-05',
    } as const;
    const before = settled();
    expect(settled(change)).toEqual(
      before.map((task) =>
        task.no === 16
          ? { ...task, milestones: [{ ...task.milestones[0], rule: change.rule, lastDay: '2021-03-05' }, ...task.milestones.slice(1)] }
          : task,
      ),
    );
  });

  it('gives a milestone that waited for a document a day of its own', () => {
    const rule = { kind: 'BY', date: '2021-12-10' } as const;
    const [first] = row(30, settled({ kind: 'MILESTONE_DEADLINE', milestoneId: milestone(30), rule, lastDay: '2021-12-10' })).milestones;
    expect([first!.rule, first!.lastDay]).toEqual([rule, '2021-12-10']);
  });

  it('says anew who owes it; the last one holds', () => {
    const actors = (...refs: [string, ...string[]]): Amendment => ({ kind: 'MILESTONE_ACTORS', milestoneId: milestone(8), refs });
    expect(row(8, settled(actors('org-a'), actors('org-b', 'org-c'))).milestones[0]!.actors).toEqual(['org-b', 'org-c']);
  });
});

describe('what nobody is named for', () => {
  it('is told by the number of its task, once', () => {
    const tasks = settled();
    expect(unassigned(tasks)).toEqual([]);
    const nobody = tasks.map((task) =>
      [8, 16].includes(task.no) ? { ...task, milestones: task.milestones.map((each) => ({ ...each, actors: [] })) } : task,
    );
    expect(unassigned(nobody)).toEqual([8, 16]);
  });

  it('is not told of what never falls due, and of requests, which name their units', () => {
    const tasks = settled().map((task) => ({ ...task, milestones: task.milestones.map((each) => ({ ...each, actors: [] })) }));
    const told = unassigned(tasks);
    const kinds = (no: number) => row(no).milestones.map(({ rule }) => rule.kind);
    expect(
      taskNumbers
        .filter((no) => !told.includes(no))
        .flatMap(kinds)
        .filter((kind) => ['BY', 'BEFORE', 'WITHIN', 'RECURRING'].includes(kind)),
    ).toEqual([]);
    expect(kinds(41)).toContain('RELATIVE');
    expect(told).not.toContain(41);
  });
});

const taskNumbers = reading28.tasks.flatMap(({ no }) => no ?? []);
