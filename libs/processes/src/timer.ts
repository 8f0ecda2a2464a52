import type { AnyAggregate } from '@laurel/event-sourcing';
import { z } from 'zod';

/** A durable due date: a row of a read model, put and removed by a projection of the service's own events. */
export const timerRow = z.object({
  /** Unique within the tenant: what it is for, such as `obl_1/overdue`. */
  id: z.string(),
  tenant: z.string(),
  /** ISO 8601 instant, UTC, in one fixed form (milliseconds and Z), so that it compares as text. */
  due: z.string(),
  /** Stream and revision of the event that armed it: its command is sent once per arming, again after a re-arming. */
  stream: z.string(),
  revision: z.int(),
  /** The command to send to the aggregate of `category`. */
  category: z.string(),
  target: z.string(),
  type: z.string(),
  data: z.unknown(),
  /** Set by the ticker once the command was answered; the row is then out of its way. */
  settled: z.boolean(),
});
export type TimerRow = z.infer<typeof timerRow>;

/** What a service's timers may order: category → aggregate. */
export type TimerTargets = Readonly<Record<string, TimerTarget>>;

export interface TimerTarget {
  readonly aggregate: AnyAggregate;
  /** Adds what the command needs of local copies, at the moment of sending: the members of a group as of then. */
  readonly prepare?: (row: TimerRow) => Promise<unknown>;
}
