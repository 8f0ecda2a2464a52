import type { DomainEvent, EventCatalogue, Recorded } from './event.js';

/** What stands between the domain's events and the bytes of the store: schema, versions, personal fields. */
export interface EventCodec {
  /** Parses by the schema (throws `ZodError`), encrypts personal fields. Gives what the store keeps. */
  encode(catalogue: EventCatalogue, event: DomainEvent, tenant: string): Promise<EncodedEvent> | EncodedEvent;
  /** Upcasts to the newest version, then decrypts; a field whose key is gone gets its declared `erased` value. Does not parse again. */
  decode<E extends DomainEvent>(catalogue: EventCatalogue, stored: Recorded): Promise<Recorded<E>> | Recorded<E>;
}

export interface EncodedEvent {
  readonly version: number;
  readonly data: unknown;
}
