import { startOfDay } from '@laurel/calendar';
import { idOf, type Recorded } from '@laurel/event-sourcing';
import { arm, disarm, type TimerRow } from '@laurel/processes';
import type { Change } from '@laurel/read-models';
import type { Edition } from '../plan/edition.js';
import type { OpeningMilestone } from '../plan/plan.events.js';
import { milestonesOf, occurrencesFrom } from '../processes/rounds.js';

/** The periods of a plan that begin after a day, one timer for all that begin together. */
export const occurrencesArmed = (event: Recorded, edition: Edition, after: string): readonly Change<TimerRow>[] =>
  [...beginnings(edition, after)].map(([day, opens]) =>
    arm(event, {
      id: timerId(event, day),
      due: startOfDay(day),
      category: 'plan',
      target: idOf(event.stream),
      type: 'BeginOccurrence',
      data: { opens },
    }),
  );

/** The plan was amended: what had been armed by the edition before goes. */
export const occurrencesDisarmed = (event: Recorded, before: Edition, after: string): readonly Change<TimerRow>[] =>
  [...beginnings(before, after).keys()].map((day) => disarm(timerId(event, day)));

const timerId = ({ stream }: Recorded, day: string): string => `${idOf(stream)}/occurrences/${day}`;

const beginnings = (edition: Edition, after: string): ReadonlyMap<string, readonly OpeningMilestone[]> => {
  const days = new Map<string, OpeningMilestone[]>();
  for (const { milestone } of milestonesOf(edition)) {
    for (const opening of occurrencesFrom(edition, milestone, after)) {
      const { firstDay } = opening;
      if (firstDay !== undefined && firstDay > after) days.set(firstDay, [...(days.get(firstDay) ?? []), opening]);
    }
  }
  return days;
};
