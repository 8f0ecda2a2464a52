import type { EventCodec } from './codec.js';
import type { Aggregate, Command } from './decider.js';
import { type DomainEvent, type EventCatalogue, streamOf } from './event.js';
import { appendSurely } from './append-surely.js';
import { ConcurrencyConflict, type EventStore, type NewEvent } from './event-store.js';
import { notFound } from './not-found.js';
import { pause } from './pause.js';
import { defineReasons, refuse } from './refusal.js';
import { reaches, type Scope } from './scope.js';
import { waitingLine } from './waiting-line.js';

export interface Platform {
  readonly store: EventStore;
  readonly codec: EventCodec;
  /** UUIDv7, monotonic within the process. */
  readonly newEventId: () => string;
}

/** An aggregate as it stood after the command, and what the command did. */
export interface Handled<State, E extends DomainEvent> {
  readonly state: State;
  readonly revision: number;
  /** Of the last event; undefined while the stream does not exist. */
  readonly position: string | undefined;
  readonly events: readonly E[];
}

const because = defineReasons({
  VERSION_CONFLICT: ({ actual }: { actual: number }) => ({
    vi: `Nội dung đã thay đổi (phiên bản ${actual}). Hãy xem lại rồi thử lại.`,
    en: `It has changed meanwhile (version ${actual}). Look again, then retry.`,
  }),
  IDEMPOTENCY_KEY_REUSED: () => ({ vi: 'Khóa này đã dùng cho một yêu cầu khác.', en: 'This key was used for a different request.' }),
});

const attempts = 10;
const lines = waitingLine<EventStore>();

/**
 * Fold, decide, append where folded; on a conflict fold only what is new and decide again.
 * Checked in this order: does it exist for the caller, was it done already, has the client seen the latest, do the rules allow it.
 * Throws `Refusal`, what the codec throws for data outside of the vocabulary, and the store's errors; `AppendOutcomeUnknown` means that the
 * command may have been done: the same command again tells.
 */
export const handleCommand = async <C extends Command, State, E extends DomainEvent>(
  { store, codec, newEventId }: Platform,
  aggregate: Aggregate<C, State, E>,
  id: string,
  command: C,
): Promise<Handled<State, E>> => {
  const { events: vocabulary, decider } = aggregate;
  const stream = streamOf(vocabulary.category, id);
  let now: Handled<State, E> = { state: decider.initial, revision: -1, position: undefined, events: [] };
  let done: (Handled<State, E> & { readonly hash: string }) | undefined; // as it stood after this very command
  let leave: (() => void) | undefined;

  try {
    for (let attempt = 1; ; attempt++) {
      for await (const stored of store.readStream(stream, { from: now.revision + 1 })) {
        if (stored.metadata.tenant !== command.scope.tenant) throw notFound();
        const decoded = codec.decode<E>(vocabulary, stored);
        const event = decoded instanceof Promise ? await decoded : decoded;
        now = { state: decider.evolve(now.state, event), revision: event.revision, position: event.position, events: [] };
        if (event.metadata.causationId === command.id) {
          done = { ...now, events: [...(done?.events ?? []), fact<E>(event)], hash: event.metadata.causationHash };
        }
      }
      if (now.revision < 0 ? !aggregate.creates.includes(command.type) : !within(aggregate, command.scope, now.state)) {
        throw notFound();
      }
      if (done) {
        const { hash, ...answer } = done;
        if (hash !== command.hash) throw refuse(because('IDEMPOTENCY_KEY_REUSED'));
        return answer;
      }
      if (command.expectedVersion !== undefined && command.expectedVersion !== now.revision) {
        throw refuse(because('VERSION_CONFLICT', { actual: now.revision }));
      }

      const decided = decider.decide(command, now.state);
      if (decided.length === 0) return now;
      const stamped = await Promise.all(decided.map((event) => stamp(codec, vocabulary, event, command, newEventId())));
      // Answered from what is written, not from what was decided: a schema may strip or normalise, and a repeat must be answered alike.
      const events = await Promise.all(
        stamped.map((event, index) => written<E>(codec, vocabulary, event, stream, now.revision + 1 + index)),
      );
      const state = events.reduce(decider.evolve, now.state);
      if (now.revision < 0 && !within(aggregate, command.scope, state)) throw notFound();
      try {
        const appended = await appendSurely(store, { stream, expected: now.revision < 0 ? 'none' : now.revision, events: stamped });
        return { state, events, ...appended };
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict) || attempt === attempts) throw error;
        // Those who met a conflict go one after the other, so that a crowd does not run into each other again and again.
        if (leave) await pause(attempt);
        else leave = await lines.join(store, stream);
      }
    }
  } finally {
    leave?.();
  }
};

const within = <C extends Command, State, E extends DomainEvent>({ owner }: Aggregate<C, State, E>, scope: Scope, state: State): boolean =>
  reaches(scope, owner(state) ?? {});

const fact = <E extends DomainEvent>({ type, data }: DomainEvent): E => ({ type, data }) as E; // of an event that is an E already

const stamp = async (
  codec: EventCodec,
  vocabulary: EventCatalogue,
  event: DomainEvent,
  command: Command,
  id: string,
): Promise<NewEvent> => ({
  type: event.type,
  ...(await codec.encode(vocabulary, event, command.scope.tenant)),
  metadata: {
    id,
    at: command.at,
    tenant: command.scope.tenant,
    actor: command.by,
    causationId: command.id,
    causationHash: command.hash,
    correlationId: command.correlationId,
    ...(command.traceparent && { traceparent: command.traceparent }),
  },
});

const written = async <E extends DomainEvent>(
  codec: EventCodec,
  vocabulary: EventCatalogue,
  event: NewEvent,
  stream: string,
  revision: number,
): Promise<E> => fact<E>(await codec.decode<E>(vocabulary, { ...event, stream, revision, position: '', recordedAt: event.metadata.at }));
