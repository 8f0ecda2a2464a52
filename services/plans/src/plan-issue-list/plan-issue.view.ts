import type { Caller } from '@laurel/subgraph';
import type { IssueResolution, PlanIssue } from '../generated/schema.js';
import { choicesFor } from '../plan/issue-choices.js';
import type { IssueChoice } from '../plan/plan.events.js';
import type { PlanIssueRow } from './plan-issue-list.collection.js';

/** An issue as its row tells it; plan and task are looked up when they are asked for. */
export type PlanIssueView = Omit<PlanIssue, 'plan' | 'task'> & { readonly planId: string; readonly taskId: string | undefined };

export const planIssueOfRow = (row: PlanIssueRow, { language }: Caller): PlanIssueView => ({
  id: row.id,
  planId: row.planId,
  taskId: row.taskId,
  milestoneId: row.milestoneId ?? null,
  code: row.issue.code,
  severity: row.severity,
  place: { column: row.issue.where.column, text: row.issue.where.text, line: row.issue.where.line, offset: row.issue.where.offset },
  explanation: row.issue.explanation[language],
  candidates: [...(row.issue.candidates ?? [])],
  choices: [...choicesFor({ code: row.issue.code, milestoneId: row.milestoneId })],
  resolved: row.state === 'RESOLVED',
  resolution: row.resolution ? resolutionOf(row.resolution) : null,
});

const resolutionOf = ({ choice, reason, at, by }: NonNullable<PlanIssueRow['resolution']>): IssueResolution => ({
  choice: choice.kind,
  value: valueOf(choice),
  reason,
  at,
  by: by === undefined ? null : { id: by },
});

const valueOf = (choice: IssueChoice): string | null => {
  switch (choice.kind) {
    case 'AS_WRITTEN':
      return null;
    case 'DATE':
      return choice.date;
    case 'TEXT':
      return choice.text;
    case 'YEAR':
      return String(choice.year);
    case 'REFS':
      return choice.refs.join(', ');
    case 'RECURRENCE':
      return choice.every.join(', ');
    case 'RULE':
      return 'date' in choice.rule && choice.rule.date !== undefined ? `${choice.rule.kind} ${choice.rule.date}` : choice.rule.kind;
  }
};
