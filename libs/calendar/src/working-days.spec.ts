import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adviceOn } from './advice.js';
import { addDays } from './day.js';
import { daysOff2021 } from './days-off/2021.js';
import type { YearOfDaysOff } from './days-off/year-of-days-off.js';
import { addWorkingDays, calendarOfYear, dayOff, isWorkingDay, knowsDaysOff, YearWithoutDaysOff } from './working-days.js';

// A made year: the Friday bridges to a holiday and is worked on the Saturday after.
const swapped: YearOfDaysOff = {
  year: 2019,
  source: 'made for this spec',
  holidays: [
    { date: '2019-05-02', nameVi: 'Lễ', source: 'spec' },
    { date: '2019-05-03', nameVi: 'Nghỉ hoán đổi', inLieuOf: '2019-05-11', source: 'spec' },
  ],
  workingInstead: [{ date: '2019-05-11', inLieuOf: '2019-05-03', source: 'spec' }],
};

describe('a day off', () => {
  it.each([
    ['2021-02-09', undefined],
    ['2021-02-10', { kind: 'HOLIDAY', nameVi: 'Tết Nguyên đán' }],
    ['2021-02-14', { kind: 'HOLIDAY', nameVi: 'Tết Nguyên đán' }],
    ['2021-02-17', undefined],
    ['2021-02-27', { kind: 'WEEKEND' }],
    ['2021-05-03', { kind: 'HOLIDAY', nameVi: 'Nghỉ bù Ngày Quốc tế lao động', inLieuOf: '2021-05-01' }],
    ['2023-01-21', { kind: 'WEEKEND' }],
    ['2023-01-23', undefined], // Tết 2023, which nobody has entered: not told as a working day either, see below
  ])('%s', (day, expected) => expect(dayOff(day)).toEqual(expected));

  it('is worked when it was exchanged', () => {
    expect(dayOff('2019-05-11', [swapped])).toBeUndefined();
    expect(dayOff('2019-05-03', [swapped])).toEqual({ kind: 'HOLIDAY', nameVi: 'Nghỉ hoán đổi', inLieuOf: '2019-05-11' });
    expect(addWorkingDays('2019-05-10', 1, [swapped])).toBe('2019-05-11');
  });

  it('is never guessed for a year without data', () => {
    expect(knowsDaysOff(2023)).toBe(false);
    expect(() => isWorkingDay('2023-01-23')).toThrow(YearWithoutDaysOff);
    expect(() => addWorkingDays('2021-12-31', 1)).toThrow('The days off of 2022 are not known');
  });

  it('stands on a source, in its own year', () => {
    expect(daysOff2021.holidays.filter(({ date, source }) => !date.startsWith('2021-') || source === '')).toEqual([]);
    expect(daysOff2021.holidays).toHaveLength(14);
  });
});

describe('working days', () => {
  it.each([
    ['2021-01-22', 3, '2021-01-27'],
    ['2021-02-09', 1, '2021-02-17'],
    ['2021-02-17', -1, '2021-02-09'],
    ['2021-05-04', -1, '2021-04-29'],
    ['2021-02-14', 0, '2021-02-14'],
  ])('%s and %i more end on %s', (day, count, expected) => expect(addWorkingDays(day, count)).toBe(expected));

  it('are exactly as many as were asked for', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 90 }), (offset, count) => {
        const from = addDays('2021-01-01', offset);
        const to = addWorkingDays(from, count);
        let worked = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) worked += 1;
        expect(worked).toBe(count);
        expect(isWorkingDay(to)).toBe(true);
      }),
    ));
});

describe('the calendar of a year', () => {
  it('lists weekends and holidays in order', () => {
    const { daysOff, hasData } = calendarOfYear(2021);
    expect(hasData).toBe(true);
    expect(daysOff.slice(0, 3)).toEqual([
      { date: '2021-01-01', kind: 'HOLIDAY', nameVi: 'Tết Dương lịch' },
      { date: '2021-01-02', kind: 'WEEKEND' },
      { date: '2021-01-03', kind: 'WEEKEND' },
    ]);
    expect(daysOff).toHaveLength(104 + 14 - 3); // 13/02, 14/02 and 01/5 are both
  });

  it('says that it has weekends only', () => {
    const year = calendarOfYear(2022);
    expect({ ...year, daysOff: year.daysOff.length }).toEqual({ year: 2022, hasData: false, daysOff: 105, workingInstead: [] });
  });
});

describe('advice', () => {
  it('names the day off and the working days around it, and moves nothing', () =>
    expect(adviceOn('2021-02-14')).toEqual({
      kind: 'DAY_OFF',
      dayOff: { kind: 'HOLIDAY', nameVi: 'Tết Nguyên đán' },
      workingDayBefore: '2021-02-09',
      workingDayAfter: '2021-02-17',
      text: {
        vi: 'Ngày 14/02/2021 là Chủ nhật, ngày nghỉ Tết Nguyên đán.',
        en: '14/02/2021 is a Sunday and a public holiday (Tết Nguyên đán).',
      },
    }));

  it('leaves out what it cannot know', () => {
    expect(adviceOn('2022-02-05')).toEqual({
      kind: 'DAY_OFF',
      dayOff: { kind: 'WEEKEND' },
      text: { vi: 'Ngày 05/02/2022 là thứ Bảy, ngày nghỉ hằng tuần.', en: '05/02/2022 is a Saturday.' },
    });
    expect(adviceOn('2022-02-01')).toMatchObject({ kind: 'YEAR_WITHOUT_DATA', year: 2022 });
    expect(adviceOn('2021-02-09')).toBeUndefined();
  });
});
