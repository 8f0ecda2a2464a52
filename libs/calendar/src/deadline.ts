import { addDays, dayBefore, dayOf, lastDayOfMonth } from './day.js';
import type { DeadlineRule, RuleOf } from './deadline-rule.js';
import { monthOf, type Period, periodsOf } from './period.js';
import { addWorkingDays } from './working-days.js';

/** What an office has decided about reading deadlines. */
export interface DeadlinePolicy {
  /** Whether "trước ngày D" still allows D itself. */
  readonly beforeCountsTheDay: boolean;
}

/** "Trước ngày D" means strictly before D. */
export const strictlyBefore: DeadlinePolicy = { beforeCountsTheDay: false };

/**
 * The last calendar day in time for a rule that carries its own date, or undefined where it has none (yet): an impossible date,
 * a recurrence, another event to wait for. Days off move nothing.
 */
export const lastValidDay = (rule: DeadlineRule, policy: DeadlinePolicy = strictlyBefore): string | undefined => {
  switch (rule.kind) {
    case 'BEFORE':
      return rule.date && before(rule.date, policy);
    case 'AWAITS_DOCUMENT':
      return rule.date && (rule.dayCounts ? rule.date : before(rule.date, policy));
    case 'BY':
      return rule.date;
    case 'WITHIN':
      return rule.to;
    default:
      return undefined;
  }
};

export interface Occurrence {
  readonly period: Period;
  readonly lastValidDay: string;
}

/** The occurrences of a recurring rule: one for each period that shares a day with from–until, by last valid day, then period. */
export const occurrences = (
  rule: RuleOf<'RECURRING'>,
  { from, until }: { readonly from: string; readonly until: string },
  policy: DeadlinePolicy = strictlyBefore,
): readonly Occurrence[] =>
  rule.every
    .flatMap((frequency) => periodsOf(frequency, from, until))
    .map((period) => ({ period, lastValidDay: lastDayIn(period, rule.dayOfMonth, policy) }))
    .toSorted((one, other) => order(one.lastValidDay, other.lastValidDay) || order(one.period.label, other.period.label));

/** The last valid day of a rule that hangs on another date, once that date is known. Throws `YearWithoutDaysOff` for working days. */
export const relativeDay = (rule: RuleOf<'RELATIVE' | 'CHAINED'>, anchorDay: string): string =>
  rule.unit === 'WORKING' ? addWorkingDays(anchorDay, rule.days) : addDays(anchorDay, rule.days);

const before = (date: string, policy: DeadlinePolicy): string => (policy.beforeCountsTheDay ? date : dayBefore(date));

/** A month too short for the day ends with its own last day. */
const lastDayIn = (period: Period, dayOfMonth: RuleOf<'RECURRING'>['dayOfMonth'], policy: DeadlinePolicy): string => {
  if (!dayOfMonth) return period.to;
  const year = Number(period.to.slice(0, 4));
  const stated = dayOf(year, monthOf(period.to), dayOfMonth.day) ?? lastDayOfMonth(year, monthOf(period.to));
  return dayOfMonth.boundary === 'BY' ? stated : before(stated, policy);
};

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
