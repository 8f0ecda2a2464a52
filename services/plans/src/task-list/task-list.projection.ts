import { strictlyBefore } from '@laurel/calendar';
import { type Files, idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, type Change, projection, upsert } from '@laurel/read-models';
import type { Edition, EditionTask } from '../plan/edition.js';
import type { IdentifiedReading, IdentifiedTask } from '../plan/identified-reading.js';
import { type Amendment, type PlanEvent, planEvents } from '../plan/plan.events.js';
import { settleTask } from '../plan/settle.js';
import { taskList, type TaskRow } from './task-list.collection.js';
import { taskRow } from './task-row.js';

type Of<Type extends PlanEvent['type']> = Recorded<Extract<PlanEvent, { type: Type }>>;
type Choices = TaskRow['choices'];

// Files of this service's own, written through their types; the hash says that they still are.
const readingIn = (files: Files, hash: string) => files.json(hash) as IdentifiedReading;
const editionIn = (files: Files, hash: string) => files.json(hash) as Edition;

// A draft's days by the usual reading of "trước ngày"; the edition brings the office's own.
const settled = (task: IdentifiedTask, choices: Choices, quarter: number | undefined) =>
  settleTask(task, { choices: new Map(choices.map(({ issueId, choice }) => [issueId, { choice }])), policy: strictlyBefore, quarter });

const draftRow = (
  planId: string,
  tenant: string,
  reading: IdentifiedReading,
  task: IdentifiedTask,
  place: number,
  choices: Choices,
): TaskRow => {
  const section = reading.sections.find(({ code }) => code === task.section);
  return taskRow({
    id: task.id,
    tenant,
    planId,
    place,
    sectionTitle: section?.titleVi ?? '',
    task,
    choices,
    settled: settled(task, choices, section?.quarter),
    dated: [],
    received: [],
    planStatus: 'DRAFT',
  });
};

const imported = ({ stream, data, metadata: { tenant } }: Of<'PlanImported'>, files: Files): readonly Change<TaskRow>[] => {
  const reading = readingIn(files, data.reading);
  return reading.tasks.map((task, place) => upsert<TaskRow>(task.id, () => draftRow(idOf(stream), tenant, reading, task, place, [])));
};

const readAgain = ({ stream, data, metadata: { tenant } }: Of<'PlanReadAgain'>, files: Files): readonly Change<TaskRow>[] => {
  const now = readingIn(files, data.reading);
  const before = readingIn(files, data.before);
  const standing = new Set(now.tasks.map(({ id }) => id));
  const kept = new Set(data.kept);
  return [
    ...before.tasks.filter(({ id }) => !standing.has(id)).map(({ id }) => alter<TaskRow>(id, () => undefined)),
    ...now.tasks.map((task, place) =>
      upsert<TaskRow>(task.id, (row) =>
        draftRow(idOf(stream), tenant, now, task, place, row?.choices.filter(({ issueId }) => kept.has(issueId)) ?? []),
      ),
    ),
  ];
};

/** Tasks of the edition, as they hold from now on. */
const editionHolds = (
  hash: string,
  files: Files,
  more: Partial<TaskRow> = {},
  concerns: (task: EditionTask) => boolean = () => true,
): readonly Change<TaskRow>[] =>
  editionIn(files, hash)
    .tasks.filter(concerns)
    .map((task) => alter<TaskRow>(task.id, (row) => taskRow({ ...row, ...more, settled: task })));

/** Whether an amendment is about this task. */
const isAmended =
  (changes: readonly Amendment[]) =>
  (task: EditionTask): boolean =>
    changes.some((change) =>
      change.kind === 'TASK_WITHDRAWN' ? change.taskId === task.id : task.milestones.some(({ id }) => id === change.milestoneId),
    );

const withChoices = (row: TaskRow, choices: Choices): TaskRow =>
  taskRow({ ...row, choices, settled: settled(row.task, choices, row.settled.quarter) });

export const taskListProjection = projection(taskList).from(
  planEvents,
  {
    PlanImported: imported,
    PlanReadAgain: readAgain,
    PlanIssueResolved: ({ data: { taskId, issueId, choice, edition } }, files) => {
      if (taskId === undefined) return [];
      const chosen = alter<TaskRow>(taskId, (row) => {
        const choices = [...row.choices.filter((each) => each.issueId !== issueId), { issueId, choice }];
        return edition === undefined ? withChoices(row, choices) : { ...row, choices };
      });
      return edition === undefined ? chosen : [chosen, ...editionHolds(edition, files, {}, ({ id }) => id === taskId)];
    },
    PlanIssueReopened: ({ data: { taskId, issueId } }) =>
      taskId === undefined
        ? []
        : alter<TaskRow>(taskId, (row) =>
            withChoices(
              row,
              row.choices.filter((each) => each.issueId !== issueId),
            ),
          ),
    PlanIssued: ({ data: { edition } }, files) => editionHolds(edition, files, { planStatus: 'ISSUED' }),
    PlanAmended: ({ data: { edition, changes } }, files) => editionHolds(edition, files, {}, isAmended(changes)),
    AwaitedDocumentReceived: ({ data: { awaited, dates, tasks } }) =>
      tasks.map((taskId) =>
        alter<TaskRow>(taskId, (row) => {
          const own = dates.filter(({ milestoneId }) => row.settled.milestones.some(({ id }) => id === milestoneId));
          const others = row.dated.filter(({ milestoneId }) => !own.some((each) => each.milestoneId === milestoneId));
          return taskRow({ ...row, received: [...row.received, awaited], dated: [...others, ...own] });
        }),
      ),
    PlanClosed: ({ data: { edition } }, files) => editionHolds(edition, files, { planStatus: 'CLOSED' }),
    PlanDiscarded: ({ data: { reading } }, files) =>
      readingIn(files, reading).tasks.map(({ id }) => alter<TaskRow>(id, (row) => ({ ...row, planStatus: 'DISCARDED' }))),
  },
  {
    PlanImported: ({ data }) => [data.reading],
    PlanReadAgain: ({ data }) => [data.before, data.reading],
    PlanIssueResolved: ({ data }) => (data.edition === undefined ? [] : [data.edition]),
    PlanIssued: ({ data }) => [data.edition],
    PlanAmended: ({ data }) => [data.edition],
    PlanClosed: ({ data }) => [data.edition],
    PlanDiscarded: ({ data }) => [data.reading],
  },
);
