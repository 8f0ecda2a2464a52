import { describe, expect, it } from '@jest/globals';
import { addDays } from '@laurel/calendar';
import fc from 'fast-check';
import { nextReminder } from './next-reminder.js';

const policy = { before: [1, 7, 3], overdueEvery: 7 };
const lastDay = '2021-01-27';
const atEight = (day: string) => `${day}T01:00:00.000Z`; // 08:00 in Hà Nội

describe('the next reminder', () => {
  it('comes 7, 3 and 1 days before the last day, then on the first day after it and weekly from there', () => {
    const days: (readonly [string, string])[] = [];
    for (let after = '2021-01-15T00:00:00Z'; days.length < 6;) {
      const { due, kind } = nextReminder(policy, lastDay, after);
      days.push([due, kind]);
      after = due;
    }
    expect(days).toEqual([
      [atEight('2021-01-20'), 'BEFORE'],
      [atEight('2021-01-24'), 'BEFORE'],
      [atEight('2021-01-26'), 'BEFORE'],
      [atEight('2021-01-28'), 'OVERDUE'],
      [atEight('2021-02-04'), 'OVERDUE'],
      [atEight('2021-02-11'), 'OVERDUE'],
    ]);
  });

  it('leaves out what has passed when the obligation opens late', () => {
    expect(nextReminder(policy, lastDay, '2021-01-26T02:00:00Z')).toEqual({ due: atEight('2021-01-28'), kind: 'OVERDUE' });
    expect(nextReminder(policy, '2020-06-29', '2021-01-22T02:00:00Z')).toEqual({ due: atEight('2021-01-26'), kind: 'OVERDUE' });
  });

  it('reminds only of what is overdue where the policy says nothing before', () =>
    expect(nextReminder({ before: [], overdueEvery: 1 }, lastDay, '2021-01-30T01:00:00Z')).toEqual({
      due: atEight('2021-01-31'),
      kind: 'OVERDUE',
    }));

  it('lies always after the instant asked about, and none is left out', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: -40, max: 60 }),
        (before, every, day) => {
          const after = `${addDays(lastDay, day)}T01:00:00.000Z`;
          const all = [...before.map((days) => -days), ...Array.from({ length: 100 }, (_, round) => 1 + round * every)].map((days) =>
            atEight(addDays(lastDay, days)),
          );
          expect(nextReminder({ before, overdueEvery: every }, lastDay, after).due).toBe(all.toSorted().find((due) => due > after));
        },
      ),
    ));
});
