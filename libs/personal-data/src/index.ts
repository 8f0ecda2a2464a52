export { type KeyStore, SubjectIsErased, type SubjectKey } from './key-store.js';
