import type { DeadlineKind } from '@laurel/calendar';
import type { SaidOn } from '../copies/directory-copy.js';
import type { Edition, EditionMilestone, EditionTask } from './edition.js';
import type { IdentifiedReading } from './identified-reading.js';
import { movementsOf } from './movements-of-reading.js';
import type { Amendment } from './plan.events.js';
import { type Choices, settleTask } from './settle.js';

export interface EditionParts {
  readonly reading: IdentifiedReading;
  readonly number: string;
  readonly choices: Choices;
  readonly amendments: readonly Amendment[];
  readonly policy: Edition['policy'];
}

/** The plan as it holds: its reading, what people chose, and what was amended since. */
export const settledTasks = ({ reading, choices, amendments, policy }: Omit<EditionParts, 'number'>): readonly EditionTask[] => {
  const quarters = new Map(reading.sections.map(({ code, quarter }) => [code, quarter]));
  const tasks = reading.tasks.map((task) => settleTask(task, { choices, policy, quarter: quarters.get(task.section ?? '') }));
  return amendments.reduce<readonly EditionTask[]>((before, change) => before.map((task) => amended(task, change)), tasks);
};

/** Everybody whom a milestone of these tasks names. */
export const actorsOf = (tasks: readonly EditionTask[]): readonly string[] => [
  ...new Set(tasks.filter(({ withdrawn }) => !withdrawn).flatMap(({ milestones }) => milestones.flatMap(({ actors }) => actors))),
];

/** Numbers of the tasks of which something falls due that nobody is named for: it opens nothing, and it is told. */
export const unassigned = (tasks: readonly EditionTask[]): readonly number[] => [
  ...new Set(
    tasks.flatMap(({ no, milestones }) =>
      milestones.some(({ actors, rule }) => actors.length === 0 && fallsDue.has(rule.kind)) ? [no] : [],
    ),
  ),
];

// A request names its units itself, so a relative deadline needs no actor.
const fallsDue: ReadonlySet<DeadlineKind> = new Set(['BEFORE', 'BY', 'WITHIN', 'AWAITS_DOCUMENT', 'RECURRING', 'CHAINED']);

export const editionOf = (parts: EditionParts, tasks: readonly EditionTask[], { groups, acting }: SaidOn): Edition => ({
  planId: parts.reading.planId,
  number: parts.number,
  year: parts.reading.plan.year,
  policy: parts.policy,
  tasks,
  movements: movementsOf(parts.reading),
  groups,
  acting,
});

const amended = (task: EditionTask, change: Amendment): EditionTask => {
  switch (change.kind) {
    case 'TASK_WITHDRAWN':
      return task.id === change.taskId ? { ...task, withdrawn: true } : task;
    case 'MILESTONE_DEADLINE':
      return withMilestone(task, change.milestoneId, (milestone) => ({ ...milestone, rule: change.rule, lastDay: change.lastDay }));
    case 'MILESTONE_ACTORS':
      return withMilestone(task, change.milestoneId, (milestone) => ({ ...milestone, actors: change.refs }));
  }
};

const withMilestone = (task: EditionTask, id: string, change: (milestone: EditionMilestone) => EditionMilestone): EditionTask =>
  task.milestones.some((milestone) => milestone.id === id)
    ? { ...task, milestones: task.milestones.map((milestone) => (milestone.id === id ? change(milestone) : milestone)) }
    : task;
