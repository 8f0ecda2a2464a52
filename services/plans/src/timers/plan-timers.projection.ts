import { localDay } from '@laurel/calendar';
import { projection } from '@laurel/read-models';
import { handoverEvents } from '../handover/handover.events.js';
import { obligationEvents } from '../obligation/obligation.events.js';
import type { Edition } from '../plan/edition.js';
import { openingEvents } from '../processes/opening.events.js';
import { reminderEvents } from '../reminder/reminder.events.js';
import { handedOverAgain, handoverArmed } from './handover-timers.js';
import { armed, gone, moved, readdressed, reminded, sleeping, woken } from './obligation-timers.js';
import { occurrencesArmed, occurrencesDisarmed } from './occurrence-timers.js';
import { planTimers } from './plan-timers.collection.js';

/** What arms and disarms: overdue and the next reminder of an obligation, the occurrences of a plan, the day on which a unit ends. */
export const planTimersProjection = projection(planTimers)
  .from(obligationEvents, {
    ObligationOpened: (event) => [...armed(event), ...handedOverAgain(event)],
    ObligationFiled: sleeping,
    FilingWithdrawn: woken,
    FilingReturned: woken,
    FilingAccepted: gone,
    ObligationExtended: moved,
    ObligationRescheduled: moved,
    ObligationTransferred: readdressed,
    ObligationExcused: gone,
    ObligationWithdrawn: gone,
    ObligationEndedUnfiled: gone,
  })
  .from(reminderEvents, { ReminderSent: reminded })
  .from(handoverEvents, { HandoverPlanned: handoverArmed })
  .from(
    openingEvents,
    {
      IssueTaken: (event, files) => occurrencesArmed(event, files.json(event.data.edition) as Edition, event.data.on), // a file of this service's own
      OpeningsTaken: (event, files) =>
        event.data.chosen === undefined ? [] : occurrencesArmed(event, files.json(event.data.edition) as Edition, localDay(event.data.at)),
      AmendmentTaken: (event, files) => {
        const { before, edition, on } = event.data;
        return [
          ...occurrencesDisarmed(event, files.json(before) as Edition, on),
          ...occurrencesArmed(event, files.json(edition) as Edition, on),
        ];
      },
    },
    {
      IssueTaken: ({ data }) => [data.edition],
      OpeningsTaken: ({ data }) => (data.chosen === undefined ? [] : [data.edition]),
      AmendmentTaken: ({ data }) => [data.before, data.edition],
    },
  );
