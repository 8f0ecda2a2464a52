import type { AnyAggregate, Recorded } from '@laurel/event-sourcing';
import { type Change, type CollectionSpec, defineCollection, type IndexSpec, upsert } from '@laurel/read-models';
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
  /** Gives the command's data, with what it needs of local copies at the moment of sending: the members of a group as of then. */
  readonly prepare?: (row: TimerRow) => Promise<unknown>;
}

export interface TimerIndexes extends Record<string, IndexSpec<TimerRow>> {
  readonly due: { readonly equal: readonly ['settled']; readonly order: readonly ['due', 'id'] };
}

/** The collection of a service's timers: filled by one of its projections with `arm` and `disarm`, emptied by the ticker. */
export const timerCollection = (name: string): CollectionSpec<TimerRow, TimerIndexes> =>
  defineCollection({
    name,
    version: 1,
    read: 'timer.run',
    document: timerRow,
    key: 'id',
    owner: {},
    indexes: { due: { equal: ['settled'], order: ['due', 'id'] } },
  });

/**
 * The change that arms a timer, or arms it anew: what stood under this id before is gone, and a new arming is a new command.
 * Takes the event that arms it; `due` is any ISO 8601 instant, also one that is past. Throws `RangeError` for what is no instant.
 */
export const arm = (
  { stream, revision, metadata: { tenant } }: Recorded,
  { due, data = {}, ...timer }: Pick<TimerRow, 'id' | 'due' | 'category' | 'target' | 'type'> & { readonly data?: unknown },
): Change<TimerRow> => {
  const row: TimerRow = { ...timer, data, tenant, due: new Date(due).toISOString(), stream, revision, settled: false };
  return upsert(timer.id, () => row);
};

/** The change that takes a timer away, whether it was armed or not. */
export const disarm = (id: string): Change<TimerRow> => upsert<TimerRow>(id, () => undefined);
