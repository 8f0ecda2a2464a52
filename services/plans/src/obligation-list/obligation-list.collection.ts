import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { documentReference } from '../plan/plan.events.js';
import { progressBy } from './progress-tally.js';

const day = z.iso.date();
const units = z.array(z.string()).readonly();
const status = z.enum(['OPEN', 'FILED', 'ACCEPTED', 'EXCUSED', 'WITHDRAWN', 'ENDED_UNFILED']);
const steps = <Value extends z.ZodType>(value: Value) => z.array(z.object({ from: day, value })).readonly();

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  planId: z.string(),
  taskId: z.string(),
  taskNo: z.int(),
  quarter: z.int().optional(),
  milestoneId: z.string(),
  occurrence: z.string().optional(),
  condition: z.string().optional(),
  unitIds: units,
  holderIds: units,
  firstDay: day.optional(),
  lastDay: day,
  leaveUntil: day.optional(),
  status,
  overdue: z.boolean(),
  late: z.boolean(),
  withLeave: z.boolean(),
  filedOn: day.optional(),
  documents: z.array(documentReference).readonly(),
  returned: z.array(z.string()).readonly(),
  explanation: z.enum(['NONE', 'ASKED', 'GIVEN']),
  question: z.string().optional(),
  answer: z.string().optional(),
  answerDocuments: z.array(documentReference).readonly().optional(),
  answerBy: day.optional(),
  /** What held from which day on: progress as of any day is worked out from these and nothing else. */
  statuses: steps(z.object({ status, late: z.boolean() })),
  lastDays: steps(day),
  owners: steps(units),
  version: z.int(),
});
export type ObligationRow = z.infer<typeof row>;

/** Who owes what, by when. Answers: the agenda of a unit and of the office, who has not filed, what is overdue, how far a plan is. */
export const obligationList = defineCollection({
  name: 'obligation-list',
  version: 1,
  read: 'obligation.read',
  document: row,
  key: 'id',
  owner: { units: 'holderIds' },
  indexes: {
    byHolder: { equal: ['holderIds', 'status'], order: ['lastDay', 'id'] },
    byDay: { equal: ['status'], order: ['lastDay', 'id'] },
    byMilestone: { equal: ['milestoneId', 'status'], order: ['lastDay', 'id'] },
    byPlan: { equal: ['planId', 'status'], order: ['lastDay', 'id'] },
    byPlanAndHolder: { equal: ['planId', 'holderIds', 'status'], order: ['lastDay', 'id'] },
    byTask: { equal: ['taskId', 'status'], order: ['lastDay', 'id'] },
    overdue: { equal: ['planId', 'overdue'], order: ['lastDay', 'id'] },
  },
  tallies: {
    byQuarter: progressBy(({ quarter = 0 }) => [quarter]),
    byUnit: progressBy((_, owners) => owners),
    byTask: progressBy(({ taskId }) => [taskId]),
  },
});
