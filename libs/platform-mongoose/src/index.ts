export { keysIdleMs, keysTrustedMs, type MongoKeyStoreOptions, openMongoKeyStore } from './mongo-key-store.js';
export { openMongoLeases } from './mongo-leases.js';
