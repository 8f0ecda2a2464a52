import { weekdayOf, yearOf } from './day.js';
import type { YearOfDaysOff } from './days-off/year-of-days-off.js';
import { knownYears } from './days-off/known-years.js';
import { addWorkingDays, type DayOff, dayOff, knowsDaysOff, YearWithoutDaysOff } from './working-days.js';

interface Texts {
  readonly vi: string;
  readonly en: string;
}

/** What a person should know about a day. It is advice: the stated day stays. */
export type Advice =
  | {
      readonly kind: 'DAY_OFF';
      readonly dayOff: DayOff;
      /** Absent where the days off of the year it may lie in are not known. */
      readonly workingDayBefore?: string;
      readonly workingDayAfter?: string;
      readonly text: Texts;
    }
  | { readonly kind: 'YEAR_WITHOUT_DATA'; readonly year: number; readonly text: Texts };

/** Advice on a day that is off, or in a year whose holidays nobody has entered; undefined for an ordinary working day. */
export const adviceOn = (day: string, years: readonly YearOfDaysOff[] = knownYears): Advice | undefined => {
  const off = dayOff(day, years);
  if (off) return { kind: 'DAY_OFF', dayOff: off, ...around(day, years), text: nameOf(day, off) };
  const year = yearOf(day);
  if (knowsDaysOff(year, years)) return undefined;
  return {
    kind: 'YEAR_WITHOUT_DATA',
    year,
    text: {
      vi: `Chưa có lịch nghỉ lễ, Tết năm ${year}; chỉ biết ngày cuối tuần.`,
      en: `The public holidays of ${year} have not been entered; only weekends are known.`,
    },
  };
};

const around = (day: string, years: readonly YearOfDaysOff[]): { workingDayBefore?: string; workingDayAfter?: string } => {
  const workingDayBefore = countable(() => addWorkingDays(day, -1, years));
  const workingDayAfter = countable(() => addWorkingDays(day, 1, years));
  return { ...(workingDayBefore && { workingDayBefore }), ...(workingDayAfter && { workingDayAfter }) };
};

const countable = (count: () => string): string | undefined => {
  try {
    return count();
  } catch (error) {
    if (error instanceof YearWithoutDaysOff) return undefined;
    throw error;
  }
};

const nameOf = (day: string, off: DayOff): Texts => {
  const [vi, en] = weekdays[weekdayOf(day) - 1]!;
  const date = day.split('-').toReversed().join('/');
  return off.nameVi
    ? { vi: `Ngày ${date} là ${vi}, ngày nghỉ ${off.nameVi}.`, en: `${date} is a ${en} and a public holiday (${off.nameVi}).` }
    : { vi: `Ngày ${date} là ${vi}, ngày nghỉ hằng tuần.`, en: `${date} is a ${en}.` };
};

const weekdays = [
  ['thứ Hai', 'Monday'],
  ['thứ Ba', 'Tuesday'],
  ['thứ Tư', 'Wednesday'],
  ['thứ Năm', 'Thursday'],
  ['thứ Sáu', 'Friday'],
  ['thứ Bảy', 'Saturday'],
  ['Chủ nhật', 'Sunday'],
] as const;
