export { calmPools } from './calm-pool.js';
export { followerLivesMs } from './clock-followers.js';
export { type MongoBlobsOptions, openMongoBlobs } from './mongo-blobs.js';
export { type MongoClock, type MongoClockOptions, openMongoClock } from './mongo-clock.js';
export { keysIdleMs, keysTrustedMs, type MongoKeyStoreOptions, openMongoKeyStore } from './mongo-key-store.js';
export { openMongoLeases } from './mongo-leases.js';
