import { adviceOn, dayOf, type DeadlinePolicy, lastDayOfMonth, lastValidDay, quarterOf, yearOf } from '@laurel/calendar';
import type { TargetYear } from './content.js';
import { explain } from './explanations.js';
import type { Point } from './grammar/points.js';
import type { Remark } from './issue.js';
import type { Passage } from './passage.js';
import type { Phrase } from './phrases.js';
import type { Header, Section } from './reading.js';

export interface Judged {
  readonly deadline: Passage;
  readonly content: Passage;
  readonly phrases: readonly Phrase[];
  readonly target: TargetYear | undefined;
  readonly section: Section | undefined;
  readonly plan: Pick<Header, 'year' | 'date'>;
  readonly policy: DeadlinePolicy;
}

/** What a date of the row is judged by: the point that ends the phrase. */
interface Dated {
  readonly milestone: number;
  readonly phrase: Phrase;
  readonly point: Point;
  readonly tentative: boolean;
  /** The day that the words state, and the last one in time. Absent where the calendar has no such day. */
  readonly stated?: string;
  readonly lastDay?: string;
}

/** Everything that is odd about the dates of one row. */
export const judgeDates = (row: Judged): readonly Remark[] => {
  const dated = row.phrases.flatMap((phrase, milestone) => datedOf(phrase, milestone, row.policy));
  return [
    ...row.phrases.flatMap((phrase, milestone) => assumedYears(row, phrase, milestone)),
    ...dated.flatMap((one) => [...wrongYear(row, one), ...wrongQuarter(row, one), ...dayOff(row, one)]),
    ...reversed(row, dated),
    ...wrongTitleYear(row, dated),
  ];
};

/** Impossible days need the other rows of the plan for their explanation (siblings.ts). */
export const impossibleDay = (
  deadline: Passage,
  point: Point,
  milestone: number,
  sibling: { row: string; day: string } | undefined,
): Remark => {
  const month = point.month ?? 0;
  const days = month >= 1 && month <= 12 ? Number(lastDayOfMonth(point.year, month).slice(-2)) : undefined;
  return {
    code: 'INVALID_DATE',
    column: 'deadline',
    passage: deadline,
    at: point.at,
    text: point.text,
    explanation: explain.impossibleDate(point.text, month, point.year, days, sibling),
    candidates: point.candidates,
    milestone,
  };
};

/** The day that may be meant instead of one of another year; undefined where the year is not in doubt. */
export const dayInPlanYear = (phrase: Phrase, plan: Pick<Header, 'year' | 'date'>, target: TargetYear | undefined): string | undefined => {
  const point = phrase.points.at(-1);
  const day = point?.isDay ? point.to : undefined;
  if (!day || yearOf(day) === plan.year || closesPlanYear(day, plan, target)) return undefined;
  return dayOf(plan.year, Number(day.slice(5, 7)), Number(day.slice(8)));
};

const datedOf = (phrase: Phrase, milestone: number, policy: DeadlinePolicy): readonly Dated[] => {
  const point = phrase.points.at(-1);
  if (!point) return [];
  const lastDay = lastValidDay(phrase.rule, policy);
  const stated = phrase.rule.kind === 'BEFORE' ? point.from : point.to;
  const tentative = phrase.rule.kind === 'AWAITS_DOCUMENT';
  return [{ milestone, phrase, point, tentative, ...(stated && { stated }), ...(lastDay && { lastDay }) }];
};

const at = ({ deadline }: Judged, { point, milestone, tentative }: Dated) => ({
  column: 'deadline' as const,
  passage: deadline,
  at: point.at,
  text: point.text,
  milestone,
  ...(tentative && { severity: 'INFO' as const }),
});

const assumedYears = ({ deadline, plan }: Judged, { points }: Phrase, milestone: number): readonly Remark[] =>
  points
    .filter(({ yearAssumed }) => yearAssumed)
    .map((point) => ({
      code: 'YEAR_ASSUMED',
      column: 'deadline',
      passage: deadline,
      at: point.at,
      text: point.text,
      explanation: explain.yearAssumed(point.text, point.year, point.year === plan.year),
      milestone,
    }));

const wrongYear = (row: Judged, dated: Dated): readonly Remark[] => {
  const { stated, phrase, point } = dated;
  const { plan, target } = row;
  if (!stated || closesPlanYear(stated, plan, target)) return [];
  const candidate = dayInPlanYear(phrase, plan, target);
  if (yearOf(stated) !== plan.year)
    return [
      {
        ...at(row, dated),
        code: 'YEAR_MISMATCH',
        explanation: explain.otherYear(point.text, plan.year, candidate),
        candidates: candidate ? [candidate] : [],
      },
    ];
  return plan.date && stated < plan.date
    ? [{ ...at(row, dated), code: 'YEAR_MISMATCH', explanation: explain.beforePlan(point.text, plan.date) }]
    : [];
};

/** What belongs to the plan year may end in the first quarter of the next one. */
const closesPlanYear = (day: string, { year }: Pick<Header, 'year'>, target: TargetYear | undefined): boolean =>
  yearOf(day) === year + 1 && quarterOf(day) === 1 && target?.year === year;

const wrongQuarter = (row: Judged, dated: Dated): readonly Remark[] => {
  const quarter = row.section?.quarter;
  const { lastDay, tentative } = dated;
  if (quarter === undefined || !lastDay || (yearOf(lastDay) === row.plan.year && quarterOf(lastDay) === quarter)) return [];
  return [{ ...at(row, dated), code: 'QUARTER_MISMATCH', explanation: explain.otherQuarter(lastDay, quarter, row.plan.year, tentative) }];
};

const dayOff = (row: Judged, dated: Dated): readonly Remark[] => {
  const advice = dated.lastDay ? adviceOn(dated.lastDay) : undefined;
  if (advice?.kind !== 'DAY_OFF') return [];
  return [{ ...at(row, dated), code: 'HOLIDAY_OR_WEEKEND', explanation: explain.dayOff(advice.text) }];
};

const reversed = (row: Judged, dated: readonly Dated[]): readonly Remark[] => {
  let latest = '';
  return dated.flatMap((one) => {
    const { lastDay, phrase, milestone } = one;
    if (!lastDay) return [];
    if (lastDay >= latest) {
      latest = lastDay;
      return [];
    }
    const text = row.deadline.text.slice(phrase.start, phrase.end);
    return [
      {
        ...at(row, one),
        code: 'REVERSED_MILESTONES' as const,
        at: phrase.start,
        text,
        milestone,
        explanation: explain.reversed(lastDay, latest),
      },
    ];
  });
};

/** A title of another year is last year's work done this year, or next year's prepared, unless the dates of the row lie there too. */
const wrongTitleYear = ({ target, plan, content }: Judged, dated: readonly Dated[]): readonly Remark[] => {
  const days = dated.flatMap(({ stated, tentative }) => (stated && !tentative ? [stated] : []));
  if (!target || target.year === plan.year || days.length === 0 || days.some((day) => yearOf(day) !== target.year)) return [];
  const { text, at: index, year } = target;
  return [
    {
      code: 'YEAR_MISMATCH',
      severity: 'CONFIRM',
      column: 'content',
      passage: content,
      at: index,
      text,
      explanation: explain.titleYear(year, plan.year),
      candidates: [text.replace(String(year), String(plan.year))],
    },
  ];
};
