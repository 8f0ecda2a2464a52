import { Temporal } from 'temporal-polyfill';

const zone = 'Asia/Ho_Chi_Minh';
const kept = 1000;

/** A plan of thousands of obligations asks for the same few days again and again; Temporal would take a tenth of its time. */
const remembered = <Asked extends readonly (string | number)[]>(work: (...asked: Asked) => string): ((...asked: Asked) => string) => {
  const answers = new Map<string, string>();
  return (...asked) => {
    const name = asked.join(' ');
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = work(...asked);
    if (answers.size === kept) answers.clear();
    answers.set(name, answer);
    return answer;
  };
};

/** The day on the wall in Hà Nội at an instant; what "today" means to an office. */
export const localDay = remembered((at: string): string => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString());

/** The instant (ISO 8601, UTC) at which a day begins in Hà Nội. What is due on a day becomes overdue at `startOfDay(dayAfter(day))`. */
export const startOfDay = remembered((day: string): string => Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString());

/** The first instant after a day: the end that the day no longer includes. */
export const endOfDay = (day: string): string => startOfDay(dayAfter(day));

export const addDays = remembered((day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString());

export const dayAfter = (day: string): string => addDays(day, 1);

export const dayBefore = (day: string): string => addDays(day, -1);

/** Calendar days from one day to another; negative when `to` lies earlier. */
export const daysBetween = (from: string, to: string): number => Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;

export const yearOf = (day: string): number => Temporal.PlainDate.from(day).year;

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/** The day of a year, month and day of month as ISO text, or undefined where the calendar has no such day (30/02). */
export const dayOf = (year: number, month: number, day: number): string | undefined => {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return undefined; // `reject` tells an impossible day by throwing
  }
};

/** The last day of a month: 2021-02 → 2021-02-28. */
export const lastDayOfMonth = (year: number, month: number): string => {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.with({ day: first.daysInMonth }).toString();
};
