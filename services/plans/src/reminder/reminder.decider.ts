import { daysBetween, localDay } from '@laurel/calendar';
import { type Aggregate, assertNever, type Command, defineReasons, refuse } from '@laurel/event-sourcing';
import { type ReminderData, type ReminderEvent, reminderEvents } from './reminder.events.js';

export type ReminderCommand =
  Command<'SendReminder', Omit<ReminderData, 'on' | 'no' | 'daysToGo'>> | Command<'AcknowledgeReminder', { readonly upTo: number }>;

export interface Reminders {
  readonly obligationId: string;
  readonly holderIds: readonly string[];
  readonly sent: number;
  readonly acknowledged: number;
  /** The last day on which a person reminded by hand. */
  readonly byHandOn?: string;
}

const because = defineReasons({
  REMINDED_TODAY: () => ({ vi: 'Hôm nay đã đôn đốc nhiệm vụ này.', en: 'This obligation was reminded by hand today already.' }),
  NO_SUCH_REMINDER: ({ upTo }: { upTo: number }) => ({
    vi: `Không có lần đôn đốc thứ ${upTo}.`,
    en: `There is no reminder number ${upTo}.`,
  }),
});

const decide = (command: ReminderCommand, state: Reminders): readonly ReminderEvent[] => {
  const on = localDay(command.at);
  switch (command.type) {
    case 'SendReminder': {
      const { obligationId, planId, taskId, taskNo, milestoneId, unitIds, holderIds, kind, lastDay, message } = command.data;
      if (kind === 'MANUAL' && state.byHandOn === on) throw refuse(because('REMINDED_TODAY'));
      const about = { obligationId, planId, taskId, taskNo, milestoneId, unitIds, holderIds, kind, lastDay, message };
      return [{ type: 'ReminderSent', data: { on, no: state.sent + 1, daysToGo: daysBetween(on, lastDay), ...about } }];
    }
    case 'AcknowledgeReminder': {
      const { upTo } = command.data;
      if (upTo < 1 || upTo > state.sent) throw refuse(because('NO_SUCH_REMINDER', { upTo }));
      const { obligationId, acknowledged } = state;
      return upTo > acknowledged ? [{ type: 'ReminderAcknowledged', data: { on, obligationId, from: acknowledged + 1, upTo } }] : [];
    }
    default:
      return assertNever(command);
  }
};

const evolve = (state: Reminders, event: ReminderEvent): Reminders => {
  switch (event.type) {
    case 'ReminderSent': {
      const { obligationId, holderIds, no, kind, on } = event.data;
      return { ...state, obligationId, holderIds, sent: no, ...(kind === 'MANUAL' && { byHandOn: on }) };
    }
    case 'ReminderAcknowledged':
      return { ...state, acknowledged: event.data.upTo };
    default:
      return assertNever(event);
  }
};

export const reminder: Aggregate<ReminderCommand, Reminders, ReminderEvent> = {
  events: reminderEvents,
  decider: { initial: { obligationId: '', holderIds: [], sent: 0, acknowledged: 0 }, decide, evolve },
  owner: ({ holderIds }) => ({ units: holderIds }),
  creates: ['SendReminder'],
  needs: { SendReminder: 'obligation.remind', AcknowledgeReminder: 'obligation.file' },
};
