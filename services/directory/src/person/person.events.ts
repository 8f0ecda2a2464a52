import { defineEvents, type EventsOf, personal } from '@laurel/event-sourcing';
import { z } from 'zod';

const day = z.iso.date();
/** What readers see of somebody whose data was erased. */
export const erasedName = 'Đã xóa thông tin';

/** Names and birth dates stand in the log under the key of the person. */
export const personEvents = defineEvents('person', {
  PersonRegistered: z.object({
    personId: z.string(),
    name: personal(z.string(), { subject: 'personId', erased: erasedName }),
    birthDate: personal(day.nullable(), { subject: 'personId', erased: null }),
    unitId: z.string(),
    from: day,
  }),
  PersonRenamed: z.object({ personId: z.string(), name: personal(z.string(), { subject: 'personId', erased: erasedName }), from: day }),
  BirthDateCorrected: z.object({ personId: z.string(), birthDate: personal(day.nullable(), { subject: 'personId', erased: null }) }),
  PersonTransferred: z.object({ unitId: z.string(), from: day }),
  PersonLeft: z.object({ on: day }),
});

export type PersonEvent = EventsOf<typeof personEvents>;
