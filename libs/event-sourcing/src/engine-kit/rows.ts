import type { EventMetadata, Recorded } from '../event.js';
import { positionText } from './position.js';

/** In the order of `columns`: rows as arrays cost half of what rows as objects do. */
export type Row = readonly [
  position: number,
  stream: string,
  revision: number,
  type: string,
  version: number,
  data: string,
  metadata: string,
  recordedAt: string,
];

export const columns = 'position, stream, revision, type, version, data, metadata, recorded_at';

export const recorded = ([position, stream, revision, type, version, data, metadata, recordedAt]: Row): Recorded => ({
  type,
  data: JSON.parse(data) as unknown,
  stream,
  revision,
  position: positionText(position),
  version,
  recordedAt,
  metadata: JSON.parse(metadata) as EventMetadata, // written by this engine from one
});
