import { type DeadlinePolicy, type DeadlineRule, lastValidDay } from '@laurel/calendar';
import type { EditionMilestone, EditionTask } from './edition.js';
import type { IdentifiedMilestone, IdentifiedTask } from './identified-reading.js';
import type { IssueChoice } from './plan.events.js';

/** What a person chose, by public id of the issue. */
export type Choices = ReadonlyMap<string, { readonly choice: IssueChoice }>;

/** A task with what people have chosen for its issues. The document's words stay as they are; deadlines, years and names follow the choice. */
export const settleTask = (
  task: IdentifiedTask,
  { choices, policy, quarter }: { readonly choices: Choices; readonly policy: DeadlinePolicy; readonly quarter?: number | undefined },
): EditionTask => {
  const chosen = task.issues.flatMap((issue) => {
    const resolution = choices.get(issue.publicId);
    return resolution ? [{ issue, choice: resolution.choice }] : [];
  });
  const refs = (column: 'leads' | 'implementers' | 'advisers'): readonly string[] => {
    const named = task[column].flatMap(({ raw, ref }) => replaced(raw, chosen, column) ?? (ref === undefined ? [] : [ref]));
    const missing = chosen.find(({ issue, choice }) => issue.where.column === column && issue.where.text === '' && choice.kind === 'REFS');
    return [...named, ...(missing?.choice.kind === 'REFS' ? missing.choice.refs : [])];
  };
  const chainedOn = new Set(task.milestones.flatMap(({ deadline }) => (deadline.kind === 'CHAINED' ? [deadline.after] : [])));
  return {
    id: task.id,
    no: task.no ?? 0,
    section: task.section ?? '',
    ...(quarter !== undefined && { quarter }),
    content: task.content,
    leads: refs('leads'),
    implementers: refs('implementers'),
    advisers: refs('advisers'),
    withdrawn: false,
    milestones: task.milestones.map((milestone) => settleMilestone(milestone, task, chosen, policy, chainedOn.has(milestone.index))),
  };
};

type Chosen = readonly { readonly issue: IdentifiedTask['issues'][number]; readonly choice: IssueChoice }[];

const replaced = (raw: string, chosen: Chosen, column: string): readonly string[] | undefined => {
  const found = chosen.find(({ issue, choice }) => issue.where.column === column && issue.where.text === raw && choice.kind === 'REFS');
  return found?.choice.kind === 'REFS' ? found.choice.refs : undefined;
};

const settleMilestone = (
  milestone: IdentifiedMilestone,
  task: IdentifiedTask,
  chosen: Chosen,
  policy: DeadlinePolicy,
  chained: boolean,
): EditionMilestone => {
  const about = chosen.filter(({ issue }) => issue.milestone === milestone.index);
  const rule = about.reduce<DeadlineRule>((before, { choice }) => withChoice(before, choice), milestone.deadline);
  const unsettled = task.issues.some(
    (issue) => issue.severity === 'BLOCKING' && issue.milestone === milestone.index && !chosen.some((each) => each.issue.publicId === issue.publicId),
  );
  // A tentative day of a document that has not arrived is for planning: it is nobody's last day.
  const lastDay = unsettled || rule.kind === 'AWAITS_DOCUMENT' ? undefined : lastValidDay(rule, policy);
  return {
    id: milestone.id,
    index: milestone.index,
    actors: milestone.actor.flatMap((ref) => meantBy(ref, task, chosen) ?? [ref]),
    together: milestone.together ?? false,
    action: milestone.action,
    ...(milestone.condition !== undefined && { condition: milestone.condition }),
    rule,
    ...(lastDay !== undefined && { lastDay }),
    chained,
  };
};

/** An actor that stands in a column under a name that a person has explained since. */
const meantBy = (ref: string, task: IdentifiedTask, chosen: Chosen): readonly string[] | undefined => {
  const name = [...task.implementers, ...task.leads].find((each) => each.ref === ref);
  return name && (replaced(name.raw, chosen, 'implementers') ?? replaced(name.raw, chosen, 'leads'));
};

const withChoice = (rule: DeadlineRule, choice: IssueChoice): DeadlineRule => {
  switch (choice.kind) {
    case 'RULE':
      return choice.rule;
    case 'DATE':
      return withDate(rule, choice.date);
    case 'YEAR':
      return 'date' in rule && rule.date ? withDate(rule, `${choice.year}${rule.date.slice(4)}`) : rule;
    case 'RECURRENCE':
      return rule.kind === 'RECURRING' ? { ...rule, every: choice.every } : rule;
    case 'AS_WRITTEN':
    case 'TEXT':
    case 'REFS':
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
    case 'AWAITS_DOCUMENT':
      return { ...rule, date };
    default:
      return { kind: 'BY', date };
  }
};
