import type { DomainEvent, EventMetadata, Recorded } from './event.js';

/** A revision, or what the caller knows instead of one. Command handlers never use `any`. */
export type Expected = number | 'none' | 'exists' | 'any';

export interface NewEvent extends DomainEvent {
  readonly version: number;
  readonly metadata: EventMetadata;
}

export interface Write {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

/** Of the last event of a write. */
export interface Appended {
  readonly revision: number;
  readonly position: string;
}

/** As data, so that every engine can push it down. Both given: both must hold. */
export interface EventFilter {
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadStreamOptions {
  /** First revision to read; backwards: the last one. */
  readonly from?: number;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Exclusive; backwards: read what stands before it. */
  readonly after?: string;
  /** Inclusive. */
  readonly until?: string;
  readonly filter?: EventFilter;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Exclusive; from the beginning when absent. */
  readonly after?: string;
  readonly filter?: EventFilter;
  readonly signal?: AbortSignal;
  /** At most so many events a message; 256 when absent. */
  readonly batch?: number;
}

export type SubscriptionMessage =
  | { readonly kind: 'events'; readonly events: readonly Recorded[]; readonly position: string }
  | { readonly kind: 'caughtUp' }
  /** The position moved although nothing matched. */
  | { readonly kind: 'progress'; readonly position: string };

/** Deeper than a repository, smaller than a database: the exact semantics stand in docs/event-store.md and in the conformance suite. */
export interface EventStore {
  /** All writes or none, told only after durability. Throws one of the errors below, or `TypeError` before any I/O. */
  append(writes: readonly [Write, ...Write[]]): Promise<readonly Appended[]>;
  /** Never cut short: a fold on a part of a stream would decide on stale state. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<Recorded>;
  /** Ends at the head as it was when the read began. */
  readAll(options?: ReadAllOptions): AsyncIterable<Recorded>;
  /** Never ends by itself; the next message is fetched when the caller asks for it. Ends quietly when the signal aborts. */
  subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionMessage>;
  /** Position of the last event; undefined while there is none. */
  head(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Somebody wrote first. Nothing was written; fold the rest and decide again. */
export class ConcurrencyConflict extends Error {
  override readonly name = 'ConcurrencyConflict';
  readonly code = 'CONCURRENCY_CONFLICT';
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: number | 'none',
  ) {
    super(`${stream} is at ${actual}, expected ${expected}`);
  }
}

/** Some of these ids stand in the stream already, but not as this append would have written them. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  readonly code = 'EVENT_ID_REUSED';
  constructor(readonly stream: string) {
    super(`an event id of this append stands elsewhere in ${stream}`);
  }
}

export class StreamDeleted extends Error {
  override readonly name = 'StreamDeleted';
  readonly code = 'STREAM_DELETED';
  constructor(readonly stream: string) {
    super(`${stream} was deleted`);
  }
}

/** More than 1 MiB in one append: put what is large into `blobs` and its hash into the event. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
  readonly code = 'EVENT_TOO_LARGE';
  constructor(
    readonly stream: string,
    readonly bytes: number,
  ) {
    super(`an append to ${stream} has ${bytes} bytes, at most ${maximumAppendBytes} are taken`);
  }
}

/** The connection broke where the store may or may not have written. The only right answer is the same append again. */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  readonly code = 'APPEND_OUTCOME_UNKNOWN';
}

/** Nothing was written. Try again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'STORE_UNAVAILABLE';
}

/** KurrentDB's default limit of one append, kept by every engine so that a move between them surprises nobody. */
export const maximumAppendBytes = 1024 * 1024;
