import { describe, expect, it } from '@jest/globals';
import { strictlyBefore } from '@laurel/calendar';
import { fiveColumns, names, planText, sixColumns } from '../reading/fixtures/plan-text.js';
import { readPlan } from '../reading/read-plan.js';
import { issueOf, taskOf } from './fixtures/reading-28.js';
import { identify, type IdentifiedTask } from './identified-reading.js';
import type { IssueChoice } from './plan.events.js';
import { settleTask } from './settle.js';

const settle = (task: IdentifiedTask, ...chosen: readonly (readonly [{ readonly publicId: string }, IssueChoice])[]) =>
  settleTask(task, { policy: strictlyBefore, choices: new Map(chosen.map(([issue, choice]) => [issue.publicId, { choice }])) });
const deadlines = (...given: Parameters<typeof settle>) => settle(...given).milestones.map(({ rule, lastDay }) => [rule, lastDay]);
const asWritten: IssueChoice = { kind: 'AS_WRITTEN' };

/** The only task of a small plan, and its issues by code. */
const small = (cells: readonly string[], columns: readonly string[] = fiveColumns) => {
  const [task] = identify('plan_1', readPlan(planText([[...columns], ['1', ...cells]]), names)).tasks;
  const about = (code: string, index = 0) => task!.issues.filter((issue) => issue.code === code)[index]!;
  return { task: task!, about };
};

describe('the day of a milestone', () => {
  it('stands where the impossible one stood', () => {
    expect(deadlines(taskOf(16))[0]).toEqual([{ kind: 'BEFORE', candidates: ['2021-02-28'] }, undefined]);
    expect(deadlines(taskOf(16), [issueOf(16, 'INVALID_DATE'), { kind: 'DATE', date: '2021-02-28' }])[0]).toEqual([
      { kind: 'BEFORE', date: '2021-02-28' },
      '2021-02-27',
    ]);
  });

  it('waits until what blocks it is settled, even as written', () => {
    const before: unknown[] = deadlines(taskOf(21)).map(([, lastDay]) => lastDay);
    expect(before).toEqual([undefined, undefined]);
    expect(deadlines(taskOf(21), [issueOf(21, 'YEAR_MISMATCH', 0), asWritten]).map(([, lastDay]) => lastDay)).toEqual([
      '2020-06-29',
      undefined,
    ]);
  });

  it('moves to another year without moving any other milestone', () =>
    expect(deadlines(taskOf(21), [issueOf(21, 'YEAR_MISMATCH', 0), { kind: 'YEAR', year: 2021 }]).map(([, lastDay]) => lastDay)).toEqual([
      '2021-06-29',
      undefined,
    ]));

  it('is not moved by the year of a title', () => {
    const title = taskOf(21).issues.find(({ code, where }) => code === 'YEAR_MISMATCH' && where.column === 'content')!;
    const plain = settle(taskOf(21));
    for (const choice of [
      { kind: 'YEAR', year: 2019 },
      { kind: 'DATE', date: '2021-01-01' },
    ] as const) {
      expect(settle(taskOf(21), [title, choice])).toEqual(plain);
    }
  });

  it('of several choices is the one that says most, in whatever order they were made', () => {
    const year = [issueOf(21, 'YEAR_MISMATCH', 0), { kind: 'YEAR', year: 2021 }] as const;
    const quarter = [issueOf(21, 'QUARTER_MISMATCH', 0), { kind: 'DATE', date: '2021-04-30' }] as const;
    const chosen = [{ kind: 'BEFORE', date: '2021-04-30' }, '2021-04-29'];
    expect(deadlines(taskOf(21), year, quarter)[0]).toEqual(chosen);
    expect(deadlines(taskOf(21), quarter, year)[0]).toEqual(chosen);
  });

  it('is whatever rule a person set', () =>
    expect(deadlines(taskOf(16), [issueOf(16, 'INVALID_DATE'), { kind: 'RULE', rule: { kind: 'BY', date: '2021-03-05' } }])[0]).toEqual([
      { kind: 'BY', date: '2021-03-05' },
      '2021-03-05',
    ]));

  it('is of a range the end that the issue is about', () => {
    const { task, about } = small(['Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', 'từ ngày 30/02/2022 đến ngày 31/4/2022']);
    const [from, to] = [about('INVALID_DATE'), about('INVALID_DATE', 1)];
    expect(deadlines(task, [from, { kind: 'DATE', date: '2022-03-01' }], [to, { kind: 'DATE', date: '2022-04-30' }])).toEqual([
      [{ kind: 'WITHIN', from: '2022-03-01', to: '2022-04-30' }, '2022-04-30'],
    ]);
    expect(deadlines(task, [from, { kind: 'DATE', date: '2022-03-01' }])[0]![1]).toBeUndefined();
  });

  it('of a document that has not arrived is nobody’s last day', () =>
    expect(settle(taskOf(30)).milestones.map(({ rule, lastDay }) => [rule.kind, lastDay])[0]).toEqual(['AWAITS_DOCUMENT', undefined]));

  it('stays where a year has no such day', () => {
    const { task, about } = small(['Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', 'trước ngày 29/02/2024']);
    expect(deadlines(task, [about('YEAR_MISMATCH'), { kind: 'YEAR', year: 2022 }])[0]![0]).toEqual({ kind: 'BEFORE', date: '2024-02-29' });
  });
});

describe('a recurrence', () => {
  const both = { kind: 'RECURRENCE', every: ['MONTHLY', 'QUARTERLY'] } as const;

  it('of two rhythms is open until a person has chosen', () => {
    const rhythm = (...chosen: Parameters<typeof settle>) =>
      settle(...chosen).milestones.map(({ rule, allMeant }) => ({ rule, allMeant }))[0];
    expect(rhythm(taskOf(36))).toEqual({ rule: { kind: 'RECURRING', every: both.every }, allMeant: undefined });
    expect(rhythm(taskOf(36), [issueOf(36, 'AMBIGUOUS_RECURRENCE'), both])).toEqual({
      rule: { kind: 'RECURRING', every: both.every },
      allMeant: true,
    });
    expect(rhythm(taskOf(36), [issueOf(36, 'AMBIGUOUS_RECURRENCE'), { kind: 'RECURRENCE', every: ['MONTHLY'] }])).toEqual({
      rule: { kind: 'RECURRING', every: ['MONTHLY'] },
      allMeant: undefined,
    });
  });
});

describe('who is meant', () => {
  const refs = (...given: readonly string[]) => ({ kind: 'REFS', refs: given as [string, ...string[]] }) as const;
  const parties = (...given: Parameters<typeof settle>) => {
    const { leads, implementers, advisers, milestones } = settle(...given);
    return { leads, implementers, advisers, actors: milestones.map(({ actors }) => actors) };
  };

  it('by a collective of the advisers is nobody’s obligation', () => {
    const before = parties(taskOf(1));
    expect(parties(taskOf(1), [issueOf(1, 'UNRESOLVED_GROUP'), refs('org-a', 'org-b')])).toEqual({
      ...before,
      advisers: before.advisers.flatMap((ref) => (ref === 'related-units' ? ['org-a', 'org-b'] : [ref])),
    });
    expect(before.advisers).toContain('related-units');
  });

  it('by an empty cell is whom a person puts there', () => {
    const before = parties(taskOf(30));
    expect(before.leads).toEqual([]);
    expect(parties(taskOf(30), [issueOf(30, 'MISSING_LEAD'), refs('office-1')])).toEqual({ ...before, leads: ['office-1'] });
  });

  it('where implementers act, by an unknown name of theirs, acts too', () => {
    const { task, about } = small(
      ['Xét khen thưởng', 'Chủ tịch UBND huyện', 'Phòng Nội vụ, Ban Quản lý Chợ', '', 'trước ngày 15/3/2022'],
      [...sixColumns],
    );
    expect(parties(task).actors).toEqual([['org-noi-vu']]);
    expect(parties(task, [about('UNKNOWN_ORGANISATION'), refs('org-market')])).toMatchObject({
      implementers: ['org-noi-vu', 'org-market'],
      actors: [['org-noi-vu', 'org-market']],
    });
  });

  it('in a table without implementers, by an empty lead, acts', () => {
    const { task, about } = small(['Xét khen thưởng', '', 'Các đơn vị thuộc huyện', 'trước ngày 15/3/2022']);
    expect(parties(task).actors).toEqual([[]]);
    expect(parties(task, [about('MISSING_LEAD'), refs('org-noi-vu')])).toMatchObject({ leads: ['org-noi-vu'], actors: [['org-noi-vu']] });
  });

  it('by an unknown body that a phrase names is the actor, and of the phrase that leans on it', () => {
    const { task, about } = small([
      'Xét khen thưởng',
      'Phòng Nội vụ',
      'Các đơn vị thuộc huyện',
      'Ban Chỉ huy Quân sự gửi hồ sơ trước ngày 15/3/2022; Phòng Nội vụ tổng hợp trước ngày 20/3/2022',
    ]);
    expect(parties(task).actors).toEqual([[], ['org-noi-vu']]);
    expect(parties(task, [about('UNKNOWN_ORGANISATION'), refs('org-army')]).actors).toEqual([['org-army'], ['org-noi-vu']]);
  });

  it('by a collective that a phrase names acts instead of it', () => {
    const { task, about } = small([
      'Xét khen thưởng',
      'Phòng Nội vụ',
      'Các đơn vị thuộc huyện',
      'Các đơn vị liên quan gửi hồ sơ trước ngày 15/3/2022',
    ]);
    expect(parties(task).actors).toEqual([['related']]);
    expect(parties(task, [about('UNRESOLVED_GROUP'), refs('org-a', 'org-b')]).actors).toEqual([['org-a', 'org-b']]);
  });

  it('as written stays as it is', () => {
    const { task, about } = small(['Xét khen thưởng', 'Ban Quản lý Chợ', 'Các đơn vị thuộc huyện', 'trước ngày 15/3/2022']);
    expect(parties(task, [about('UNKNOWN_ORGANISATION'), asWritten])).toEqual(parties(task));
  });
});
