import type { AllStreamResolvedEvent, EventData, JSONType, ResolvedEvent } from '@kurrent/kurrentdb-client';
import { type EventMetadata, type Recorded, type SerializedEvent } from '@laurel/event-sourcing';
import type { Namespace } from './namespace.js';
import { positionText } from './position.js';

/**
 * What stands in an event's metadata on the server. `recordedAt` is ours: the server's own `created` comes back from reads cut to whole
 * seconds, and from subscriptions uncut. A multi-stream append takes texts only, so there all three are texts.
 */
interface Envelope {
  readonly version: number | string;
  readonly recordedAt: string;
  readonly metadata: EventMetadata | string;
}

/** As one stream's append takes it: the metadata as bytes, which the client passes on as they are. */
export const eventData = ({ id, type, version, data, metadata }: SerializedEvent, recordedAt: string): EventData => ({
  id,
  type,
  contentType: 'application/json',
  // Read back from the text: the client writes it a few ticks later, and the caller may have changed the object by then.
  data: JSON.parse(data) as JSONType,
  metadata: new Uint8Array(Buffer.from(`{"version":${version},"recordedAt":"${recordedAt}","metadata":${metadata}}`)),
});

/** As a multi-stream append takes it. */
export const recordData = ({ id, type, version, data, metadata }: SerializedEvent, recordedAt: string): EventData => ({
  id,
  type,
  contentType: 'application/json',
  data: JSON.parse(data) as JSONType,
  metadata: { version: String(version), recordedAt, metadata },
});

/** What the server counts of an event against the limit of an append, in bytes; `asText` where the metadata is a text within JSON. */
export const storedBytes = ({ type, data, metadata }: SerializedEvent, asText: boolean): number =>
  2 * type.length + Buffer.byteLength(data) + Buffer.byteLength(asText ? JSON.stringify(metadata) : metadata) + envelopeBytes;
const envelopeBytes = 96; // the most that version, recordedAt and their names take

/**
 * An event of this namespace. Undefined for everything else that the log holds: other namespaces, the system's events, links.
 * Throws when an event in a stream of ours was not written by Laurel.
 */
export const recordedOf = ({ streamOf }: Namespace, { event }: ResolvedEvent | AllStreamResolvedEvent): Recorded | undefined => {
  if (!event || event.type.startsWith('$')) return undefined;
  const stream = streamOf(event.streamId);
  if (stream === undefined) return undefined;
  const envelope = event.metadata as Envelope | undefined; // looked at below
  if (!event.position || !event.isJson || typeof envelope?.recordedAt !== 'string') {
    throw new Error(`${event.streamId}@${event.revision} was not written by Laurel: ${event.type} has no version and recordedAt`);
  }
  const { version, recordedAt, metadata } = envelope;
  return {
    type: event.type,
    data: event.data,
    stream,
    revision: Number(event.revision),
    position: positionText(event.position),
    version: Number(version),
    recordedAt,
    metadata: typeof metadata === 'string' ? (JSON.parse(metadata) as EventMetadata) : metadata,
  };
};
