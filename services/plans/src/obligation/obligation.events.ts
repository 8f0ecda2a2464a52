import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';
import { reminderPolicy } from '../plan/edition.js';
import { documentReference } from '../plan/plan.events.js';

const day = z.iso.date();
const text = z.string().min(1);
const units = z.array(text).nonempty().readonly();
const documents = z.array(documentReference).readonly();
const document = documentReference.optional();
/** Of a milestone that others wait for: says to which chain the fact belongs. */
const chain = z.object({ planId: text, milestoneId: text }).optional();

/** `on` is the day of the fact on the business clock; nothing here takes a day that a client sent, but the postmark. */
export const obligationEvents = defineEvents('obligation', {
  ObligationOpened: z.object({
    on: day,
    planId: text,
    taskId: text,
    /** As numbered in the document; 0 where the row has no number. */
    taskNo: z.int(),
    quarter: z.int().optional(),
    milestoneId: text,
    /** One unit, or several that owe it together. */
    unitIds: units,
    /** Whose clerks may act on it: those who owe it, the leading unit of a cluster, later a successor. */
    holderIds: units,
    /** Last day on which filing is in time. */
    lastDay: day,
    firstDay: day.optional(),
    /** Which round of a recurring milestone, or which request. */
    occurrence: z.string().optional(),
    condition: z.string().optional(),
    reminders: reminderPolicy,
    /** Other milestones of the task wait for this one. */
    chained: z.boolean(),
    /** How many obligations were opened for this milestone and occurrence at once. */
    of: z.int().positive(),
  }),
  ObligationFiled: z.object({ on: day, documents, late: z.boolean(), withLeave: z.literal(true).optional() }),
  FilingWithdrawn: z.object({ on: day, reason: text }),
  /** The day of filing stays; the papers are replaced. */
  FilingCorrected: z.object({ on: day, documents, reason: text }),
  FilingAccepted: z.object({ on: day, chain }),
  FilingReturned: z.object({ on: day, reasons: z.array(text).nonempty().readonly(), resubmitBy: day.optional() }),
  LateFilingPermitted: z.object({ on: day, until: day, reason: text, document }),
  /** It was posted on a day before it arrived, and that day counts. */
  FilingDatedByPostmark: z.object({
    on: day,
    evidence: text,
    document,
    late: z.boolean(),
    withLeave: z.literal(true).optional(),
  }),
  ObligationExtended: z.object({ on: day, lastDay: day, reason: text, document }),
  /** The plan was amended; `late` is judged again where something is filed. */
  ObligationRescheduled: z.object({ on: day, lastDay: day, late: z.boolean().optional(), reason: text, document }),
  ObligationExcused: z.object({ on: day, reason: text, document, chain }),
  ObligationBecameOverdue: z.object({ on: day, lastDay: day }),
  ExplanationAsked: z.object({ on: day, question: text, answerBy: day.optional() }),
  ExplanationGiven: z.object({ on: day, text, documents }),
  /** The successor owes it; the predecessor stays among the holders. */
  ObligationTransferred: z.object({
    on: day,
    from: text,
    to: units,
    effectiveOn: day,
    why: z.enum(['MERGED', 'SPLIT', 'DISSOLVED']),
  }),
  /** Its task was withdrawn, or somebody else owes it by an amendment. */
  ObligationWithdrawn: z.object({ on: day, reason: text, document, chain }),
  /** The plan was closed before anything was filed. */
  ObligationEndedUnfiled: z.object({ on: day, reason: text }),
});

export type ObligationEvent = EventsOf<typeof obligationEvents>;
export type ObligationData<Type extends ObligationEvent['type']> = Extract<ObligationEvent, { type: Type }>['data'];
