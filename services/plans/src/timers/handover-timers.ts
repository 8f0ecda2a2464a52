import { startOfDay } from '@laurel/calendar';
import type { Recorded } from '@laurel/event-sourcing';
import { arm, disarm, type TimerRow } from '@laurel/processes';
import { type Change, upsert } from '@laurel/read-models';
import type { ObligationData } from '../obligation/obligation.events.js';
import type { HandoverEvent } from '../handover/handover.events.js';

const timerOf = (unit: string): string => `${unit}/handover`;

/** On the day on which the unit ends; at once when that is known too late. A unit without successors hands nothing over. */
export const handoverArmed = (event: Recorded<Extract<HandoverEvent, { type: 'HandoverPlanned' }>>): Change<TimerRow> => {
  const { from, to, effectiveOn } = event.data;
  if (to.length === 0) return disarm(timerOf(from));
  const due = later(startOfDay(effectiveOn), event.metadata.at);
  return arm(event, { id: timerOf(from), due, category: 'handover', target: from, type: 'StartHandover', data: { to } });
};

/** Something opened for a unit that has ended: it hands over once more. The row of its handover stays for this. */
export const handedOverAgain = (event: Recorded<{ type: string; data: ObligationData<'ObligationOpened'> }>): readonly Change<TimerRow>[] =>
  event.data.holderIds.map((unit) =>
    upsert<TimerRow>(timerOf(unit), (row) => {
      if (!row) return undefined;
      // Armed anew even while it waits: one that is being sent at this moment has its list already.
      const { stream, revision, metadata } = event;
      return { ...row, stream, revision, due: later(row.due, metadata.at), settled: false };
    }),
  );

const later = (one: string, other: string): string => {
  const [first, second] = [new Date(one).toISOString(), new Date(other).toISOString()];
  return first > second ? first : second;
};
