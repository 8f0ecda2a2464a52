import { addDays, dayAfter, weekdayOf, yearOf } from './day.js';
import { knownYears } from './days-off/known-years.js';
import type { YearOfDaysOff } from './days-off/year-of-days-off.js';

export interface DayOff {
  readonly kind: 'WEEKEND' | 'HOLIDAY';
  readonly nameVi?: string;
  readonly inLieuOf?: string;
}

/** Nobody has entered the days off of that year, so working days of it cannot be counted. */
export class YearWithoutDaysOff extends Error {
  override readonly name = 'YearWithoutDaysOff';
  constructor(readonly year: number) {
    super(`The days off of ${year} are not known; add a file for the year to the calendar before counting its working days.`);
  }
}

type Years = readonly YearOfDaysOff[];

export const knowsDaysOff = (year: number, years: Years = knownYears): boolean => years.some((known) => known.year === year);

/**
 * Why nobody works on a day, or undefined. In a year without data (`knowsDaysOff`) only weekends are told and undefined means
 * "not a weekend", never "a working day".
 */
export const dayOff = (day: string, years: Years = knownYears): DayOff | undefined => {
  const year = years.find((known) => day.startsWith(`${known.year}-`));
  const holiday = year?.holidays.find(({ date }) => date === day);
  if (holiday) return { kind: 'HOLIDAY', nameVi: holiday.nameVi, ...(holiday.inLieuOf && { inLieuOf: holiday.inLieuOf }) };
  if (year?.workingInstead.some(({ date }) => date === day)) return undefined;
  return weekdayOf(day) >= 6 ? { kind: 'WEEKEND' } : undefined;
};

/** Whether offices work on a day. Throws `YearWithoutDaysOff` rather than guess. */
export const isWorkingDay = (day: string, years: Years = knownYears): boolean => {
  if (!knowsDaysOff(yearOf(day), years)) throw new YearWithoutDaysOff(yearOf(day));
  return dayOff(day, years) === undefined;
};

/**
 * The working day that lies `count` working days after a day (before it, when negative). The day itself does not count
 * (Civil Code 2015, Art. 147). Zero gives the day itself, working or not. Throws `YearWithoutDaysOff`.
 */
export const addWorkingDays = (day: string, count: number, years: Years = knownYears): string => {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0;) {
    at = addDays(at, step);
    if (isWorkingDay(at, years)) left -= 1;
  }
  return at;
};

export interface CalendarOfYear {
  readonly year: number;
  /** False: nobody has entered this year; `daysOff` then holds its weekends only. */
  readonly hasData: boolean;
  readonly source?: string;
  readonly daysOff: readonly (DayOff & { readonly date: string })[];
  readonly workingInstead: YearOfDaysOff['workingInstead'];
}

/** Every day off of a year in order, weekends included, as a front-end shows it. */
export const calendarOfYear = (year: number, years: Years = knownYears): CalendarOfYear => {
  const known = years.find((candidate) => candidate.year === year);
  const daysOff: (DayOff & { date: string })[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = dayAfter(date)) {
    const off = dayOff(date, years);
    if (off) daysOff.push({ date, ...off });
  }
  return {
    year,
    hasData: known !== undefined,
    ...(known && { source: known.source }),
    daysOff,
    workingInstead: known?.workingInstead ?? [],
  };
};
