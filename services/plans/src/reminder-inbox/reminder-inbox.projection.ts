import { alter, projection, put } from '@laurel/read-models';
import { reminderEvents } from '../reminder/reminder.events.js';
import { reminderInbox } from './reminder-inbox.collection.js';

const rowId = (obligationId: string, no: number): string => `${obligationId}/${no}`;

export const reminderInboxProjection = projection(reminderInbox).from(reminderEvents, {
  ReminderSent: ({ data, metadata: { tenant } }) => put({ id: rowId(data.obligationId, data.no), tenant, ...data }),
  ReminderAcknowledged: ({ data: { on, obligationId, from, upTo } }) =>
    Array.from({ length: upTo - from + 1 }, (_, index) =>
      alter(rowId(obligationId, from + index), (row) => ({ ...row, acknowledgedOn: on })),
    ),
});
