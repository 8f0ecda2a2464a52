import type { Aggregate, Command } from '@laurel/event-sourcing';
import { type BulkEvent, bulkEvents, type BulkOrder } from './bulk.events.js';

type Started = Omit<BulkEvent['data'], 'order' | 'units'>;
type Start<Type extends string, Kind extends BulkOrder['kind']> = Command<
  Type,
  Started & { readonly order: Extract<BulkOrder, { kind: Kind }> }
>;

/** One command a permission: who may extend may not therefore accept. */
export type BulkCommand = Start<'AcceptMany', 'ACCEPT'> | Start<'ExtendMany', 'EXTEND'> | Start<'RemindMany', 'REMIND'>;

type Bulk = BulkEvent['data'] | undefined;

export const bulk: Aggregate<BulkCommand, Bulk, BulkEvent> = {
  events: bulkEvents,
  decider: {
    initial: undefined,
    decide: ({ data, scope: { units } }, state) => (state ? [] : [{ type: 'BulkStarted', data: { ...data, ...(units && { units }) } }]),
    evolve: (_, { data }) => data,
  },
  owner: (state) => (state?.units ? { units: state.units } : {}),
  creates: ['AcceptMany', 'ExtendMany', 'RemindMany'],
  needs: { AcceptMany: 'obligation.review', ExtendMany: 'obligation.extend', RemindMany: 'obligation.remind' },
};
