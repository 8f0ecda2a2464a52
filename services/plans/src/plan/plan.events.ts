import { deadlineRule } from '@laurel/calendar';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
const text = z.string().min(1);

/** A paper of the office, as it is cited; its file, if it was uploaded. */
export const documentReference = z.object({
  number: text,
  date: day,
  issuer: text,
  titleVi: z.string().optional(),
  fileId: z.string().optional(),
  hash: z.string().optional(),
});
export type DocumentReference = z.infer<typeof documentReference>;

const counts = z.object({
  tasks: z.int(),
  milestones: z.int(),
  blocking: z.int(),
  confirm: z.int(),
  info: z.int(),
});

/** What a person chose for an issue. `AS_WRITTEN` leaves the text as it stands. */
export const issueChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('AS_WRITTEN') }),
  z.object({ kind: z.literal('DATE'), date: day }),
  z.object({ kind: z.literal('TEXT'), text }),
  z.object({ kind: z.literal('YEAR'), year: z.int() }),
  /** Gazetteer references: who a collective means, who leads, who is meant by an unknown name. */
  z.object({ kind: z.literal('REFS'), refs: z.array(text).nonempty().readonly() }),
  z.object({
    kind: z.literal('RECURRENCE'),
    every: z
      .array(z.enum(['MONTHLY', 'QUARTERLY']))
      .nonempty()
      .readonly(),
  }),
  z.object({ kind: z.literal('RULE'), rule: deadlineRule }),
]);
export type IssueChoice = z.infer<typeof issueChoice>;

/** What opens now: the settled day of a milestone and who owes it, groups by their members as of then. */
export const openingMilestone = z.object({
  milestoneId: text,
  lastDay: day,
  /** Of a recurring milestone: '2021-02', '2021-Q1'; of a request: its name. */
  occurrence: z.string().optional(),
  firstDay: day.optional(),
});
export type OpeningMilestone = z.infer<typeof openingMilestone>;

/** The day that a paper gives to a milestone; a span has a first one too. */
const datedMilestone = openingMilestone.omit({ occurrence: true });
export type DatedMilestone = z.infer<typeof datedMilestone>;

/** Gazetteer reference of a group → the units it meant then. */
export const groupMembers = z.record(z.string(), z.array(z.string()).readonly());

/** Unit → the units whose clerks act for it beside itself (a cluster's leading unit) as of then. */
export const actingUnits = z.record(z.string(), z.array(z.string()).readonly());

export const amendment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('MILESTONE_DEADLINE'), milestoneId: text, rule: deadlineRule, lastDay: day }),
  z.object({ kind: z.literal('MILESTONE_ACTORS'), milestoneId: text, refs: z.array(text).nonempty().readonly() }),
  z.object({ kind: z.literal('TASK_WITHDRAWN'), taskId: text, taskNo: z.int() }),
]);
export type Amendment = z.infer<typeof amendment>;

export const planEvents = defineEvents('plan', {
  PlanImported: z.object({
    number: text,
    date: day,
    issuer: text,
    year: z.int(),
    titleVi: text,
    signatory: z.string().optional(),
    signatoryTitle: z.string().optional(),
    parent: z.object({ number: text, date: day.optional(), issuer: z.string().optional() }).optional(),
    /** The text as published, and what the reader made of it: hashes of files. */
    text: z.object({ fileId: text, hash: text, bytes: z.int() }),
    reading: text,
    counts,
  }),
  /** With a newer gazetteer or reader; choices on issues that still stand were kept. */
  PlanReadAgain: z.object({ before: text, reading: text, counts, kept: z.array(text).readonly(), dropped: z.array(text).readonly() }),
  PlanIssueResolved: z.object({
    issueId: text,
    code: text,
    severity: z.enum(['BLOCKING', 'CONFIRM', 'INFO']),
    /** Absent where the issue is about a row that belongs to no task. */
    taskId: z.string().optional(),
    taskNo: z.int().optional(),
    milestoneId: z.string().optional(),
    /** The words that the issue is about; older events have none. */
    text: z.string().optional(),
    choice: issueChoice,
    reason: text,
    /** After issue: the hash of the edition from now on, and what the choice opens. */
    edition: z.string().optional(),
    opens: z.array(openingMilestone).readonly().optional(),
    groups: groupMembers.optional(),
    acting: actingUnits.optional(),
  }),
  PlanIssueReopened: z.object({ issueId: text, taskId: z.string().optional(), reason: text }),
  PlanIssued: z.object({
    on: day,
    /** Hash of the edition: the settled tasks and, for every group, its members as of then. */
    edition: text,
    counts: z.object({ tasks: z.int(), milestones: z.int(), obligations: z.int() }),
    /** Groups that had no member: they open nothing, and it is told. */
    emptyGroups: z.array(text).readonly(),
    /** Numbers of tasks of which something falls due that nobody is named for. */
    unassigned: z.array(z.int()).readonly(),
  }),
  PlanAmended: z.object({
    document: documentReference,
    reason: text,
    changes: z.array(amendment).nonempty().readonly(),
    /** Hash of the edition from now on. */
    edition: text,
  }),
  /** A paper that milestones wait for has arrived; what it dates. */
  AwaitedDocumentReceived: z.object({
    /** `task:28` or the reference of a body outside. */
    awaited: text,
    document: documentReference,
    receivedOn: day,
    dates: z.array(datedMilestone).readonly(),
    /** Ids of the tasks that waited for it. */
    tasks: z.array(text).readonly(),
    /** What is dated now and waits for nothing else. */
    opens: z.array(openingMilestone).readonly(),
    groups: groupMembers,
    acting: actingUnits,
  }),
  /** A recurring milestone came round. Sent by a timer. */
  OccurrenceBegan: z.object({ opens: z.array(openingMilestone).nonempty().readonly(), groups: groupMembers, acting: actingUnits }),
  /** The date on which a relative deadline hangs is known, for one request. */
  AnchorRecorded: z.object({
    anchor: text,
    name: text,
    date: day,
    units: z.array(text).nonempty().readonly(),
    opens: z.array(openingMilestone).nonempty().readonly(),
  }),
  /** The milestone before it in its task is accomplished by all who owed it. Sent by a process. */
  ChainReached: z.object({
    after: text,
    on: day,
    opens: z.array(openingMilestone).nonempty().readonly(),
    groups: groupMembers,
    acting: actingUnits,
  }),
  PlanClosed: z.object({ on: day, reason: text, edition: text }),
  PlanDiscarded: z.object({ reason: text, reading: text }),
});

export type PlanEvent = EventsOf<typeof planEvents>;
