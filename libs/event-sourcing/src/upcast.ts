import { type DomainEvent, type EventCatalogue, type Recorded, versionOf } from './event.js';

/** An event stands in the log that this build cannot read: its type is gone, or it was written by a newer build. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly code = 'UNREADABLE_EVENT';
}

/**
 * Leads an event from the version in which it was stored to the newest; personal fields stay the ciphertext they are, which is how
 * they are published. The same object when there is nothing to do. Throws `UnreadableEvent`.
 */
export const upcast = (catalogue: EventCatalogue, stored: Recorded): Recorded => {
  if (!catalogue.schemas[stored.type]) throw unreadable(stored, `${catalogue.category} has no such type`);
  const newest = versionOf(catalogue, stored.type);
  if (stored.version === newest) return stored;
  if (stored.version > newest) throw unreadable(stored, `this build knows versions up to ${newest}`);
  const chain = catalogue.upcasts[stored.type] ?? [];
  // Each step takes what the step before gives; the catalogue's author has promised it, and golden files prove it.
  const data = chain.slice(stored.version - 1).reduce<unknown>((older, step) => step(older as never), stored.data);
  return { ...stored, data, version: newest };
};

const unreadable = ({ type, version, stream, revision }: Recorded<DomainEvent>, why: string): UnreadableEvent =>
  new UnreadableEvent(`${type} v${version} at ${stream}@${revision}: ${why}`);
