import { facet, type PartyRole, type TaskPhase, type TaskRow } from './task-list.collection.js';
import { awaitedBy } from '../plan/awaited-by.js';
import type { EditionMilestone, EditionTask } from '../plan/edition.js';

type Facts = Omit<TaskRow, 'phase' | 'facets' | 'no' | 'content' | 'quarter'>;

/** A row with all that follows from its facts. */
export const taskRow = (facts: Facts): TaskRow => {
  const { settled, planStatus } = facts;
  const phase = phaseOf(settled, planStatus, (milestone) => isArrived(facts, milestone));
  return {
    ...facts,
    no: settled.no,
    content: settled.content,
    ...(settled.quarter !== undefined && { quarter: settled.quarter }),
    phase,
    facets: facetsOf(settled, openIssues(facts) > 0),
  };
};

export const openIssues = ({ task, choices }: Pick<TaskRow, 'task' | 'choices'>): number => {
  const settled = new Set(choices.map(({ issueId }) => issueId));
  return task.issues.filter(({ publicId }) => !settled.has(publicId)).length;
};

/** Whether papers have dated a milestone: one of them named its day, and none is missing any more. */
export const isArrived = ({ dated, received }: Pick<TaskRow, 'dated' | 'received'>, { id, rule }: EditionMilestone): boolean =>
  dated.some(({ milestoneId }) => milestoneId === id) && awaitedBy(rule).every((paper) => received.includes(paper));

const phaseOf = (task: EditionTask, status: TaskRow['planStatus'], arrived: (milestone: EditionMilestone) => boolean): TaskPhase => {
  if (task.withdrawn) return 'WITHDRAWN';
  if (status === 'DRAFT' || status === 'DISCARDED') return 'DRAFT';
  const kinds = task.milestones.map((each) => (each.lastDay !== undefined || arrived(each) ? 'BY' : each.rule.kind));
  if (kinds.every((kind) => kind === 'DONE')) return 'DONE';
  if (kinds.some((kind) => kind === 'BY' || kind === 'RECURRING' || kind === 'RELATIVE' || kind === 'CHAINED')) return 'DATED';
  return kinds.some((kind) => kind === 'AWAITS_DOCUMENT') ? 'WAITING' : 'CONTINUOUS';
};

const facetsOf = ({ quarter, milestones, leads, implementers, advisers }: EditionTask, open: boolean): readonly string[] => {
  const parties: readonly (readonly [PartyRole, readonly string[]])[] = [
    ['LEAD', leads],
    ['IMPLEMENTER', implementers],
    ['ADVISER', advisers],
    ['ACTOR', milestones.flatMap(({ actors }) => actors)],
  ];
  const asked = parties.flatMap(([role, refs]) => refs.flatMap((ref) => [{ ref, role }, { ref }]));
  const words = [undefined, ...asked].flatMap((party) =>
    [undefined, quarter].flatMap((inQuarter) =>
      [undefined, open].flatMap((hasOpenIssues) =>
        [undefined, ...milestones.map(({ rule }) => rule.kind)].map((deadlineKind) =>
          facet({ quarter: inQuarter, hasOpenIssues, deadlineKind, party }),
        ),
      ),
    ),
  );
  return [...new Set(words)];
};
