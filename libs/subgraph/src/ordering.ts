import { randomUUID } from 'node:crypto';
import type { Actor, Aggregate, AnyAggregate, Command, DomainEvent } from '@laurel/event-sourcing';
import { derivedId, derivedUuid } from '@laurel/runtime';
import { currentTraceparent } from '@laurel/runtime/process';
import type { Caller, OrderRequest } from './caller.js';
import { badInput, forbidden } from './faults.js';
import type { RequestHead } from './request-head.js';

type DataOf<C extends Command, Type extends C['type']> = Extract<C, { type: Type }>['data'];

interface Orderer extends Pick<Caller, 'reach' | 'tenant' | 'now'> {
  readonly actor: Extract<Actor, { person: string }>;
  readonly head: RequestHead;
  readonly hash: (value: unknown) => string;
}

/** How the input of mutations becomes the orders of one caller. */
export const ordering = (orderer: Orderer): Pick<Caller, 'order' | 'create'> => ({
  order: <C extends Command, State, E extends DomainEvent, Type extends C['type']>(
    aggregate: Aggregate<C, State, E>,
    target: string,
    type: Type,
    data: DataOf<C, Type>,
    request: OrderRequest,
  ) => commandOf(orderer, aggregate, target, type, () => data, request) as C, // type and data agree by the signature
  create: <C extends Command, State, E extends DomainEvent, Type extends C['type']>(
    aggregate: Aggregate<C, State, E>,
    prefix: string,
    type: Type,
    data: (id: string) => DataOf<C, Type>,
    request: OrderRequest,
  ) => {
    const order = commandOf(orderer, aggregate, '', type, (id) => data(derivedId(prefix, id)), request) as C; // as above
    return { id: derivedId(prefix, order.id), order };
  },
});

const commandOf = (
  { reach, actor, tenant, now, head, hash }: Orderer,
  { needs, events: { category } }: AnyAggregate,
  target: string,
  type: string,
  dataOf: (id: string) => unknown,
  request: OrderRequest,
): Command => {
  const permission = needs[type];
  if (permission === undefined) throw forbidden(`${category}.${type}`); // only timers and processes give it
  const scope = reach(permission);
  const { idempotencyKey, expectedVersion, ...asked } = request;
  const key = idempotencyKey == null ? undefined : keyOf(idempotencyKey);
  const id = key === undefined ? randomUUID() : derivedUuid(tenant, actor.person, `${category}.${type}`, target, key);
  const data = dataOf(id);
  const traceparent = currentTraceparent() ?? head.traceparent; // whoever follows the event goes on from here
  return {
    type,
    data,
    id,
    hash: hash([type, target, Object.keys(asked).length > 0 ? asked : data]),
    at: now,
    scope,
    by: actor,
    correlationId: head.correlationId,
    ...(traceparent !== undefined && { traceparent }),
    ...(expectedVersion != null && { expectedVersion }),
  };
};

const keyOf = (key: string): string => {
  if (key === '' || key.length > 200) throw badInput(['input', 'idempotencyKey'], 'has 1 to 200 characters');
  return key;
};
