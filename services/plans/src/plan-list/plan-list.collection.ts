import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';

const day = z.iso.date();
const counts = z.object({ blocking: z.int(), confirm: z.int(), info: z.int() });

/** Counts years down: what is newest comes first in an ascending order. */
export const yearsToGo = (year: number): number => 9999 - year;

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  number: z.string(),
  date: day,
  issuer: z.string(),
  year: z.int(),
  /** Newest first: the year counted down. */
  yearsToGo: z.int(),
  title: z.string(),
  signatory: z.string().optional(),
  signatoryTitle: z.string().optional(),
  parent: z.object({ number: z.string(), date: day.optional(), issuer: z.string().optional() }).optional(),
  status: z.enum(['DRAFT', 'ISSUED', 'CLOSED', 'DISCARDED']),
  issuedOn: day.optional(),
  closedOn: day.optional(),
  text: z.object({ fileId: z.string(), hash: z.string(), bytes: z.int() }),
  reading: z.string(),
  edition: z.string().optional(),
  taskCount: z.int(),
  milestoneCount: z.int(),
  issues: counts,
  resolved: z.array(z.object({ id: z.string(), severity: z.enum(['BLOCKING', 'CONFIRM', 'INFO']) })).readonly(),
  version: z.int(),
});
export type PlanRow = z.infer<typeof row>;

/** Which plans there are, how far each one is, and what still has to be settled. */
export const planList = defineCollection({
  name: 'plan-list',
  version: 1,
  read: 'plan.read',
  document: row,
  key: 'id',
  owner: {},
  indexes: {
    newestFirst: { equal: [], order: ['yearsToGo', 'number', 'id'] },
    byStatus: { equal: ['status'], order: ['yearsToGo', 'number', 'id'] },
  },
});
