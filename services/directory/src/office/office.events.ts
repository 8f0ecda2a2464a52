import { defineEvents, type EventsOf } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
const basis = z.string().optional();

export const officeEvents = defineEvents('office', {
  OfficeDefined: z.object({
    officeId: z.string(),
    code: z.string(),
    /** As documents name it: "Chủ tịch UBND, Chủ tịch Hội đồng TĐKT quận". */
    name: z.string(),
    aliases: z.array(z.string()).readonly(),
    organisationId: z.string().nullable(),
    /** Absent when nobody knows. */
    from: day.optional(),
  }),
  OfficeRenamed: z.object({ name: z.string(), from: day, basis }),
  OfficeAliasAdded: z.object({ alias: z.string(), from: day.optional() }),
  /** `to` is the first day on which the person no longer holds it. */
  OfficeAssigned: z.object({ personId: z.string(), from: day, to: day.optional(), basis }),
  OfficeVacated: z.object({ personId: z.string(), on: day, basis }),
  OfficeAbolished: z.object({ on: day, basis }),
});

export type OfficeEvent = EventsOf<typeof officeEvents>;
