import type { EventCatalogue, Recorded } from '@laurel/event-sourcing';

/** How openly the most open field of an event may travel. */
export type DataClassification = 'public' | 'internal' | 'personal';

/** A fact another context may rely on for years. CloudEvents 1.0 attributes and our extensions; see docs/reporting.md. */
export interface PublishedEvent<Data = unknown> {
  /** `<event id>.<n>`: one domain event may become several published ones. */
  readonly id: string;
  /** `/laurel/<service>`. */
  readonly source: string;
  /** `vn.laurel.<context>.<event>.v<n>`. */
  readonly type: string;
  /** Stream id; also the key of its order. */
  readonly subject: string;
  /** When it was recorded. */
  readonly time: string;
  /** When it counts for the office. */
  readonly businesstime: string;
  readonly tenant: string;
  /** Stream revision and n, fixed width, compares as text within one key. Never a store's position. */
  readonly sequence: string;
  readonly partitionkey: string;
  readonly dataschema: string;
  readonly dataclassification: DataClassification;
  readonly correlationid: string;
  readonly causationid: string;
  readonly traceparent?: string;
  readonly data: Data;
}

/** What a service lets out: one pure mapping function. Personal fields go through as the ciphertext they are in the log. */
export interface Publishing {
  /** `laurel.<context>.v1`. */
  readonly topic: string;
  readonly service: string;
  /** Category → event type → what becomes of it; whatever is not here stays inside. */
  readonly map: Readonly<Record<string, Readonly<Record<string, (event: Recorded) => Outgoing | readonly Outgoing[]>>>>;
}

export interface Outgoing {
  /** The contract that describes it: its category, and a type of it. */
  readonly contract: EventCatalogue;
  readonly type: string;
  readonly data: unknown;
  readonly dataclassification: DataClassification;
}
