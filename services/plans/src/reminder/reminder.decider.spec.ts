import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { reminder, type ReminderCommand } from './reminder.decider.js';
import type { ReminderEvent, ReminderKind } from './reminder.events.js';

const { given } = specification(reminder.decider);

const about = {
  obligationId: 'obl_1',
  planId: 'plan_1',
  taskId: 'task_8',
  taskNo: 8,
  milestoneId: 'ms_8a',
  unitIds: ['org_phuc-xa'] as [string],
  holderIds: ['org_phuc-xa'] as [string],
  lastDay: '2021-01-27',
};
const sent = (on: string, no: number, kind: ReminderKind, daysToGo: number): ReminderEvent => ({
  type: 'ReminderSent',
  data: { on, no, daysToGo, kind, ...about },
});
const order = <Type extends ReminderCommand['type']>(local: string, type: Type, data: Extract<ReminderCommand, { type: Type }>['data']) =>
  ({ type, data, at: `${local}:00+07:00` }) as unknown as ReminderCommand; // a decider looks at no more than this
const send = (local: string, kind: ReminderKind) => order(local, 'SendReminder', { ...about, kind });

describe('the reminders of an obligation', () => {
  it('count the days that are left, and those that have passed', () => {
    given()
      .when(send('2021-01-24T08:00', 'BEFORE'))
      .then(sent('2021-01-24', 1, 'BEFORE', 3));
    given(sent('2021-01-24', 1, 'BEFORE', 3))
      .when(send('2021-01-28T08:00', 'OVERDUE'))
      .then(sent('2021-01-28', 2, 'OVERDUE', -1));
  });

  it('are sent by hand once a day, whatever the policy sends', () => {
    given(sent('2021-01-24', 1, 'BEFORE', 3))
      .when(send('2021-01-24T09:00', 'MANUAL'))
      .then(sent('2021-01-24', 2, 'MANUAL', 3));
    given(sent('2021-01-24', 1, 'MANUAL', 3))
      .when(send('2021-01-24T09:00', 'MANUAL'))
      .refuses('REMINDED_TODAY');
    given(sent('2021-01-24', 1, 'MANUAL', 3))
      .when(send('2021-01-24T09:00', 'BEFORE'))
      .then(sent('2021-01-24', 2, 'BEFORE', 3));
  });

  it('are acknowledged up to one that was sent', () => {
    const acknowledge = (upTo: number) => order('2021-01-25T09:00', 'AcknowledgeReminder', { upTo });
    const one = sent('2021-01-24', 1, 'BEFORE', 3);
    const seen: ReminderEvent = { type: 'ReminderAcknowledged', data: { on: '2021-01-25', obligationId: 'obl_1', from: 1, upTo: 1 } };
    given(one).when(acknowledge(1)).then(seen);
    given(one, seen).when(acknowledge(1)).thenNothing();
    given(one).when(acknowledge(2)).refuses('NO_SUCH_REMINDER');
  });
});
