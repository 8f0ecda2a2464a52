import { deadlineRule } from '@laurel/calendar';
import { z } from 'zod';

const day = z.iso.date();

/** A milestone as it holds from issue on. */
export const editionMilestone = z.object({
  id: z.string(),
  index: z.int(),
  /** Gazetteer references: units, or groups that stand under `groups`. */
  actors: z.array(z.string()).readonly(),
  together: z.boolean(),
  action: z.string(),
  condition: z.string().optional(),
  rule: deadlineRule,
  /** Of a recurrence with several rhythms: all of them are meant, and nobody has to choose any more. */
  allMeant: z.literal(true).optional(),
  /** Under the policy of this edition; absent where nothing is due by a day of its own. */
  lastDay: day.optional(),
  /** Another milestone of its task is dated when this one is accomplished. */
  chained: z.boolean(),
});
export type EditionMilestone = z.infer<typeof editionMilestone>;

export const editionTask = z.object({
  id: z.string(),
  /** As numbered in the document; 0 where the row has no number. The id tells repeated numbers apart. */
  no: z.int(),
  section: z.string(),
  quarter: z.int().optional(),
  content: z.string(),
  leads: z.array(z.string()).readonly(),
  implementers: z.array(z.string()).readonly(),
  advisers: z.array(z.string()).readonly(),
  withdrawn: z.boolean(),
  milestones: z.array(editionMilestone).readonly(),
});
export type EditionTask = z.infer<typeof editionTask>;

/** How a movement hangs on the plan: the tasks that order its launch and its reviews. */
export const editionMovement = z.object({
  id: z.string(),
  nameVi: z.string(),
  kind: z.enum(['REGULAR', 'DRIVE', 'THEMED']),
  launchTasks: z.array(z.int()).readonly(),
  reviewTasks: z.array(z.int()).readonly(),
});
export type EditionMovement = z.infer<typeof editionMovement>;

export const reminderPolicy = z.object({
  /** Calendar days before the last day, such as 7, 3, 1. */
  before: z.array(z.int().positive()).readonly(),
  /** Calendar days between reminders once it is overdue. */
  overdueEvery: z.int().positive(),
});
export type ReminderPolicy = z.infer<typeof reminderPolicy>;

/** The plan as issued: what its obligations are opened from. A file named by hash, so that whoever reads it decides the same. */
export const edition = z.object({
  planId: z.string(),
  number: z.string(),
  year: z.int(),
  policy: z.object({ beforeCountsTheDay: z.boolean(), reminders: reminderPolicy }),
  tasks: z.array(editionTask).readonly(),
  movements: z.array(editionMovement).readonly(),
  /** Group → members as of the issue. */
  groups: z.record(z.string(), z.array(z.string()).readonly()),
  /** Unit → those whose clerks act for it beside itself. */
  acting: z.record(z.string(), z.array(z.string()).readonly()),
});
export type Edition = z.infer<typeof edition>;
