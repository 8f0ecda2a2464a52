import { deadlineRule } from '@laurel/calendar';
import { z } from 'zod';

/** What the reader can remark, with how much it weighs. The order is the one in which remarks on one place are told. */
export const severities = {
  INVALID_DATE: 'BLOCKING',
  YEAR_MISMATCH: 'BLOCKING',
  QUARTER_MISMATCH: 'CONFIRM',
  REVERSED_MILESTONES: 'CONFIRM',
  MISSING_LEAD: 'CONFIRM',
  MISSING_ADVISER: 'INFO',
  LOST_SEPARATOR: 'CONFIRM',
  SPLIT_ROW: 'INFO',
  TYPO: 'CONFIRM',
  HOLIDAY_OR_WEEKEND: 'INFO',
  DEPENDENCY_UNDATED: 'INFO',
  AMBIGUOUS_RECURRENCE: 'CONFIRM',
  UNRESOLVED_GROUP: 'INFO',
  UNREADABLE_DEADLINE: 'CONFIRM',
  TORN_ROW: 'CONFIRM',
  NUMBERING: 'CONFIRM',
  YEAR_ASSUMED: 'INFO',
  UNKNOWN_ORGANISATION: 'CONFIRM',
} as const;

export type IssueCode = keyof typeof severities;
export const issueCodes = Object.keys(severities) as readonly IssueCode[]; // the keys of a literal

export const severity = z.enum(['BLOCKING', 'CONFIRM', 'INFO']);
export const columnRole = z.enum(['number', 'content', 'leads', 'implementers', 'advisers', 'deadline', 'extra']);
export type ColumnRole = z.infer<typeof columnRole>;

const texts = z.object({ vi: z.string(), en: z.string() }).readonly();

/** A place in the text as published: `line` counts from 1, `offset` counts UTF-16 units from the very first one, a byte-order mark included. */
const place = z.object({ line: z.int(), offset: z.int() });

export const issue = z
  .object({
    /** The same whenever the same document is read again: task, code, column, words, and how many times before. */
    id: z.string(),
    code: z.enum(issueCodes),
    severity,
    where: place.extend({ column: z.enum([...columnRole.options, 'row']), text: z.string() }).readonly(),
    explanation: texts,
    /** What a person may choose: days (ISO), wordings, gazetteer references. The choice is never limited to them. */
    candidates: z.array(z.string()).readonly().optional(),
    /** Index of the milestone that it concerns. */
    milestone: z.int().optional(),
  })
  .readonly();
export type Issue = z.infer<typeof issue>;

/** A name as written; `ref` is the gazetteer's, absent where nobody is known by it. */
const name = z.object({ raw: z.string(), ref: z.string().optional() }).readonly();
export type Name = z.infer<typeof name>;

const milestone = z
  .object({
    index: z.int(),
    actor: z.array(z.string()).readonly(),
    action: z.string(),
    raw: z.string(),
    deadline: deadlineRule,
    /** By the policy that the text was read with. */
    lastValidDay: z.iso.date().optional(),
    /** Named offices share it: one obligation, and the filing of one is enough. */
    together: z.literal(true).optional(),
    /** The case in which it applies. */
    condition: z.string().optional(),
  })
  .readonly();
export type Milestone = z.infer<typeof milestone>;

const period = z
  .object({
    raw: z.string(),
    kind: z.enum(['ANNIVERSARY', 'TERM', 'MOVEMENT', 'SCHOOL_YEAR', 'HALF_YEAR']),
    from: z.string(),
    to: z.string(),
  })
  .readonly();
export type Period = z.infer<typeof period>;

const task = z
  .object({
    /** Unique in the reading: the number, and for a repeated or a missing one what tells it apart ("8", "8-2", "row-12"). */
    key: z.string(),
    /** As numbered in the document; absent where the row has no number that can be read. */
    no: z.int().optional(),
    section: z.string().optional(),
    content: z.string(),
    leads: z.array(name).readonly(),
    implementers: z.array(name).readonly(),
    advisers: z.array(name).readonly(),
    milestones: z.array(milestone).readonly(),
    targetYear: z.int().optional(),
    periods: z.array(period).readonly().optional(),
    /** Movements that the content names in quotation marks. */
    movements: z.array(z.string()).readonly().optional(),
    issues: z.array(issue).readonly(),
    /** Every cell as it stands, page-break parts joined by a blank; cells beyond the header have the heading "". */
    cells: z.array(z.object({ column: columnRole, heading: z.string(), text: z.string() }).readonly()).readonly(),
    /** The lines of the document that it was read from. */
    rows: z.array(z.int()).readonly(),
  })
  .readonly();
export type Task = z.infer<typeof task>;

const section = z
  .object({
    code: z.string(),
    titleVi: z.string(),
    kind: z.enum(['QUARTER', 'REGULAR', 'OTHER']),
    quarter: z.int().min(1).max(4).optional(),
  })
  .readonly();
export type Section = z.infer<typeof section>;

const parent = z.object({ number: z.string(), date: z.iso.date().optional(), issuer: z.string().optional() }).readonly();

const header = z
  .object({
    number: z.string().optional(),
    date: z.iso.date().optional(),
    issuer: z.string().optional(),
    issuerInText: z.string().optional(),
    titleVi: z.string(),
    signatory: z.string().optional(),
    signatoryTitle: z.string().optional(),
    parent: parent.optional(),
    year: z.int(),
  })
  .readonly();
export type Header = z.infer<typeof header>;

const movementParagraph = z
  .object({
    letter: z.string(),
    text: z.string(),
    line: z.int(),
    /** What the paragraph calls a movement: in quotation marks after "thi đua" or "phong trào", or set off as a heading of its own. */
    names: z.array(z.string()).readonly(),
  })
  .readonly();
export type MovementParagraph = z.infer<typeof movementParagraph>;

const totals = z
  .object({
    tasks: z.int(),
    tasksBySection: z.record(z.string(), z.int()).readonly(),
    milestones: z.int(),
    dateLiterals: z.int(),
    issues: z.record(z.enum(issueCodes), z.int()).readonly(),
  })
  .readonly();

/** All that a plan's text says and all that is odd about it. Plain data: the same text gives the same reading. */
export const planReading = z
  .object({
    plan: header,
    sections: z.array(section).readonly(),
    movements: z.array(movementParagraph).readonly(),
    tasks: z.array(task).readonly(),
    /** Issues of rows that belong to no task. */
    issues: z.array(issue).readonly(),
    /** Lines of the annex outside its table: captions, footnotes, a signature below it. */
    remarks: z.array(z.object({ line: z.int(), text: z.string() }).readonly()).readonly(),
    totals,
  })
  .readonly();
export type PlanReading = z.infer<typeof planReading>;
