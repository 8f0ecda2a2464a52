import { groupRule, organisationKind } from '@laurel/contracts';
import { z } from 'zod';

const day = z.iso.date();

/** What an upload loads, every name turned into an id: what its process reads, as one file. */
export const entries = z.object({
  organisations: z
    .array(
      z.object({
        organisationId: z.string(),
        code: z.string(),
        kind: organisationKind,
        name: z.string(),
        aliases: z.array(z.string()).readonly(),
        parentId: z.string().nullable(),
        from: day.optional(),
      }),
    )
    .readonly(),
  leadingUnits: z.array(z.object({ clusterId: z.string(), unitId: z.string(), from: day.optional() })).readonly(),
  groups: z
    .array(
      z.object({
        groupId: z.string(),
        code: z.string(),
        name: z.string(),
        aliases: z.array(z.string()).readonly(),
        rule: groupRule,
        from: day.optional(),
      }),
    )
    .readonly(),
  people: z
    .array(z.object({ personId: z.string(), name: z.string(), birthDate: day.nullable(), unitId: z.string(), from: day }))
    .readonly(),
  offices: z
    .array(
      z.object({
        officeId: z.string(),
        code: z.string(),
        name: z.string(),
        aliases: z.array(z.string()).readonly(),
        organisationId: z.string().nullable(),
        from: day.optional(),
      }),
    )
    .readonly(),
  holders: z.array(z.object({ officeId: z.string(), personId: z.string(), from: day })).readonly(),
});
export type Entries = z.infer<typeof entries>;

/** How many orders an upload comes to. */
export const countsOf = ({ organisations, leadingUnits, groups, people, offices, holders }: Entries) => ({
  organisations: organisations.length,
  leadingUnits: leadingUnits.length,
  groups: groups.length,
  people: people.length,
  offices: offices.length,
  holders: holders.length,
});
