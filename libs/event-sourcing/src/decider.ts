import type { Actor, DomainEvent, EventCatalogue } from './event.js';
import type { Owner, Scope } from './scope.js';

/** An order. Identity, time, actor and reach come with it, so that deciding needs no clock, no generator and no session. */
export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** UUIDv5 of tenant, subject, mutation, target and the client's idempotency key; a random one without a key. */
  readonly id: string;
  /** Of the mutation's input with its target, without key and version: the same id with another hash is a mistake of the client, and told. */
  readonly hash: string;
  /** A person's order takes the business clock; one caused by an event takes that event's time, a timer's its due instant. */
  readonly at: string;
  readonly scope: Scope;
  readonly by: Actor;
  readonly correlationId: string;
  readonly traceparent?: string;
  /** Revision that the client has seen. */
  readonly expectedVersion?: number;
}

/** The rules of one aggregate. All members are pure. */
export interface Decider<C extends Command, State, E extends DomainEvent> {
  readonly initial: State;
  /** The events that the command causes; none when it changes nothing. Throws `Refusal` with every reason it finds. */
  readonly decide: (command: C, state: State) => readonly E[];
  /** Never refuses: what has happened has happened. */
  readonly evolve: (state: State, event: E) => State;
}

export interface Aggregate<C extends Command = Command, State = unknown, E extends DomainEvent = DomainEvent> {
  /** Its vocabulary: what is parsed when written, upcast when read, encrypted where personal. */
  readonly events: EventCatalogue;
  readonly decider: Decider<C, State, E>;
  /** Whose it is, once it exists. */
  readonly owner: (state: State) => Owner | undefined;
  /** The commands that may begin it. Any other finds nothing where there is nothing. */
  readonly creates: readonly C['type'][];
  /** The permission that a person needs for each command; what is not here only timers and processes give. */
  readonly needs: { readonly [Type in C['type']]?: string };
}

/** An aggregate whose types are not known here: for tables of aggregates. What is taken out is narrowed by the command's type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a decider is contravariant in its command; no other type holds them all
export type AnyAggregate = Aggregate<any, any, any>;

export const assertNever = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
