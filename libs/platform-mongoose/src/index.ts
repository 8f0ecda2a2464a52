export { type MongoBlobsOptions, openMongoBlobs } from './mongo-blobs.js';
export { keysIdleMs, keysTrustedMs, type MongoKeyStoreOptions, openMongoKeyStore } from './mongo-key-store.js';
export { openMongoLeases } from './mongo-leases.js';
