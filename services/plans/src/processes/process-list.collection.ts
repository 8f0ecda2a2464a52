import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const row = z.object({
  /** The process's stream: `opening-plan_…`, `bulkRun-bulk_…`, `handoverRun-org_…`. */
  id: z.string(),
  tenant: z.string(),
  kind: z.enum(['OPENING', 'BULK', 'HANDOVER']),
  /** The plan, the bulk order, the unit. */
  subject: z.string(),
  state: z.enum(['RUNNING', 'RESTING']),
  /** What it has to do, as far as it is counted: an opening counts what opens, not what amendments and the end change. */
  total: z.int(),
  done: z.int(),
  nothing: z.int(),
  refused: z.int(),
  /** The last of them. */
  refusals: z.array(z.object({ target: z.string(), reasons: z.array(z.string()).readonly() })).readonly(),
  /** Which of its jobs are counted, in their order. */
  counted: z.array(z.boolean()).readonly(),
  /** Whose reach it has; nobody's in particular when empty. */
  units: z.array(z.string()).readonly(),
  since: z.string(),
});
export type ProcessRow = z.infer<typeof row>;

/** How far the processes are that do many things at once. */
export const processList = defineCollection({
  name: 'process-list',
  version: 1,
  read: 'process.read',
  document: row,
  key: 'id',
  owner: { units: 'units' },
  indexes: { byState: { equal: ['state'], order: ['since', 'id'] } },
});
