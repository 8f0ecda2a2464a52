import { occurrences, type RuleOf } from '@laurel/calendar';
import type { Edition, EditionMilestone, EditionTask } from '../plan/edition.js';
import type { OpeningMilestone } from '../plan/plan.events.js';

/** One milestone that opens, and who owes it: each unit its own obligation, or all of them one together. */
export interface Round {
  readonly task: EditionTask;
  readonly milestone: EditionMilestone;
  readonly opening: OpeningMilestone;
  readonly units: readonly string[];
  readonly together: boolean;
}

type Members = Readonly<Record<string, readonly string[]>>;

/** How many obligations a round is. A group without members is none. */
export const sizeOf = ({ units, together }: Round): number => (together ? Math.min(units.length, 1) : units.length);

/** Who owes the n-th obligation of a round. */
export const ownersAt = ({ units, together }: Round, index: number): readonly string[] =>
  together ? units : units.slice(index, index + 1);

/** What a plan opens on the day of its issue: what has a day of its own, and the period of that day of what recurs. */
export const roundsAtIssue = (edition: Edition, on: string): readonly Round[] =>
  milestonesOf(edition).flatMap(({ task, milestone }) =>
    opensOn(milestone, edition, on).map((opening) => roundOf(task, milestone, opening, edition.groups)),
  );

/** What a later event opens. A milestone whose task was withdrawn meanwhile opens nothing. */
export const roundsOf = (
  edition: Edition,
  {
    opens,
    groups,
    units,
  }: { readonly opens: readonly OpeningMilestone[]; readonly groups: Members; readonly units?: readonly string[] | undefined },
): readonly Round[] => {
  const found = new Map(milestonesOf(edition).map((each) => [each.milestone.id, each]));
  const meant = { ...edition.groups, ...groups };
  return opens.flatMap((opening) => {
    const each = found.get(opening.milestoneId);
    if (!each) return [];
    const round = roundOf(each.task, each.milestone, opening, meant);
    return [units ? { ...round, units: [...new Set(units)], together: false } : round];
  });
};

/** The periods of a recurring milestone from a day on, the one of that day first. The last one ends with the plan year. */
export const occurrencesFrom = (
  { year, policy }: Pick<Edition, 'year' | 'policy'>,
  { id, rule, allMeant }: EditionMilestone,
  from: string,
): readonly OpeningMilestone[] => {
  if (rule.kind !== 'RECURRING' || (isUnchosen(rule) && !allMeant)) return [];
  const [begin, end] = [`${year}-01-01`, `${year}-12-31`];
  return occurrences(rule, { from: from > begin ? from : begin, until: end }, policy)
    .filter(({ period }) => period.to <= end)
    .map(({ period, lastValidDay }) => ({ milestoneId: id, lastDay: lastValidDay, occurrence: period.label, firstDay: period.from }));
};

/** The tasks that stand, with their milestones. */
export const milestonesOf = ({
  tasks,
}: Pick<Edition, 'tasks'>): readonly { readonly task: EditionTask; readonly milestone: EditionMilestone }[] =>
  tasks.filter(({ withdrawn }) => !withdrawn).flatMap((task) => task.milestones.map((milestone) => ({ task, milestone })));

export const roundOf = (task: EditionTask, milestone: EditionMilestone, opening: OpeningMilestone, groups: Members): Round => ({
  task,
  milestone,
  opening,
  units: membersOf(milestone.actors, groups),
  together: milestone.together,
});

/** What a milestone opens on a day when it is settled by then: once by its own day, or the period of that day. */
export const opensOn = (
  milestone: EditionMilestone,
  edition: Pick<Edition, 'year' | 'policy'>,
  on: string,
): readonly OpeningMilestone[] => {
  if (milestone.rule.kind === 'RECURRING') return occurrencesFrom(edition, milestone, on).filter(({ firstDay }) => firstDay! <= on); // a period has one
  if (milestone.lastDay === undefined) return [];
  const { id: milestoneId, lastDay, rule } = milestone;
  return [{ milestoneId, lastDay, ...(rule.kind === 'WITHIN' && rule.from !== undefined && { firstDay: rule.from }) }];
};

/** "Tháng, Quý": which of the two is meant is for a person to choose, and until then nothing opens. */
const isUnchosen = ({ every }: RuleOf<'RECURRING'>): boolean => every.length > 1;

/** One group alone is by far the most frequent: its list is shared, not copied. */
const membersOf = (actors: readonly string[], groups: Members): readonly string[] => {
  const [only, ...others] = actors.map((actor) => groups[actor] ?? [actor]);
  return others.length === 0 ? (only ?? []) : [...new Set([only, ...others].flatMap((members) => members ?? []))];
};
