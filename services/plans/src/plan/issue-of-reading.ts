import { allIssues, type IdentifiedIssue, type IdentifiedReading, type IdentifiedTask } from './identified-reading.js';
import type { IssueOfReading } from './plan.commands.js';

/** An issue of a reading as orders carry it. Undefined where the reading has none by this id. */
export const issueIn = (reading: IdentifiedReading, id: string): IssueOfReading | undefined => {
  const found = allIssues(reading).find(({ issue }) => issue.publicId === id);
  return found && told(found);
};

/** What has to be settled before the plan is issued, in the order of the document. */
export const blockingIssues = (reading: IdentifiedReading): readonly IssueOfReading[] =>
  allIssues(reading)
    .filter(({ issue }) => issue.severity === 'BLOCKING')
    .map(told);

const told = ({ issue, task }: { readonly issue: IdentifiedIssue; readonly task?: IdentifiedTask }): IssueOfReading => {
  const milestone = issue.milestone === undefined ? undefined : task?.milestones[issue.milestone];
  return {
    id: issue.publicId,
    code: issue.code,
    severity: issue.severity,
    text: issue.where.text,
    ...(task && { taskId: task.id }),
    ...(task?.no !== undefined && { taskNo: task.no }),
    ...(milestone && { milestoneId: milestone.id }),
  };
};
