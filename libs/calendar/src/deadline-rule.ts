import { z } from 'zod';

const day = z.iso.date();
/** Days that a person may choose where the written one is impossible or doubtful. */
const candidates = z.array(day).readonly().optional();
const count = z.int();

const awaited = z
  .object({
    document: z.string(),
    /** The number of the task of the same plan whose output is awaited. */
    fromTask: z.int().optional(),
    /** Who outside has to send it: a gazetteer reference, or the words of the plan when nobody is known by them. */
    external: z.string().optional(),
  })
  .readonly();

/**
 * When something is due, as the document says it. A date that is absent where it could stand (an impossible 30/02) is not settled:
 * a person chooses. Nothing here is moved by days off.
 */
export const deadlineRule = z.discriminatedUnion('kind', [
  /** "Trước ngày D": whether D itself still counts is the office's policy. */
  z.object({ kind: z.literal('BEFORE'), date: day.optional(), candidates }).readonly(),
  /** "Chậm nhất D", "hết ngày D", a bare day: D counts. */
  z.object({ kind: z.literal('BY'), date: day.optional(), candidates }).readonly(),
  /** "Trong tháng 5", "Quý II", "từ … đến …": both ends count. */
  z.object({ kind: z.literal('WITHIN'), from: day.optional(), to: day.optional(), candidates }).readonly(),
  z.object({ kind: z.literal('DONE') }).readonly(),
  z.object({ kind: z.literal('NONE') }).readonly(),
  /** Dated when every awaited document has arrived. A tentative date is for planning: never overdue by itself. */
  z
    .object({
      kind: z.literal('AWAITS_DOCUMENT'),
      awaits: z.array(awaited).min(1).readonly(),
      date: day.optional(),
      /** Present when the tentative day itself counts ("dự kiến ngày D"); absent after "dự kiến trước D". */
      dayCounts: z.literal(true).optional(),
      candidates,
      tentative: z.boolean().optional(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('RECURRING'),
      every: z
        .array(z.enum(['WEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY']))
        .min(1)
        .readonly(),
      /** "Trước ngày 25 hàng tháng": a day of the period's last month; the last day of the period when absent. */
      dayOfMonth: z
        .object({ day: z.int().min(1).max(31), boundary: z.enum(['BEFORE', 'BY']) })
        .readonly()
        .optional(),
    })
    .readonly(),
  z.object({ kind: z.literal('CONTINUOUS') }).readonly(),
  /** So many days from another date; negative = before it. Exactly that many days before is in time. */
  z.object({ kind: z.literal('RELATIVE'), anchor: z.string(), days: count, unit: z.enum(['CALENDAR', 'WORKING']).optional() }).readonly(),
  /** A legal time limit that the plan does not repeat ("theo quy định"). */
  z.object({ kind: z.literal('BY_RULE') }).readonly(),
  /** So many days after the milestone of the same task that stands at index `after` (0 = first) is accomplished. */
  z.object({ kind: z.literal('CHAINED'), after: z.int().min(0), days: count, unit: z.enum(['CALENDAR', 'WORKING']) }).readonly(),
]);

export type DeadlineRule = z.infer<typeof deadlineRule>;
export type DeadlineKind = DeadlineRule['kind'];
export type RuleOf<Kind extends DeadlineKind> = Extract<DeadlineRule, { kind: Kind }>;
