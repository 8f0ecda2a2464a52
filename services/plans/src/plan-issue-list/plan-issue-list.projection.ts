import { type Files, idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, type Change, projection, upsert } from '@laurel/read-models';
import { allIssues, type IdentifiedReading } from '../plan/identified-reading.js';
import { type PlanEvent, planEvents } from '../plan/plan.events.js';
import { planIssueList, type PlanIssueRow } from './plan-issue-list.collection.js';

type Of<Type extends PlanEvent['type']> = Recorded<Extract<PlanEvent, { type: Type }>>;

// A file of this service's own, written through its type; the hash says that it still is.
const readingIn = (files: Files, hash: string) => files.json(hash) as IdentifiedReading;

const rowsOf = (planId: string, tenant: string, reading: IdentifiedReading): readonly PlanIssueRow[] =>
  allIssues(reading).map(({ issue: { publicId: id, ...issue }, task }, place) => {
    const milestone = issue.milestone === undefined ? undefined : task?.milestones[issue.milestone];
    return {
      id,
      tenant,
      planId,
      place,
      ...(task && { taskId: task.id }),
      ...(task?.no !== undefined && { taskNo: task.no }),
      ...(milestone && { milestoneId: milestone.id }),
      severity: issue.severity,
      issue,
      state: 'OPEN',
    };
  });

/** The issues that the document has now; those that still stand keep what was chosen, unless it was dropped. */
const readAgain = ({ stream, data, metadata: { tenant } }: Of<'PlanReadAgain'>, files: Files): readonly Change<PlanIssueRow>[] => {
  const planId = idOf(stream);
  const now = rowsOf(planId, tenant, readingIn(files, data.reading));
  const standing = new Set(now.map(({ id }) => id));
  const gone = rowsOf(planId, tenant, readingIn(files, data.before)).filter(({ id }) => !standing.has(id));
  const kept = new Set(data.kept);
  return [
    ...gone.map(({ id }) => alter<PlanIssueRow>(id, () => undefined)),
    ...now.map((row) =>
      upsert<PlanIssueRow>(row.id, (before) =>
        before?.resolution && kept.has(row.id) ? { ...row, state: 'RESOLVED', resolution: before.resolution } : row,
      ),
    ),
  ];
};

export const planIssueListProjection = projection(planIssueList).from(
  planEvents,
  {
    PlanImported: ({ stream, data, metadata: { tenant } }, files) =>
      rowsOf(idOf(stream), tenant, readingIn(files, data.reading)).map((row) => upsert<PlanIssueRow>(row.id, () => row)),
    PlanReadAgain: readAgain,
    PlanIssueResolved: ({ data: { issueId, choice, reason }, metadata: { at, actor } }) =>
      alter<PlanIssueRow>(issueId, (row) => ({
        ...row,
        state: 'RESOLVED',
        resolution: { choice, reason, at, ...('person' in actor && { by: actor.person }) },
      })),
    PlanIssueReopened: ({ data: { issueId } }) => alter<PlanIssueRow>(issueId, ({ resolution: _, ...row }) => ({ ...row, state: 'OPEN' })),
  },
  {
    PlanImported: ({ data }) => [data.reading],
    PlanReadAgain: ({ data }) => [data.before, data.reading],
  },
);
