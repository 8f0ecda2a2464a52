import type { Reminder } from '../generated/schema.js';
import type { ReminderRow } from './reminder-inbox.collection.js';

export type ReminderView = Omit<Reminder, 'obligation' | 'task'> & { readonly obligationId: string; readonly taskId: string };

export const reminderOfRow = (row: ReminderRow): ReminderView => ({
  number: row.no,
  obligationId: row.obligationId,
  taskId: row.taskId,
  kind: row.kind,
  sentOn: row.on,
  lastDay: row.lastDay,
  daysToGo: row.daysToGo,
  message: row.message ?? null,
  acknowledgedOn: row.acknowledgedOn ?? null,
});
