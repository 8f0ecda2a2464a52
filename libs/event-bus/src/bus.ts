import type { PublishedEvent } from './published.js';

/** Takes events out of a service. Resolves when every one of them is durably on the bus. */
export interface Publisher {
  send(topic: string, events: readonly PublishedEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** At least once, in order per key, keys in any order. */
export interface Delivery {
  readonly topic: string;
  readonly event: PublishedEvent;
  /** Why an event of ours cannot be read: an attribute is missing, its value is no JSON. Its consumers park it; `event` is what can be told. */
  readonly unreadable?: string;
}

export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Which life of the group's memory this is. A bus that remembers groups by itself begins another life at event zero: read models that were
   * lost meet everything again.
   */
  readonly life?: string;
}

export interface Bus {
  /**
   * Joins a group and gives each batch once the one before it was taken back by asking for the next: pull is the acknowledgement.
   * A batch that was given and not taken back comes again after a restart.
   */
  subscribe(options: Subscription & { readonly signal: AbortSignal }): AsyncIterable<readonly Delivery[]>;
  /** True while something that is published by now was not yet given to the group and taken back. */
  behind(subscription: Subscription): Promise<boolean>;
  close(): Promise<void>;
}
