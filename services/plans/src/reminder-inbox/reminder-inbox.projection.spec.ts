import { describe, expect, it } from '@jest/globals';
import { history, project } from '@laurel/testing';
import type { ReminderEvent } from '../reminder/reminder.events.js';
import { reminderInboxProjection } from './reminder-inbox.projection.js';

const sent = (no: number, on: string, daysToGo: number): ReminderEvent => ({
  type: 'ReminderSent',
  data: {
    on,
    no,
    obligationId: 'obl_1',
    planId: 'plan_1',
    taskId: 'task_8',
    taskNo: 8,
    milestoneId: 'ms_8a',
    unitIds: ['org_phuc-xa'],
    holderIds: ['org_phuc-xa'],
    kind: daysToGo < 0 ? 'OVERDUE' : 'BEFORE',
    daysToGo,
    lastDay: '2021-01-27',
  },
});
const row = (event: ReminderEvent, no: number) => ({ id: `obl_1/${no}`, tenant: 'ba-dinh', ...event.data });

describe('the reminder inbox', () => {
  it('holds every reminder, and when it was acknowledged', () => {
    const [one, two, three] = [sent(1, '2021-01-24', 3), sent(2, '2021-01-26', 1), sent(3, '2021-01-28', -1)];
    const seen: ReminderEvent = { type: 'ReminderAcknowledged', data: { on: '2021-01-27', obligationId: 'obl_1', from: 1, upTo: 2 } };
    expect(project(reminderInboxProjection, history('reminder-obl_1', one, two, seen, three))).toEqual([
      { ...row(one, 1), acknowledgedOn: '2021-01-27' },
      { ...row(two, 2), acknowledgedOn: '2021-01-27' },
      row(three, 3),
    ]);
  });
});
