import { idOf, type Recorded } from '@laurel/event-sourcing';
import { alter, projection, put } from '@laurel/read-models';
import { type PlanEvent, planEvents } from '../plan/plan.events.js';
import { planList, type PlanRow, yearsToGo } from './plan-list.collection.js';

const change = ({ stream, revision }: Recorded<PlanEvent>, to: (row: PlanRow) => PlanRow) =>
  alter<PlanRow>(idOf(stream), (row) => ({ ...to(row), version: revision }));

export const planListProjection = projection(planList).from(planEvents, {
  PlanImported: ({ stream, revision, data: { titleVi, counts, ...data }, metadata: { tenant } }) => {
    const { tasks: taskCount, milestones: milestoneCount, ...issues } = counts;
    return put({
      id: idOf(stream),
      tenant,
      ...data,
      title: titleVi,
      yearsToGo: yearsToGo(data.year),
      status: 'DRAFT',
      taskCount,
      milestoneCount,
      issues,
      resolved: [],
      version: revision,
    });
  },
  PlanReadAgain: (event) =>
    change(event, (row) => {
      const { reading, kept, counts } = event.data;
      const { tasks: taskCount, milestones: milestoneCount, ...issues } = counts;
      return { ...row, reading, taskCount, milestoneCount, issues, resolved: row.resolved.filter(({ id }) => kept.includes(id)) };
    }),
  PlanIssueResolved: (event) =>
    change(event, (row) => {
      const { issueId: id, severity, edition } = event.data;
      const resolved = [...row.resolved.filter((each) => each.id !== id), { id, severity }];
      return { ...row, resolved, ...(edition !== undefined && { edition }) };
    }),
  PlanIssueReopened: (event) => change(event, (row) => ({ ...row, resolved: row.resolved.filter(({ id }) => id !== event.data.issueId) })),
  PlanIssued: (event) => change(event, (row) => ({ ...row, status: 'ISSUED', issuedOn: event.data.on, edition: event.data.edition })),
  PlanAmended: (event) => change(event, (row) => ({ ...row, edition: event.data.edition })),
  AwaitedDocumentReceived: (event) => change(event, (row) => row),
  OccurrenceBegan: (event) => change(event, (row) => row),
  AnchorRecorded: (event) => change(event, (row) => row),
  ChainReached: (event) => change(event, (row) => row),
  PlanClosed: (event) => change(event, (row) => ({ ...row, status: 'CLOSED', closedOn: event.data.on })),
  PlanDiscarded: (event) => change(event, (row) => ({ ...row, status: 'DISCARDED' })),
});
