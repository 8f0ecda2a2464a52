import { z } from 'zod';
import { definePublished } from '../published-contract.js';

const day = z.iso.date();
const obligationId = z.string();
const units = z.array(z.string()).nonempty().readonly();
const id = 'obligation_01h2xcejqtf2nbrexx3vqjhp91';
const wards = ['org_01h2xcejqtf2nbrexx3vqjhp41'] as const;

/** What units owe for a plan, and what became of it. Every event carries its own day; corrections are events of their own. */
export const obligationContract = definePublished('plans', 'obligation', {
  ObligationOpened: {
    version: 1,
    summary: 'A unit, or several together, owe something by a day.',
    withheld: ['holderIds', 'reminders', 'chained', 'of'],
    schema: z.object({
      obligationId,
      on: day,
      planId: z.string(),
      taskId: z.string(),
      /** As numbered in the plan; 0 where the row has no number. */
      taskNo: z.int(),
      quarter: z.int().optional(),
      milestoneId: z.string(),
      unitIds: units,
      /** Last day on which filing is in time. */
      lastDay: day,
      /** Of a recurring milestone: `2021-02`; of a request: its name. */
      occurrence: z.string().optional(),
    }),
    example: {
      obligationId: id,
      on: '2021-01-22',
      planId: 'plan_01h2xcejqtf2nbrexx3vqjhp90',
      taskId: 'task_01h2xcejqtf2nbrexx3vqjhp92',
      taskNo: 8,
      quarter: 1,
      milestoneId: 'milestone_01h2xcejqtf2nbrexx3vqjhp93',
      unitIds: [...wards],
      lastDay: '2021-01-27',
    },
  },
  ObligationFiled: {
    version: 1,
    summary: 'It was filed; on which day, and whether that was late.',
    withheld: ['documents'],
    schema: z.object({ obligationId, on: day, late: z.boolean(), withLeave: z.boolean() }),
    example: { obligationId: id, on: '2021-01-29', late: true, withLeave: false },
  },
  ObligationFilingWithdrawn: {
    version: 1,
    summary: 'The unit took its filing back before it was accepted.',
    schema: z.object({ obligationId, on: day }),
    example: { obligationId: id, on: '2021-01-25' },
  },
  ObligationRedated: {
    version: 1,
    summary: 'The postmark counts as the day of filing; whether it was late is judged again.',
    withheld: ['evidence', 'document'],
    schema: z.object({ obligationId, on: day, late: z.boolean(), withLeave: z.boolean() }),
    example: { obligationId: id, on: '2021-01-27', late: false, withLeave: false },
  },
  ObligationReturned: {
    version: 1,
    summary: 'The filing was returned; it is owed again.',
    withheld: ['reasons'],
    schema: z.object({ obligationId, on: day, resubmitBy: day.optional() }),
    example: { obligationId: id, on: '2021-01-30', resubmitBy: '2021-02-03' },
  },
  ObligationAccepted: {
    version: 1,
    summary: 'The filing was accepted: done.',
    schema: z.object({ obligationId, on: day }),
    example: { obligationId: id, on: '2021-01-30' },
  },
  ObligationExtended: {
    version: 1,
    summary: 'Another last day holds: by leave of the office, or because the plan was amended.',
    withheld: ['reason', 'document'],
    schema: z.object({ obligationId, on: day, lastDay: day, by: z.enum(['LEAVE', 'AMENDMENT']) }),
    example: { obligationId: id, on: '2021-01-26', lastDay: '2021-02-02', by: 'LEAVE' },
  },
  ObligationExcused: {
    version: 1,
    summary: 'It need not be filed.',
    withheld: ['reason', 'document'],
    schema: z.object({ obligationId, on: day }),
    example: { obligationId: id, on: '2021-01-26' },
  },
  ObligationBecameOverdue: {
    version: 1,
    summary: 'Its last day passed and nothing was filed.',
    schema: z.object({ obligationId, on: day, lastDay: day }),
    example: { obligationId: id, on: '2021-01-28', lastDay: '2021-01-27' },
  },
  ObligationTransferred: {
    version: 1,
    summary: 'Another unit owes it: its predecessor was merged, split or dissolved.',
    schema: z.object({ obligationId, on: day, from: z.string(), to: units, why: z.enum(['MERGED', 'SPLIT', 'DISSOLVED']) }),
    example: { obligationId: id, on: '2025-07-01', from: wards[0], to: ['org_01h2xcejqtf2nbrexx3vqjhp42'], why: 'MERGED' },
  },
  ObligationEnded: {
    version: 1,
    summary: 'It is owed no more without having been filed: its task was withdrawn, or its plan closed.',
    withheld: ['reason', 'document'],
    schema: z.object({ obligationId, on: day, why: z.enum(['WITHDRAWN', 'PLAN_CLOSED']) }),
    example: { obligationId: id, on: '2022-01-31', why: 'PLAN_CLOSED' },
  },
});
