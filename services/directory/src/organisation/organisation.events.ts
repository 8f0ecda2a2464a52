import { organisationKind } from '@laurel/contracts';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

/** Effective days may lie in the future: a fact holds from its day on, whenever it was entered. */
const day = z.iso.date();

/** The document that says so: a resolution, a decision. */
const basis = z.string().optional();

/** How much of a predecessor a successor takes over. */
const share = z.enum(['WHOLE', 'PART']);
const related = z.array(z.object({ organisationId: z.string(), share })).readonly();
export type Related = z.infer<typeof related>;

export const organisationEvents = defineEvents('organisation', {
  OrganisationRegistered: z.object({
    organisationId: z.string(),
    /** Unique within the tenant, and never given to another one. */
    code: z.string(),
    kind: organisationKind,
    name: z.string(),
    /** Other names that documents use. */
    aliases: z.array(z.string()).readonly(),
    parentId: z.string().nullable(),
    /** First day on which it exists; absent when nobody knows. */
    from: day.optional(),
  }),
  OrganisationRenamed: z.object({ name: z.string(), from: day, basis }),
  AliasAdded: z.object({ alias: z.string(), from: day.optional(), to: day.optional() }),
  OrganisationMoved: z.object({ parentId: z.string().nullable(), from: day, basis }),
  LeadingUnitAppointed: z.object({ unitId: z.string(), from: day.optional(), basis }),
  /** It does not exist any more on the day itself. */
  OrganisationMerged: z.object({ successors: related, on: day, basis }),
  /** It ends on the day, unless it goes on beside what was split off. */
  OrganisationSplit: z.object({ successors: related, on: day, goesOn: z.boolean(), basis }),
  OrganisationDissolved: z.object({ successors: related, on: day, basis }),
  /** The other side of a merger, a split or a dissolution, in the stream of each successor. */
  OrganisationSucceeded: z.object({ predecessors: related, on: day, basis }),
});

export type OrganisationEvent = EventsOf<typeof organisationEvents>;
