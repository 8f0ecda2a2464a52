import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { issueChoice } from '../plan/plan.events.js';
import { issue } from '../reading/reading.js';

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  planId: z.string(),
  /** Place in the order of the document. */
  place: z.int(),
  taskId: z.string().optional(),
  taskNo: z.int().optional(),
  milestoneId: z.string().optional(),
  severity: z.enum(['BLOCKING', 'CONFIRM', 'INFO']),
  issue,
  state: z.enum(['OPEN', 'RESOLVED']),
  resolution: z.object({ choice: issueChoice, reason: z.string(), at: z.string(), by: z.string().optional() }).optional(),
});
export type PlanIssueRow = z.infer<typeof row>;

/** What people have to look at in a plan, and what they chose. */
export const planIssueList = defineCollection({
  name: 'plan-issue-list',
  version: 1,
  read: 'plan.read',
  document: row,
  key: 'id',
  owner: {},
  indexes: {
    byState: { equal: ['planId', 'state'], order: ['place', 'id'] },
    bySeverityAndState: { equal: ['planId', 'severity', 'state'], order: ['place', 'id'] },
    byTask: { equal: ['taskId'], order: ['place', 'id'] },
  },
});
