export { specification } from './given.js';
export { type MemoryEventStore, memoryEventStore } from './memory-event-store.js';
export { memoryPlatform, plainCodec } from './memory-platform.js';
export { memoryReadModels } from './memory-read-models.js';
export { history, inOneLog, project } from './projected.js';
export { describeKeyStore, type KeyStoreUnderTest } from './key-store-conformance.js';
export { memoryKeyStore } from './memory-key-store.js';
export { type BlobsUnderTest, describeBlobs } from './blobs-conformance.js';
export { memoryBlobs } from './memory-blobs.js';
