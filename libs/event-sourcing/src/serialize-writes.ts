import { EventTooLarge, type Expected, maximumAppendBytes, type NewEvent, type Write } from './event-store.js';

/** An event as every engine keeps it: its data and metadata as JSON text. */
export interface SerializedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly metadata: string;
}

export interface SerializedWrite {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly SerializedEvent[];
  readonly bytes: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// No control characters and no lone surrogates: two names must not become one in an engine's encoding.
const streamName = /^[a-z][a-zA-Z]*-[^\p{Cc}\p{Cs}]+$/u;

/**
 * What every engine does with an append before any I/O. Throws `TypeError` for an append that no store could mean (nothing in it, an id or a
 * stream twice, a malformed name or id, data that is not JSON) and `EventTooLarge`.
 */
export const serializeWrites = (writes: readonly Write[]): readonly SerializedWrite[] => {
  if (writes.length === 0) throw new TypeError('an append has at least one write');
  const serialized = writes.map(serializeWrite);
  if (writes.length > 1) distinct(writes, ({ stream }) => stream, 'the stream');
  const events = serialized.length === 1 ? serialized[0]!.events : serialized.flatMap((write) => write.events);
  if (events.length > 1) distinct(events, ({ id }) => id, 'the event id');
  let bytes = 0;
  for (const write of serialized) {
    bytes += write.bytes;
    if (bytes > maximumAppendBytes) throw new EventTooLarge(write.stream, bytes);
  }
  return serialized;
};

const serializeWrite = ({ stream, expected, events }: Write): SerializedWrite => {
  if (!streamName.test(stream)) throw new TypeError(`a stream is named <category>-<id>, not ${JSON.stringify(stream)}`);
  if (typeof expected === 'number' ? !(Number.isSafeInteger(expected) && expected >= 0) : !['none', 'exists', 'any'].includes(expected)) {
    throw new TypeError(`an append to ${stream} expects a revision, 'none', 'exists' or 'any', not ${String(expected)}`);
  }
  if (events.length === 0) throw new TypeError(`an append to ${stream} has at least one event`);
  let bytes = 0;
  const serialized = events.map((event) => {
    const one = serializeEvent(stream, event);
    bytes += Buffer.byteLength(one.type) + Buffer.byteLength(one.data) + Buffer.byteLength(one.metadata);
    return one;
  });
  return { stream, expected, events: serialized, bytes };
};

const serializeEvent = (stream: string, { type, version, data, metadata }: NewEvent): SerializedEvent => {
  if (!uuid.test(metadata.id)) throw new TypeError(`an event id is a UUID in small letters, not ${metadata.id} (${type}, ${stream})`);
  const json: string | undefined = JSON.stringify(data); // its declared type forgets that it gives undefined for undefined
  if (json === undefined) throw new TypeError(`the data of ${type} (${stream}) is not JSON`);
  return { id: metadata.id, type, version, data: json, metadata: JSON.stringify(metadata) };
};

const distinct = <T>(items: readonly T[], of: (item: T) => string, what: string): void => {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(of(item))) throw new TypeError(`${what} ${of(item)} stands twice in one append`);
    seen.add(of(item));
  }
};
