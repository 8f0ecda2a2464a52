// For programs that no Jest runs: children that are killed, benchmarks.
export { memoryEventStore } from '../memory-event-store.js';
export { metadataOf } from './metadata.js';
export { plainCodec } from './plain-codec.js';
