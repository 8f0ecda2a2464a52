import { dayOf, type DeadlineRule, type RuleOf } from '@laurel/calendar';
import type { IdentifiedIssue, IdentifiedMilestone } from './identified-reading.js';
import type { IssueChoice } from './plan.events.js';

export interface Chosen {
  readonly issue: IdentifiedIssue;
  readonly choice: IssueChoice;
}

/** A deadline with what people chose for it. Of several choices the one that says most is applied last: a year, then a day, then a rule. */
export const settleRule = (milestone: IdentifiedMilestone, about: readonly Chosen[]): DeadlineRule =>
  about
    .toSorted((one, other) => weight[one.choice.kind] - weight[other.choice.kind])
    .reduce((rule, { issue, choice }) => withChoice(rule, choice, issue, milestone), milestone.deadline);

const weight: Readonly<Record<IssueChoice['kind'], number>> = {
  AS_WRITTEN: 0,
  TEXT: 0,
  REFS: 1,
  RECURRENCE: 1,
  YEAR: 1,
  DATE: 2,
  RULE: 3,
};

/** A day in another year; undefined where that year has no such day. */
const inYear = (date: string, year: number): string | undefined => dayOf(year, Number(date.slice(5, 7)), Number(date.slice(8)));

/** A rule with its days in another year. Undefined where it states none, or that year has no such day. */
export const ruleInYear = (rule: DeadlineRule, year: number): DeadlineRule | undefined => {
  const stated = rule.kind === 'WITHIN' ? rule.to : 'date' in rule ? rule.date : undefined;
  const day = stated && inYear(stated, year);
  if (!day) return undefined;
  // A range within one year moves as a whole.
  if (rule.kind !== 'WITHIN' || rule.from?.slice(0, 4) !== stated.slice(0, 4)) return withDate(rule, day);
  const first = inYear(rule.from, year);
  return first === undefined ? undefined : { kind: 'WITHIN', from: first, to: day };
};

const withChoice = (rule: DeadlineRule, choice: IssueChoice, issue: IdentifiedIssue, milestone: IdentifiedMilestone): DeadlineRule => {
  switch (choice.kind) {
    case 'RULE':
      return choice.rule;
    case 'DATE':
      return rule.kind === 'WITHIN' && isBeginning(issue.where.text, milestone.raw)
        ? beginning(rule, choice.date)
        : withDate(rule, choice.date);
    case 'YEAR':
      return ruleInYear(rule, choice.year) ?? rule;
    case 'RECURRENCE':
      return rule.kind === 'RECURRING' ? { ...rule, every: choice.every } : rule;
    case 'REFS':
      return rule.kind === 'AWAITS_DOCUMENT' ? sentBy(rule, issue.where.text, choice.refs[0]) : rule;
    case 'AS_WRITTEN':
    case 'TEXT':
      return rule;
  }
};

/** The chosen day stands where the written one stood: "trước ngày" stays "trước ngày". */
const withDate = (rule: DeadlineRule, date: string): DeadlineRule => {
  switch (rule.kind) {
    case 'BEFORE':
    case 'BY':
      return { kind: rule.kind, date };
    case 'WITHIN':
      return { kind: 'WITHIN', ...(rule.from !== undefined && { from: rule.from }), to: date };
    case 'AWAITS_DOCUMENT': {
      const { candidates: _, ...words } = rule;
      return { ...words, date };
    }
    default:
      return { kind: 'BY', date };
  }
};

const beginning = ({ to }: RuleOf<'WITHIN'>, date: string): DeadlineRule => ({
  kind: 'WITHIN',
  from: date,
  ...(to !== undefined && { to }),
});

const until = '(?:đến|tới|-|–)';
const beforeIt = new RegExp(`${until}\\s*(?:hết\\s+)?(?:ngày\\s+|tháng\\s+)?$`, 'iu');
const behindIt = new RegExp(`^\\s*${until}`, 'iu');

/** "từ 30/02 đến 15/3": whether these words are the first of the two days. */
const isBeginning = (text: string, raw: string): boolean => {
  const at = raw.indexOf(text);
  return at >= 0 && !beforeIt.test(raw.slice(0, at)) && behindIt.test(raw.slice(at + text.length));
};

/** Who outside sends a document, where nobody was known by the words of the plan. */
const sentBy = (rule: RuleOf<'AWAITS_DOCUMENT'>, words: string, ref: string | undefined): DeadlineRule =>
  ref === undefined ? rule : { ...rule, awaits: rule.awaits.map((each) => (each.external === words ? { ...each, external: ref } : each)) };
