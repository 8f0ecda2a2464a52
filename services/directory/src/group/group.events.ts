import { groupRule } from '@laurel/contracts';
import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();

export const groupEvents = defineEvents('group', {
  GroupDefined: z.object({
    groupId: z.string(),
    code: z.string(),
    name: z.string(),
    /** Other names that documents use: "Các đơn vị", "Đơn vị". */
    aliases: z.array(z.string()).readonly(),
    /** Who belongs to it, worked out as of a day; or UNRESOLVED until the office says. */
    rule: groupRule,
    from: day.optional(),
  }),
  GroupRenamed: z.object({ name: z.string(), from: day, basis: z.string().optional() }),
  GroupAliasAdded: z.object({ alias: z.string(), from: day.optional() }),
  GroupRuleChanged: z.object({ rule: groupRule, from: day, basis: z.string().optional() }),
  GroupRetired: z.object({ on: day, basis: z.string().optional() }),
});

export type GroupEvent = EventsOf<typeof groupEvents>;
