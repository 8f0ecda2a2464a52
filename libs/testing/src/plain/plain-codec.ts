import { type DomainEvent, type EventCatalogue, type EventCodec, type Recorded, upcast, versionOf } from '@laurel/event-sourcing';

/** Parses what is written by its schema and upcasts what is read; personal fields stay as they are. For specs that are not about them. */
export const plainCodec: EventCodec = {
  encode: (catalogue, event) => {
    const schema = catalogue.schemas[event.type];
    if (!schema) throw new TypeError(`${event.type} is not an event of ${catalogue.category}`);
    return { version: versionOf(catalogue, event.type), data: schema.parse(event.data) };
  },
  decode<E extends DomainEvent>(catalogue: EventCatalogue, stored: Recorded): Promise<Recorded<E>> | Recorded<E> {
    return upcast(catalogue, stored) as unknown as Recorded<E>; // it was parsed under its catalogue when it was written
  },
};
