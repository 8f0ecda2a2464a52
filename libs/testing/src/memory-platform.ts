import {
  type DomainEvent,
  type EventCatalogue,
  type EventCodec,
  type Platform,
  type Recorded,
  upcast,
  versionOf,
} from '@laurel/event-sourcing';
import { memoryEventStore } from './memory-event-store.js';

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

/** All that `handleCommand` needs, in memory, with the faults that it must survive. */
export const memoryPlatform = () => {
  const store = memoryEventStore();
  let ids = 0;
  const platform: Platform = {
    store,
    codec: plainCodec,
    newEventId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  };
  return { platform, store, log: store.log, beforeNextAppend: store.beforeNextAppend, loseNextAnswer: store.loseNextAnswer };
};
