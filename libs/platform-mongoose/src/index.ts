export { type MongoBlobsOptions, openMongoBlobs } from './mongo-blobs.js';
export { type MongoClock, type MongoClockOptions, openMongoClock } from './mongo-clock.js';
export { type MongoKeyStoreOptions, openMongoKeyStore } from './mongo-key-store.js';
export { openMongoLeases } from './mongo-leases.js';
