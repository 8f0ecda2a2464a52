import { addDays, dayAfter, dayOf, lastDayOfMonth, weekdayOf } from './day.js';

/** Weeks begin on Monday; half-years on 1 January and 1 July. */
export type Frequency = 'WEEKLY' | 'MONTHLY' | 'QUARTERLY' | 'HALF_YEARLY' | 'YEARLY';

/** A span of whole days, both ends included. Labels: 2021-W05, 2021-02, 2021-Q1, 2021-H1, 2021. */
export interface Period {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

export const quarterOf = (day: string): 1 | 2 | 3 | 4 => Math.ceil(monthOf(day) / 3) as 1 | 2 | 3 | 4; // months are 1 to 12

export const monthOf = (day: string): number => Number(day.slice(5, 7));

export const month = (year: number, number: number): Period => months(`${year}-${String(number).padStart(2, '0')}`, year, number, 1);

export const quarter = (year: number, number: number): Period => months(`${year}-Q${number}`, year, number * 3 - 2, 3);

export const halfYear = (year: number, number: number): Period => months(`${year}-H${number}`, year, number * 6 - 5, 6);

export const wholeYear = (year: number): Period => months(String(year), year, 1, 12);

/** The period of a frequency in which a day lies. */
export const periodOf = (frequency: Frequency, day: string): Period => {
  const year = Number(day.slice(0, 4));
  switch (frequency) {
    case 'WEEKLY':
      return week(day);
    case 'MONTHLY':
      return month(year, monthOf(day));
    case 'QUARTERLY':
      return quarter(year, quarterOf(day));
    case 'HALF_YEARLY':
      return halfYear(year, monthOf(day) <= 6 ? 1 : 2);
    case 'YEARLY':
      return wholeYear(year);
  }
};

/** The whole periods that share a day with the span from–to: the first may begin before `from`, the last may end after `to`. */
export const periodsOf = (frequency: Frequency, from: string, to: string): readonly Period[] => {
  const periods: Period[] = [];
  for (let day = from; day <= to; day = dayAfter(periods.at(-1)!.to)) periods.push(periodOf(frequency, day));
  return periods;
};

const months = (label: string, year: number, first: number, count: number): Period => ({
  label,
  from: dayOf(year, first, 1)!, // the first of a month always exists
  to: lastDayOfMonth(year, first + count - 1),
});

const week = (day: string): Period => {
  const from = addDays(day, 1 - weekdayOf(day));
  // ISO 8601: a week belongs to the year of its Thursday.
  const year = addDays(from, 3).slice(0, 4);
  const firstThursday = addDays(`${year}-01-04`, 4 - weekdayOf(`${year}-01-04`));
  const number = (Date.parse(addDays(from, 3)) - Date.parse(firstThursday)) / 604_800_000 + 1;
  return { label: `${year}-W${String(number).padStart(2, '0')}`, from, to: addDays(from, 6) };
};
