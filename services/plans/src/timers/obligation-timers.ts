import { dayAfter, startOfDay } from '@laurel/calendar';
import { idOf, type Recorded } from '@laurel/event-sourcing';
import { arm, disarm, type TimerRow } from '@laurel/processes';
import { alter, type Change, upsert } from '@laurel/read-models';
import type { ObligationData } from '../obligation/obligation.events.js';
import { transferred } from '../obligation/obligation.state.js';
import { nextReminder } from '../reminder/next-reminder.js';
import type { ReminderCommand } from '../reminder/reminder.decider.js';
import type { ReminderData } from '../reminder/reminder.events.js';

/** What a row keeps beside its command, so that it can be armed again after a filing is returned. */
type Reminding = Extract<ReminderCommand, { type: 'SendReminder' }>['data'] & {
  readonly policy: ObligationData<'ObligationOpened'>['reminders'];
};
interface Overdue {
  readonly lastDay: string;
}

const overdueOf = (obligationId: string): string => `${obligationId}/overdue`;
const remindOf = (obligationId: string): string => `${obligationId}/remind`;

/** A timer that waits to be woken: it is settled, and nothing else has this instant. */
const asleep = '9999-12-31T00:00:00.000Z';

export const armed = (
  event: Recorded<{ type: 'ObligationOpened'; data: ObligationData<'ObligationOpened'> }>,
): readonly Change<TimerRow>[] => {
  const { planId, taskId, taskNo, milestoneId, unitIds, holderIds, lastDay, reminders: policy } = event.data;
  const target = idOf(event.stream);
  const { due, kind } = nextReminder(policy, lastDay, event.metadata.at);
  const reminding: Reminding = { obligationId: target, planId, taskId, taskNo, milestoneId, unitIds, holderIds, lastDay, kind, policy };
  return [
    arm(event, {
      id: overdueOf(target),
      due: overdueFrom(lastDay, event),
      category: 'obligation',
      target,
      type: 'MarkOverdue',
      data: { lastDay },
    }),
    arm(event, { id: remindOf(target), due, category: 'reminder', target, type: 'SendReminder', data: reminding }),
  ];
};

/** Filed: nothing is due until somebody takes the filing back. */
export const sleeping = ({ stream }: Recorded): readonly Change<TimerRow>[] =>
  [overdueOf(idOf(stream)), remindOf(idOf(stream))].map((id) => alter(id, (row) => ({ ...row, due: asleep, settled: true })));

/** Closed for good. */
export const gone = ({ stream }: Recorded): readonly Change<TimerRow>[] => [
  disarm(overdueOf(idOf(stream))),
  disarm(remindOf(idOf(stream))),
];

/** Open again. */
export const woken = (event: Recorded): readonly Change<TimerRow>[] => [
  alter(overdueOf(idOf(event.stream)), (row) => ({ ...row, ...anew(event), due: overdueFrom((row.data as Overdue).lastDay, event) })),
  alter(remindOf(idOf(event.stream)), (row) => remindedNext(row, event, row.data as Reminding)),
];

/** The last day has moved. What is filed sleeps on, and wakes with the new day. */
export const moved = (event: Recorded<{ type: string; data: { readonly lastDay: string } }>): readonly Change<TimerRow>[] => {
  const { lastDay } = event.data;
  return [
    alter(overdueOf(idOf(event.stream)), (row) => ({
      ...row,
      data: { lastDay },
      ...(row.due !== asleep && { ...anew(event), due: overdueFrom(lastDay, event) }),
    })),
    alter(remindOf(idOf(event.stream)), (row) => {
      const data: Reminding = { ...(row.data as Reminding), lastDay };
      return row.due === asleep ? { ...row, data } : remindedNext(row, event, data);
    }),
  ];
};

/** Somebody else is reminded from now on. */
export const readdressed = (event: Recorded<{ type: string; data: ObligationData<'ObligationTransferred'> }>): Change<TimerRow> =>
  alter(remindOf(idOf(event.stream)), (row) => {
    const data = row.data as Reminding;
    return { ...row, data: { ...data, ...transferred(data, event.data) } };
  });

/** One reminder after the other. The obligation may have been closed while this one was on its way. */
export const reminded = (event: Recorded<{ type: string; data: ReminderData }>): readonly Change<TimerRow>[] =>
  event.data.kind === 'MANUAL'
    ? []
    : [upsert(remindOf(idOf(event.stream)), (row) => (row && row.due !== asleep ? remindedNext(row, event, row.data as Reminding) : row))];

const remindedNext = (row: TimerRow, event: Recorded, data: Reminding): TimerRow => {
  const { due, kind } = nextReminder(data.policy, data.lastDay, event.metadata.at);
  return { ...row, ...anew(event), due, data: { ...data, kind } };
};

const anew = ({ stream, revision }: Recorded): Pick<TimerRow, 'stream' | 'revision' | 'settled'> => ({ stream, revision, settled: false });

/** The later of the first day that is too late and the event itself: what comes back late is overdue at once. */
const overdueFrom = (lastDay: string, { metadata: { at } }: Recorded): string => {
  const [first, now] = [new Date(startOfDay(dayAfter(lastDay))).toISOString(), new Date(at).toISOString()];
  return first > now ? first : now;
};
