import type { DeadlineKind } from '@laurel/calendar';
import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { editionTask } from '../plan/edition.js';
import type { IdentifiedTask } from '../plan/identified-reading.js';
import { issueChoice } from '../plan/plan.events.js';

/** How far the plan's own events have brought a task; what its obligations add is summed when it is shown. */
export const taskPhase = z.enum(['DRAFT', 'WAITING', 'DATED', 'CONTINUOUS', 'DONE', 'WITHDRAWN']);
export type TaskPhase = z.infer<typeof taskPhase>;

const row = z.object({
  id: z.string(),
  tenant: z.string(),
  planId: z.string(),
  /** Place in the order of the document. */
  place: z.int(),
  no: z.int(),
  quarter: z.int().optional(),
  sectionTitle: z.string(),
  content: z.string(),
  /** The row as it was read, with its issues: written by this house, not parsed again. */
  task: z.custom<IdentifiedTask>(),
  choices: z.array(z.object({ issueId: z.string(), choice: issueChoice })).readonly(),
  /** With what people chose; what was amended since stands here too. */
  settled: editionTask,
  /** Days that arrived documents gave. */
  dated: z.array(z.object({ milestoneId: z.string(), lastDay: z.iso.date() })).readonly(),
  received: z.array(z.string()).readonly(),
  planStatus: z.enum(['DRAFT', 'ISSUED', 'CLOSED', 'DISCARDED']),
  phase: taskPhase,
  /** Every question that a filter can ask of this task, as one word each. */
  facets: z.array(z.string()).readonly(),
});
export type TaskRow = z.infer<typeof row>;

export interface Facets {
  readonly quarter?: number | null | undefined;
  readonly deadlineKind?: DeadlineKind | null | undefined;
  readonly hasOpenIssues?: boolean | null | undefined;
  /** A reference of the document, with its role or in any. */
  readonly party?: { readonly ref: string; readonly role?: PartyRole | null | undefined } | null | undefined;
}
export type PartyRole = 'LEAD' | 'IMPLEMENTER' | 'ADVISER' | 'ACTOR';

/** The one word of a question: what is not asked is left out, so a task holds a word for every way of asking that finds it. */
export const facet = ({ quarter, deadlineKind, hasOpenIssues, party }: Facets): string =>
  [
    quarter ?? '',
    deadlineKind ?? '',
    hasOpenIssues == null ? '' : hasOpenIssues ? 'open' : 'settled',
    party ? `${party.ref}.${party.role ?? ''}` : '',
  ].join('/');

/** The rows of the annex: by quarter, kind of deadline, issues, and who takes part. */
export const taskList = defineCollection({
  name: 'task-list',
  version: 1,
  read: 'plan.read',
  document: row,
  key: 'id',
  owner: {},
  indexes: { byFacet: { equal: ['planId', 'facets'], order: ['place', 'id'] } },
  search: ['planId', 'content', 'sectionTitle'],
});
