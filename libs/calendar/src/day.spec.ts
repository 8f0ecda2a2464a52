import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayAfter, dayBefore, dayOf, daysBetween, endOfDay, lastDayOfMonth, localDay, startOfDay, weekdayOf } from './day.js';

const anyDay = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('1990-01-01', days));

describe('a day in Hà Nội', () => {
  it('begins and ends at local midnight', () => {
    expect(startOfDay('2021-01-28')).toBe('2021-01-27T17:00:00Z');
    expect(endOfDay('2021-01-27')).toBe('2021-01-27T17:00:00Z');
    expect(localDay('2021-01-27T16:59:59.999Z')).toBe('2021-01-27');
    expect(localDay('2021-01-27T17:00:00Z')).toBe('2021-01-28');
  });

  it('holds the instants from its start to its end, and no other', () =>
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(localDay(startOfDay(day))).toBe(day);
        expect(localDay(new Date(Date.parse(endOfDay(day)) - 1).toISOString())).toBe(day);
        expect(localDay(endOfDay(day))).toBe(dayAfter(day));
      }),
    ));

  it('is counted across months and leap years', () => {
    expect(dayBefore('2021-03-01')).toBe('2021-02-28');
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
    expect(addDays('2021-01-22', 365)).toBe('2022-01-22');
    expect(lastDayOfMonth(2024, 2)).toBe('2024-02-29');
  });

  it('counts back what it counted on', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
      }),
    ));

  it('does not exist on the 30th of February', () => {
    expect(dayOf(2021, 2, 30)).toBeUndefined();
    expect(dayOf(2021, 13, 1)).toBeUndefined();
    expect(dayOf(2021, 2, 28)).toBe('2021-02-28');
  });

  it('knows its weekday', () => expect(['2021-01-22', '2021-01-24', '2021-01-25'].map(weekdayOf)).toEqual([5, 7, 1]));
});
