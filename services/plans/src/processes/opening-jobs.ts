import type { Files, ProcessOrder } from '@laurel/event-sourcing';
import { orderTo } from '@laurel/processes';
import { obligation } from '../obligation/obligation.decider.js';
import { obligationId } from '../obligation/obligation-id.js';
import type { Edition } from '../plan/edition.js';
import type { Amendment } from '../plan/plan.events.js';
import type { OpeningData, OpeningEvent } from './opening.events.js';
import { milestonesOf, ownersAt, type Round, roundOf, roundsAtIssue, roundsOf, sizeOf } from './rounds.js';
import { type Span } from './spans.js';

export type Job = OpeningEvent;

/** What a job orders. Pure: the jobs before it and their editions say what was opened, for ids follow from what they are for. */
export const spansOf = (job: Job, before: readonly Job[], files: Files): readonly Span[] => {
  switch (job.type) {
    case 'IssueTaken':
    case 'OpeningsTaken':
      return openedBy(job, files).map((round) => opening(job.data, round, files));
    case 'AmendmentTaken':
      return job.data.changes.flatMap((change) => amending(job.data, change, opened(before, files), files));
    case 'CloseTaken': {
      const { at, reason } = job.data;
      return opened(before, files).map((round) =>
        forEach(round, (id) => orderTo(obligation, id, 'EndObligationUnfiled', { reason }, at), planOf(before, files)),
      );
    }
  }
};

/** Which editions a job looks at. */
export const editionsOf = (job: Job, before: readonly Job[]): readonly string[] => {
  if (job.type === 'IssueTaken' || job.type === 'OpeningsTaken') return [job.data.edition];
  return [...new Set([...before, job].flatMap((each) => ('edition' in each.data ? [each.data.edition] : [])))];
};

const editionIn = (files: Files, hash: string): Edition => files.json(hash) as Edition; // written through its schema; the hash says that it still is

const planOf = (before: readonly Job[], files: Files): string => {
  const issued = before.find(({ type }) => type === 'IssueTaken');
  return issued?.type === 'IssueTaken' ? editionIn(files, issued.data.edition).planId : '';
};

/** All rounds that were ever opened, whatever has become of their obligations. */
const opened = (jobs: readonly Job[], files: Files): readonly Round[] =>
  jobs.reduce<readonly Round[]>(
    (before, job) => [
      ...before,
      ...(job.type === 'AmendmentTaken'
        ? job.data.changes.flatMap((change) => addedBy(job.data, change, before, files))
        : openedBy(job, files)),
    ],
    [],
  );

const openedBy = (job: Job, files: Files): readonly Round[] => {
  if (job.type === 'IssueTaken') return roundsAtIssue(editionIn(files, job.data.edition), job.data.on);
  return job.type === 'OpeningsTaken' ? roundsOf(editionIn(files, job.data.edition), job.data) : [];
};

type Amended = OpeningData<'AmendmentTaken'>;

const amending = (job: Amended, change: Amendment, before: readonly Round[], files: Files): readonly Span[] => {
  const { at, reason, document } = job;
  const { planId } = editionIn(files, job.edition);
  const added = addedBy(job, change, before, files).map((round) => opening(job, round, files));
  switch (change.kind) {
    case 'TASK_WITHDRAWN':
      return before
        .filter(({ task }) => task.id === change.taskId)
        .map((round) => forEach(round, (id) => orderTo(obligation, id, 'WithdrawObligation', { reason, document }, at), planId));
    case 'MILESTONE_DEADLINE':
      return change.rule.kind === 'RECURRING'
        ? []
        : [
            ...single(before, change.milestoneId).map((round) =>
              forEach(
                round,
                (id) => orderTo(obligation, id, 'RescheduleObligation', { lastDay: change.lastDay, reason, document }, at),
                planId,
              ),
            ),
            ...added,
          ];
    case 'MILESTONE_ACTORS':
      return [
        ...before
          .filter(({ milestone }) => milestone.id === change.milestoneId)
          .map((round) => without(round, owing(job, round, files)))
          .map((round) => forEach(round, (id) => orderTo(obligation, id, 'WithdrawObligation', { reason, document }, at), planId)),
        ...added,
      ];
  }
};

/** What an amendment opens: a milestone that has a day now and had none, and those who owe it from now on. */
const addedBy = ({ edition: hash }: Amended, change: Amendment, before: readonly Round[], files: Files): readonly Round[] => {
  if (change.kind === 'TASK_WITHDRAWN') return [];
  const edition = editionIn(files, hash);
  const found = milestonesOf(edition).find(({ milestone }) => milestone.id === change.milestoneId);
  if (!found) return [];
  const current = (opening: Round['opening']): Round => roundOf(found.task, found.milestone, opening, edition.groups);
  if (change.kind === 'MILESTONE_DEADLINE') {
    const opens = isDated(change.rule.kind) && single(before, change.milestoneId).length === 0;
    const begins = change.rule.kind === 'WITHIN' && change.rule.from !== undefined ? { firstDay: change.rule.from } : {};
    return opens ? [current({ milestoneId: change.milestoneId, lastDay: change.lastDay, ...begins })] : [];
  }
  const rounds = before.filter(({ milestone }) => milestone.id === change.milestoneId);
  return [...new Map(rounds.map(({ opening }) => [opening.occurrence, opening])).values()].map((opening) => {
    const lastDay = opening.occurrence === undefined ? (found.milestone.lastDay ?? opening.lastDay) : opening.lastDay;
    const owed = rounds.filter((round) => round.opening.occurrence === opening.occurrence);
    return owed.reduce(without, current({ ...opening, lastDay }));
  });
};

const isDated = (kind: Extract<Amendment, { kind: 'MILESTONE_DEADLINE' }>['rule']['kind']): boolean =>
  ['BEFORE', 'BY', 'WITHIN'].includes(kind);

/** Of a milestone that opens once: occurrences have days of their own. */
const single = (rounds: readonly Round[], milestoneId: string): readonly Round[] =>
  rounds.filter(({ milestone, opening }) => milestone.id === milestoneId && opening.occurrence === undefined);

/** Those of a round that do not owe it in the other one. What is owed together is the same only for the same units. */
const without = (round: Round, other: Round): Round => {
  if (round.together || other.together) {
    return round.together === other.together && ownerKey(round.units) === ownerKey(other.units) ? { ...round, units: [] } : round;
  }
  const theirs = new Set(other.units);
  return { ...round, units: round.units.filter((unit) => !theirs.has(unit)) };
};

/** The same round as it is owed since the amendment. */
const owing = ({ edition: hash }: Amended, round: Round, files: Files): Round => {
  const { groups, tasks } = editionIn(files, hash);
  const milestone = tasks.flatMap(({ milestones }) => milestones).find(({ id }) => id === round.milestone.id) ?? round.milestone;
  return roundOf(round.task, milestone, round.opening, groups);
};

const ownerKey = (units: readonly string[]): string => units.toSorted().join(',');

const idOfRound = (planId: string, { milestone, opening }: Round, units: readonly string[]): string =>
  obligationId(planId, milestone.id, opening.occurrence, ownerKey(units));

const forEach = (round: Round, order: (id: string) => ProcessOrder, planId: string): Span => ({
  size: sizeOf(round),
  order: (index) => order(idOfRound(planId, round, ownersAt(round, index))),
});

const opening = (
  { at, edition: hash, ...more }: { readonly at: string; readonly edition: string; readonly acting?: Edition['acting'] },
  round: Round,
  files: Files,
): Span => {
  const { planId, policy, acting: then } = editionIn(files, hash);
  const acting = { ...then, ...more.acting };
  const { task, milestone, opening } = round;
  const { milestoneId, lastDay, occurrence, firstDay } = opening;
  return {
    size: sizeOf(round),
    order: (index) => {
      const unitIds = ownersAt(round, index) as readonly [string, ...string[]]; // there are as many as the size says
      const holderIds = [...new Set([...unitIds, ...unitIds.flatMap((unit) => acting[unit] ?? [])])] as [string, ...string[]];
      return orderTo(
        obligation,
        idOfRound(planId, round, unitIds),
        'OpenObligation',
        {
          planId,
          taskId: task.id,
          taskNo: task.no,
          ...(task.quarter !== undefined && { quarter: task.quarter }),
          milestoneId,
          unitIds: [...unitIds],
          holderIds,
          lastDay,
          ...(firstDay !== undefined && { firstDay }),
          ...(occurrence !== undefined && { occurrence }),
          ...(milestone.condition !== undefined && { condition: milestone.condition }),
          reminders: policy.reminders,
          chained: milestone.chained,
          of: sizeOf(round),
        },
        at,
      );
    },
  };
};
