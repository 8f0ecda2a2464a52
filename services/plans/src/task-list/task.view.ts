import { adviceOn, type DeadlineRule, lastValidDay } from '@laurel/calendar';
import type { Caller } from '@laurel/subgraph';
import type { Deadline, PlanTask, TaskMilestone, TaskState } from '../generated/schema.js';
import { awaitedBy } from '../plan/awaited-by.js';
import type { EditionMilestone } from '../plan/edition.js';
import { isArrived, openIssues } from './task-row.js';
import type { TaskRow } from './task-list.collection.js';

/** A task as its row tells it. Its state, plan and issues take other questions. */
export type TaskView = Omit<PlanTask, 'plan' | 'state' | 'issues' | 'milestones'> & { readonly row: TaskRow };

export const taskOfRow = (row: TaskRow): TaskView => ({
  id: row.id,
  row,
  no: row.no,
  section: row.task.section === undefined ? null : { code: row.task.section, title: row.sectionTitle, quarter: row.quarter ?? null },
  content: row.content,
  leads: row.task.leads.map(party),
  implementers: row.task.implementers.map(party),
  advisers: row.task.advisers.map(party),
  targetYear: targetYear(row),
  periods: row.task.periods ?? [],
  cells: row.task.cells,
  lines: row.task.rows,
  openIssueCount: openIssues(row),
});

/** As the title says, unless a person has said which year it means. */
const targetYear = ({ task, choices }: TaskRow): number | null => {
  const asked = task.issues.find(({ code, milestone }) => code === 'YEAR_MISMATCH' && milestone === undefined);
  const chosen = choices.find(({ issueId }) => issueId === asked?.publicId)?.choice;
  return chosen?.kind === 'YEAR' ? chosen.year : (task.targetYear ?? null);
};

const party = ({ raw, ref }: { readonly raw: string; readonly ref?: string | undefined }) => ({
  raw,
  ref: ref ?? null,
  organisation: ref?.startsWith('org_') ? { id: ref } : null,
});

export const milestonesOfRow = (row: TaskRow, caller: Caller): readonly TaskMilestone[] =>
  row.settled.milestones.map((milestone) => ({
    id: milestone.id,
    index: milestone.index,
    actors: milestone.actors,
    action: milestone.action,
    raw: row.task.milestones[milestone.index]?.raw ?? '',
    condition: milestone.condition ?? null,
    together: milestone.together,
    deadline: deadlineOf(milestone, row, caller),
  }));

const deadlineOf = (milestone: EditionMilestone, row: TaskRow, { language }: Caller): Deadline => {
  const { rule, lastDay } = milestone;
  const datedBy = row.dated.find(({ milestoneId }) => milestoneId === milestone.id)?.lastDay;
  const arrived = isArrived(row, milestone);
  const written = lastValidDay(rule);
  // An amendment is later than the paper that it amends.
  const last = lastDay ?? datedBy ?? (rule.kind === 'AWAITS_DOCUMENT' ? written : undefined);
  const advice = last === undefined ? undefined : adviceOn(last);
  return {
    kind: rule.kind,
    date: ('date' in rule && rule.date) || null,
    from: rule.kind === 'WITHIN' ? (rule.from ?? null) : null,
    lastDay: last ?? null,
    // A day stays a plan until the last of the papers is there.
    tentative: rule.kind === 'AWAITS_DOCUMENT' && !arrived && lastDay === undefined && (datedBy !== undefined || rule.tentative === true),
    settled: lastDay !== undefined || (datedBy !== undefined && arrived) || !isDated(rule),
    candidates: 'candidates' in rule ? (rule.candidates ?? []) : [],
    every: rule.kind === 'RECURRING' ? rule.every : [],
    anchor: rule.kind === 'RELATIVE' ? rule.anchor : null,
    days: rule.kind === 'RELATIVE' || rule.kind === 'CHAINED' ? rule.days : null,
    after: rule.kind === 'CHAINED' ? rule.after : null,
    awaits:
      rule.kind === 'AWAITS_DOCUMENT'
        ? rule.awaits.map(({ document, fromTask, external }, index) => ({
            document,
            fromTask: fromTask ?? null,
            fromBody: external ?? null,
            received: row.received.includes(awaitedBy(rule)[index] ?? ''),
          }))
        : [],
    advice: advice ? advice.text[language] : null,
  };
};

/** Kinds that carry a day of their own: without one they are not settled. */
const isDated = ({ kind }: DeadlineRule): boolean => kind === 'BEFORE' || kind === 'BY' || kind === 'WITHIN';

/** How many obligations of a task are in which state today. */
export interface TaskProgress {
  readonly opened: number;
  readonly overdue: number;
  /** Neither accepted nor otherwise at an end. */
  readonly open: number;
}

export const taskState = (row: TaskRow, { opened, overdue, open }: TaskProgress): TaskState => {
  const { phase, planStatus, settled } = row;
  if (phase !== 'DATED' && (phase !== 'WAITING' || opened === 0)) return phase;
  if (overdue > 0) return 'OVERDUE';
  if (opened === 0) return 'PLANNED';
  const more = planStatus === 'ISSUED' && settled.milestones.some((milestone) => comesLater(milestone.rule, isArrived(row, milestone)));
  return open > 0 || more ? 'RUNNING' : 'DONE';
};

const comesLater = ({ kind }: DeadlineRule, arrived: boolean): boolean =>
  kind === 'RECURRING' || kind === 'RELATIVE' || kind === 'CHAINED' || (kind === 'AWAITS_DOCUMENT' && !arrived);
