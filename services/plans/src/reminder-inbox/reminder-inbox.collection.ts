import { defineCollection } from '@laurel/read-models';
import { z } from 'zod';
import { reminderEvents } from '../reminder/reminder.events.js';

const row = z.object({
  /** `<obligation>/<number>`. */
  id: z.string(),
  tenant: z.string(),
  ...reminderEvents.schemas.ReminderSent.shape,
  acknowledgedOn: z.iso.date().optional(),
});
export type ReminderRow = z.infer<typeof row>;

/** What a unit was reminded of, oldest first. */
export const reminderInbox = defineCollection({
  name: 'reminder-inbox',
  version: 1,
  read: 'obligation.read',
  document: row,
  key: 'id',
  owner: { units: 'holderIds' },
  indexes: {
    byHolder: { equal: ['holderIds'], order: ['on', 'id'] },
    byObligation: { equal: ['obligationId'], order: ['no'] },
  },
});
