import { z } from 'zod';
import { definePublished } from '../published-contract.js';

const day = z.iso.date();
const planId = z.string();
const document = z.object({ number: z.string(), date: day, issuer: z.string() });
const cited = { number: '31/KH-UBND', date: '2021-02-01', issuer: 'UBND quận Ba Đình' };
const example = 'plan_01h2xcejqtf2nbrexx3vqjhp90';

/** The yearly plans of an office. A draft is nobody else's business. */
export const planContract = definePublished('plans', 'plan', {
  PlanIssued: {
    version: 1,
    openness: 'public',
    summary: 'The office issued a plan: from now on its units owe what it says.',
    withheld: ['edition', 'emptyGroups'],
    schema: z.object({
      planId,
      /** The day on which it was issued here. */
      on: day,
      tasks: z.int(),
      milestones: z.int(),
      /** What is dated at issue; documents and occurrences bring more. */
      obligations: z.int(),
    }),
    example: { planId: example, on: '2021-01-22', tasks: 42, milestones: 57, obligations: 335 },
  },
  PlanAmended: {
    version: 1,
    openness: 'public',
    summary: 'An issued plan was changed by a document.',
    withheld: ['edition', 'changes'],
    schema: z.object({ planId, document, reason: z.string(), changes: z.int().positive() }),
    example: { planId: example, document: cited, reason: 'Điều chỉnh thời hạn', changes: 1 },
  },
  PlanClosed: {
    version: 1,
    openness: 'public',
    summary: 'A plan is closed; what was still owed ended unfiled.',
    withheld: ['edition'],
    schema: z.object({ planId, on: day, reason: z.string() }),
    example: { planId: example, on: '2022-01-31', reason: 'Kết thúc năm kế hoạch' },
  },
});
