import { addDays, dayAfter, localDay, startOfDay } from '@laurel/calendar';
import type { ReminderPolicy } from '../plan/edition.js';

export interface NextReminder {
  /** ISO 8601 instant. */
  readonly due: string;
  readonly kind: 'BEFORE' | 'OVERDUE';
}

/**
 * The first reminder after an instant: the policy's days before the last day, then the first day after it and every so many days from
 * there on, at eight o'clock in Hà Nội.
 */
export const nextReminder = ({ before, overdueEvery }: ReminderPolicy, lastDay: string, after: string): NextReminder => {
  const since = new Date(after).toISOString();
  const early = before.map((days) => atEight(addDays(lastDay, -days))).filter((due) => due > since);
  if (early.length > 0) return { due: early.reduce((first, due) => (due < first ? due : first)), kind: 'BEFORE' };
  return { due: overdueAfter(dayAfter(lastDay), overdueEvery, since), kind: 'OVERDUE' };
};

const overdueAfter = (first: string, every: number, since: string): string => {
  const passed = Math.floor((Date.parse(startOfDay(localDay(since))) - Date.parse(startOfDay(first))) / dayLong);
  const rounds = Math.max(0, Math.floor(passed / every));
  const due = atEight(addDays(first, rounds * every));
  return due > since ? due : atEight(addDays(first, (rounds + 1) * every));
};

const hour = 3_600_000;
const dayLong = 24 * hour; // Hà Nội keeps one offset the whole year

const atEight = (day: string): string => new Date(Date.parse(startOfDay(day)) + 8 * hour).toISOString();
