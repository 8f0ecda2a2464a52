import { type DeadlinePolicy, lastValidDay } from '@laurel/calendar';
import type { EditionMilestone, EditionTask } from './edition.js';
import type { IdentifiedIssue, IdentifiedMilestone, IdentifiedTask } from './identified-reading.js';
import type { IssueChoice } from './plan.events.js';
import { type Chosen, settleRule } from './settle-rule.js';

/** What a person chose, by public id of the issue. */
export type Choices = ReadonlyMap<string, { readonly choice: IssueChoice }>;

export interface Settling {
  readonly choices: Choices;
  readonly policy: DeadlinePolicy;
  readonly quarter?: number | undefined;
}

/** A task with what people have chosen for its issues. The document's words stay as they are; deadlines, years and names follow the choice. */
export const settleTask = (task: IdentifiedTask, { choices, policy, quarter }: Settling): EditionTask => {
  const chosen = task.issues.flatMap((issue) => {
    const resolution = choices.get(issue.publicId);
    return resolution ? [{ issue, choice: resolution.choice }] : [];
  });
  const refs = { leads: refsOf(task, 'leads', chosen), implementers: refsOf(task, 'implementers', chosen) };
  const chainedOn = new Set(task.milestones.flatMap(({ deadline }) => (deadline.kind === 'CHAINED' ? [deadline.after] : [])));
  return {
    id: task.id,
    no: task.no ?? 0,
    section: task.section ?? '',
    ...(quarter !== undefined && { quarter }),
    content: task.content,
    ...refs,
    advisers: refsOf(task, 'advisers', chosen),
    withdrawn: false,
    milestones: task.milestones.map((milestone) => ({
      ...settleDeadline(milestone, task, chosen, policy),
      actors: actorsOf(milestone, task, chosen, refs),
      chained: chainedOn.has(milestone.index),
    })),
  };
};

type NameColumn = 'leads' | 'implementers' | 'advisers';

/** Who is meant by the names of a cell: a name that a person has explained is whom they said, an empty cell whom they put there. */
const refsOf = (task: IdentifiedTask, column: NameColumn, chosen: readonly Chosen[]): readonly string[] => [
  ...new Set([
    ...task[column].flatMap(({ raw, ref }) => explained(raw, column, chosen) ?? (ref === undefined ? [] : [ref])),
    ...(explained('', column, chosen) ?? []),
  ]),
];

const explained = (text: string, column: NameColumn, chosen: readonly Chosen[]): readonly string[] | undefined =>
  refsIn(chosen.find(({ issue, choice }) => issue.where.column === column && issue.where.text === text && choice.kind === 'REFS'));

const refsIn = (found: Chosen | undefined): readonly string[] | undefined =>
  found?.choice.kind === 'REFS' ? found.choice.refs : undefined;

const actorsOf = (
  milestone: IdentifiedMilestone,
  task: IdentifiedTask,
  chosen: readonly Chosen[],
  refs: { readonly leads: readonly string[]; readonly implementers: readonly string[] },
): readonly string[] => {
  const named = refsIn(chosen.find(({ issue, choice }) => choice.kind === 'REFS' && isActorOf(milestone, issue)));
  if (named) return named;
  // A phrase that leans on the one before has its actors, and no remark of its own about them.
  const before = task.milestones[milestone.index - 1];
  const own = task.issues.some((issue) => isActorOf(milestone, issue));
  const leans = !own && before?.action === milestone.action && sameSet(before.actor, milestone.actor);
  if (leans) return actorsOf(before, task, chosen, refs);
  const doers = doersOf(task);
  if (
    !own &&
    sameSet(
      milestone.actor,
      task[doers].flatMap(({ ref }) => ref ?? []),
    )
  )
    return refs[doers];
  return [
    ...new Set(
      milestone.actor.flatMap((ref) => {
        const name = task[doers].find((each) => each.ref === ref);
        return (name && explained(name.raw, doers, chosen)) ?? [ref];
      }),
    ),
  ];
};

/** Whether an issue asks who acts; one about a body outside asks who sends a document instead. */
const isActorOf = ({ index, deadline }: IdentifiedMilestone, { code, where, milestone }: IdentifiedIssue): boolean =>
  milestone === index &&
  where.column === 'deadline' &&
  (code === 'UNKNOWN_ORGANISATION' || code === 'UNRESOLVED_GROUP') &&
  !(deadline.kind === 'AWAITS_DOCUMENT' && deadline.awaits.some(({ external }) => external === where.text));

/** Who acts where a phrase names nobody: the implementers; in a table without that column, the leads. */
const doersOf = ({ cells }: IdentifiedTask): 'implementers' | 'leads' =>
  cells.some(({ column }) => column === 'implementers') ? 'implementers' : 'leads';

const sameSet = (one: readonly string[], other: readonly string[]): boolean => {
  const [left, right] = [new Set(one), new Set(other)];
  return left.size === right.size && [...left].every((each) => right.has(each));
};

const settleDeadline = (
  milestone: IdentifiedMilestone,
  { issues }: IdentifiedTask,
  chosen: readonly Chosen[],
  policy: DeadlinePolicy,
): Omit<EditionMilestone, 'actors' | 'chained'> => {
  const about = chosen.filter(({ issue }) => issue.milestone === milestone.index);
  const open = issues.filter(
    ({ publicId, milestone: index }) => index === milestone.index && !about.some(({ issue }) => issue.publicId === publicId),
  );
  const rule = settleRule(milestone, about);
  const unsettled = open.some(({ severity }) => severity === 'BLOCKING');
  // A tentative day of a document that has not arrived is for planning: it is nobody's last day.
  const lastDay = unsettled || rule.kind === 'AWAITS_DOCUMENT' ? undefined : lastValidDay(rule, policy);
  return {
    id: milestone.id,
    index: milestone.index,
    together: milestone.together ?? false,
    action: milestone.action,
    ...(milestone.condition !== undefined && { condition: milestone.condition }),
    rule,
    ...(rule.kind === 'RECURRING' &&
      rule.every.length > 1 &&
      !open.some(({ code }) => code === 'AMBIGUOUS_RECURRENCE') && { allMeant: true as const }),
    ...(lastDay !== undefined && { lastDay }),
  };
};
