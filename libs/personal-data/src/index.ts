export { boundedMap } from './bounded-map.js';
export { canonicalJson, commandHash, commandHashSecret } from './command-hash.js';
export { eventCodec } from './event-codec.js';
export { type KeyStore, SubjectIsErased, type SubjectKey } from './key-store.js';
export { type MasterKey } from './master-key.js';
export { type PersonalPlan, personalPlan, type Replace, rewrite } from './personal-plan.js';
export { keyIdOf, SealBroken, type SealedFor } from './sealed.js';
export { ErasureIncomplete, openSqliteKeyStore, type SqliteKeyStoreOptions } from './sqlite-key-store.js';
export { keyWrap, type KeyWrap, wrapVersion, WrongMasterKey } from './wrapped-key.js';
