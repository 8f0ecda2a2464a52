import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayAfter } from './day.js';
import { type Frequency, periodOf, periodsOf, quarterOf } from './period.js';

const anyDay = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('1990-01-01', days));
const frequencies: readonly Frequency[] = ['WEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'];

describe('a period', () => {
  it.each([
    ['WEEKLY', '2021-01-01', { label: '2020-W53', from: '2020-12-28', to: '2021-01-03' }],
    ['WEEKLY', '2021-02-14', { label: '2021-W06', from: '2021-02-08', to: '2021-02-14' }],
    ['MONTHLY', '2021-02-10', { label: '2021-02', from: '2021-02-01', to: '2021-02-28' }],
    ['QUARTERLY', '2021-05-31', { label: '2021-Q2', from: '2021-04-01', to: '2021-06-30' }],
    ['HALF_YEARLY', '2021-07-01', { label: '2021-H2', from: '2021-07-01', to: '2021-12-31' }],
    ['YEARLY', '2021-07-01', { label: '2021', from: '2021-01-01', to: '2021-12-31' }],
  ] as const)('%s of %s', (frequency, day, period) => expect(periodOf(frequency, day)).toEqual(period));

  it('of the month runs from the one of the first day to the one of the last', () =>
    expect(periodsOf('MONTHLY', '2021-01-22', '2021-03-01').map(({ label }) => label)).toEqual(['2021-01', '2021-02', '2021-03']));

  it('is none when the span ends before it begins', () => expect(periodsOf('MONTHLY', '2021-03-01', '2021-02-01')).toEqual([]));

  it('covers every day of a span once, without a gap', () =>
    fc.assert(
      fc.property(fc.constantFrom(...frequencies), anyDay, fc.integer({ min: 0, max: 800 }), (frequency, from, length) => {
        const to = addDays(from, length);
        const periods = periodsOf(frequency, from, to);
        expect(periods[0]!.from <= from && from <= periods[0]!.to).toBe(true);
        expect(periods.at(-1)!.from <= to && to <= periods.at(-1)!.to).toBe(true);
        for (const [index, period] of periods.entries()) {
          if (index > 0) expect(period.from).toBe(dayAfter(periods[index - 1]!.to));
          expect(periodOf(frequency, period.to)).toEqual(period);
        }
        expect(new Set(periods.map(({ label }) => label)).size).toBe(periods.length);
      }),
    ));

  it('of the quarter changes on the first of January, April, July and October', () =>
    expect(['2021-03-31', '2021-04-01', '2021-06-30', '2021-07-01', '2021-09-30', '2021-10-01'].map(quarterOf)).toEqual([
      1, 2, 2, 3, 3, 4,
    ]));
});
