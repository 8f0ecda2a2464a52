import { categoryOf, type EventCatalogue, type EventFilter, type EventStore, type Recorded, upcast } from '@laurel/event-sourcing';
import { toPublished } from './envelope.js';
import type { PublishedEvent, Publishing } from './published.js';

/** What one service publishes, and the log that it comes from: the store is the outbox. */
export interface Topic {
  readonly publishing: Publishing;
  readonly store: EventStore;
  /** Of the publishing service: older versions are led to the newest before they are mapped. */
  readonly vocabulary: readonly EventCatalogue[];
}

/** Which events of the log leave it. */
export const outgoingOf = ({ publishing: { map } }: Topic): EventFilter => ({
  categories: Object.keys(map),
  types: [...new Set(Object.values(map).flatMap((mappings) => Object.keys(mappings)))],
});

/** What becomes of an event outside. Throws what the mapping throws: then the log cannot leave, and somebody has to look. */
export const publishedOf = ({ publishing, vocabulary }: Topic, stored: Recorded): readonly PublishedEvent[] => {
  const category = categoryOf(stored.stream);
  const mapping = publishing.map[category]?.[stored.type];
  if (!mapping) return [];
  const catalogue = vocabulary.find((one) => one.category === category);
  if (!catalogue) throw new TypeError(`${publishing.service} publishes ${category}, which is not in its vocabulary`);
  const event = upcast(catalogue, stored);
  return [mapping(event)].flat().map((outgoing, n) => toPublished(publishing.service, event, outgoing, n));
};
