import type { Aggregate, Command, DomainEvent, ProcessOrder } from '@laurel/event-sourcing';

/** An order to an aggregate, with the data that its command of this type takes. `at` is the time of what caused it. */
export const orderTo = <C extends Command, State, E extends DomainEvent, Type extends C['type']>(
  aggregate: Aggregate<C, State, E>,
  target: string,
  type: Type,
  data: Extract<C, { readonly type: Type }>['data'],
  at: string,
): ProcessOrder => ({ aggregate, target, type, data, at });
