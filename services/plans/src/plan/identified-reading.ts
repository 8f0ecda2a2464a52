import { derivedId } from '@laurel/runtime';
import type { Issue, Milestone, PlanReading, Task } from '../reading/reading.js';

export type IdentifiedIssue = Issue & { readonly publicId: string };
export type IdentifiedMilestone = Milestone & { readonly id: string };
export type IdentifiedTask = Omit<Task, 'issues' | 'milestones'> & {
  readonly id: string;
  readonly issues: readonly IdentifiedIssue[];
  readonly milestones: readonly IdentifiedMilestone[];
};

/** The reading of one plan with public ids on what people speak about. This is the file that the plan's events name by hash. */
export type IdentifiedReading = Omit<PlanReading, 'tasks' | 'issues'> & {
  readonly planId: string;
  readonly tasks: readonly IdentifiedTask[];
  readonly issues: readonly IdentifiedIssue[];
};

/** Ids follow from the plan and from what the reader calls stable, so that reading again finds the same things under the same ids. */
export const identify = (planId: string, reading: PlanReading): IdentifiedReading => {
  const issue = (each: Issue): IdentifiedIssue => ({ ...each, publicId: derivedId('issue', planId, each.id) });
  return {
    ...reading,
    planId,
    issues: reading.issues.map(issue),
    tasks: reading.tasks.map((task) => ({
      ...task,
      id: derivedId('task', planId, task.key),
      issues: task.issues.map(issue),
      milestones: task.milestones.map((milestone) => ({
        ...milestone,
        id: derivedId('milestone', planId, task.key, String(milestone.index)),
      })),
    })),
  };
};

export const allIssues = ({
  issues,
  tasks,
}: IdentifiedReading): readonly { readonly issue: IdentifiedIssue; readonly task?: IdentifiedTask }[] => [
  ...tasks.flatMap((task) => task.issues.map((issue) => ({ issue, task }))),
  ...issues.map((issue) => ({ issue })),
];

export const countsOf = (reading: IdentifiedReading) => {
  const issues = allIssues(reading);
  const of = (severity: Issue['severity']) => issues.filter(({ issue }) => issue.severity === severity).length;
  return {
    tasks: reading.totals.tasks,
    milestones: reading.totals.milestones,
    blocking: of('BLOCKING'),
    confirm: of('CONFIRM'),
    info: of('INFO'),
  };
};
