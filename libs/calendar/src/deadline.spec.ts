import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from './day.js';
import { lastValidDay, occurrences, relativeDay, strictlyBefore } from './deadline.js';
import { type DeadlineRule, deadlineRule, type RuleOf } from './deadline-rule.js';

const anyDay = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('1990-01-01', days));
const dayCounts = { beforeCountsTheDay: true };

const table: readonly (readonly [DeadlineRule, strict: string | undefined, counted: string | undefined])[] = [
  [{ kind: 'BEFORE', date: '2021-03-01' }, '2021-02-28', '2021-03-01'],
  [{ kind: 'BEFORE', candidates: ['2021-02-28'] }, undefined, undefined],
  [{ kind: 'BY', date: '2021-04-15' }, '2021-04-15', '2021-04-15'],
  [{ kind: 'WITHIN', from: '2021-05-01', to: '2021-05-31' }, '2021-05-31', '2021-05-31'],
  [{ kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'Hướng dẫn', fromTask: 28 }] }, undefined, undefined],
  [
    { kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'Hướng dẫn', fromTask: 28 }], date: '2022-01-25', tentative: true },
    '2022-01-24',
    '2022-01-25',
  ],
  [
    { kind: 'AWAITS_DOCUMENT', awaits: [{ document: 'Hướng dẫn' }], date: '2022-01-25', dayCounts: true, tentative: true },
    '2022-01-25',
    '2022-01-25',
  ],
  [{ kind: 'RECURRING', every: ['MONTHLY'] }, undefined, undefined],
  [{ kind: 'RELATIVE', anchor: 'plannedPlaqueDate', days: -15 }, undefined, undefined],
  [{ kind: 'CHAINED', after: 0, days: 10, unit: 'WORKING' }, undefined, undefined],
  [{ kind: 'DONE' }, undefined, undefined],
  [{ kind: 'NONE' }, undefined, undefined],
  [{ kind: 'CONTINUOUS' }, undefined, undefined],
  [{ kind: 'BY_RULE' }, undefined, undefined],
];

describe('the last valid day', () => {
  it.each(table)('of %j is %s strictly, %s when the day counts', (rule, strict, counted) => {
    expect([lastValidDay(rule), lastValidDay(rule, strictlyBefore), lastValidDay(rule, dayCounts)]).toEqual([strict, strict, counted]);
    expect(deadlineRule.parse(rule)).toEqual(rule);
  });

  it('of "before a day" is the day before it, whatever the calendar says', () =>
    fc.assert(fc.property(anyDay, (date) => expect(daysBetween(lastValidDay({ kind: 'BEFORE', date })!, date)).toBe(1))));
});

describe('a recurring deadline', () => {
  const year = { from: '2021-01-22', until: '2021-12-31' };
  const lastDays = (rule: Omit<RuleOf<'RECURRING'>, 'kind'>, policy = strictlyBefore) =>
    occurrences({ kind: 'RECURRING', ...rule }, year, policy).map((occurrence) => occurrence.lastValidDay);

  it('ends with each quarter, the one of the issue day first', () =>
    expect(occurrences({ kind: 'RECURRING', every: ['QUARTERLY'] }, year)).toEqual([
      { period: { label: '2021-Q1', from: '2021-01-01', to: '2021-03-31' }, lastValidDay: '2021-03-31' },
      { period: { label: '2021-Q2', from: '2021-04-01', to: '2021-06-30' }, lastValidDay: '2021-06-30' },
      { period: { label: '2021-Q3', from: '2021-07-01', to: '2021-09-30' }, lastValidDay: '2021-09-30' },
      { period: { label: '2021-Q4', from: '2021-10-01', to: '2021-12-31' }, lastValidDay: '2021-12-31' },
    ]));

  it('has twelve months and, when both are named, four quarters besides', () => {
    expect(lastDays({ every: ['MONTHLY'] })).toHaveLength(12);
    expect(lastDays({ every: ['MONTHLY', 'QUARTERLY'] })).toHaveLength(16);
  });

  it('can name a day of the month, and keeps to a month that is shorter', () => {
    expect(lastDays({ every: ['MONTHLY'], dayOfMonth: { day: 25, boundary: 'BEFORE' } }).slice(0, 2)).toEqual(['2021-01-24', '2021-02-24']);
    expect(lastDays({ every: ['MONTHLY'], dayOfMonth: { day: 25, boundary: 'BEFORE' } }, dayCounts)[0]).toBe('2021-01-25');
    expect(lastDays({ every: ['MONTHLY'], dayOfMonth: { day: 31, boundary: 'BY' } })[1]).toBe('2021-02-28');
  });
});

describe('a relative deadline', () => {
  it('counts calendar days unless working days are said', () => {
    expect(relativeDay({ kind: 'RELATIVE', anchor: 'plannedPlaqueDate', days: -15 }, '2021-09-02')).toBe('2021-08-18');
    expect(relativeDay({ kind: 'CHAINED', after: 0, days: 5, unit: 'CALENDAR' }, '2021-02-09')).toBe('2021-02-14');
    expect(relativeDay({ kind: 'CHAINED', after: 0, days: 5, unit: 'WORKING' }, '2021-02-09')).toBe('2021-02-23');
  });

  it('lies exactly as many days away as it says', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (anchor, days) =>
        expect(relativeDay({ kind: 'RELATIVE', anchor: 'any', days }, anchor)).toBe(addDays(anchor, days)),
      ),
    ));
});
