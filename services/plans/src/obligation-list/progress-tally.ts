import { dayAfter } from '@laurel/calendar';
import type { Tally } from '@laurel/read-models';
import type { ObligationStatus } from '../obligation/obligation.state.js';
import { asOf, type Step } from './steps.js';

/** What progress counts. LATE and ACCEPTED are among FILED; what was withdrawn counts nowhere from that day on. */
export const progressWords = ['OPENED', 'FILED', 'LATE', 'ACCEPTED', 'OVERDUE', 'EXCUSED', 'ENDED_UNFILED'] as const;
export type ProgressWord = (typeof progressWords)[number];

/** What the tally looks at: an obligation's own dates. */
export interface DatedObligation {
  readonly planId: string;
  readonly taskId: string;
  readonly quarter?: number | undefined;
  readonly statuses: readonly Step<{ readonly status: ObligationStatus; readonly late: boolean }>[];
  readonly lastDays: readonly Step<string>[];
  readonly owners: readonly Step<readonly string[]>[];
}

/**
 * A tally of obligations in groups `[planId, <key>, <word>]`. Its entries are the differences between what counts on one day and on the
 * day of change before it, so that their sum up to a day is what counts on that day.
 */
export const progressBy =
  (keys: (obligation: DatedObligation, owners: readonly string[]) => readonly (string | number)[]) =>
  (obligation: DatedObligation): readonly Tally[] => {
    const entries: Tally[] = [];
    let before = new Map<string, Tally['group']>();
    for (const day of daysOfChange(obligation)) {
      const counted = new Map<string, Tally['group']>();
      for (const key of keys(obligation, asOf(obligation.owners, day) ?? [])) {
        for (const word of wordsOn(obligation, day)) counted.set(`${key}/${word}`, [obligation.planId, key, word]);
      }
      for (const [name, group] of counted) if (!before.has(name)) entries.push({ day, group, by: 1 });
      for (const [name, group] of before) if (!counted.has(name)) entries.push({ day, group, by: -1 });
      before = counted;
    }
    return entries;
  };

const daysOfChange = ({ statuses, lastDays, owners }: DatedObligation): readonly string[] =>
  [
    ...new Set([...[...statuses, ...lastDays, ...owners].map(({ from }) => from), ...lastDays.map(({ value }) => dayAfter(value))]),
  ].toSorted();

const wordsOn = ({ statuses, lastDays }: DatedObligation, day: string): readonly ProgressWord[] => {
  const now = asOf(statuses, day);
  switch (now?.status) {
    case undefined:
    case 'WITHDRAWN':
      return [];
    case 'OPEN':
      return day > (asOf(lastDays, day) ?? day) ? ['OPENED', 'OVERDUE'] : ['OPENED'];
    case 'FILED':
      return now.late ? ['OPENED', 'FILED', 'LATE'] : ['OPENED', 'FILED'];
    case 'ACCEPTED':
      return now.late ? ['OPENED', 'FILED', 'LATE', 'ACCEPTED'] : ['OPENED', 'FILED', 'ACCEPTED'];
    case 'EXCUSED':
      return ['OPENED', 'EXCUSED'];
    case 'ENDED_UNFILED':
      return ['OPENED', 'ENDED_UNFILED'];
  }
};
