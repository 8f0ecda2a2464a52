export { openSqliteEventStore, type SqliteEventStoreOptions } from './open-sqlite-event-store.js';
export { GapInLog } from './subscription.js';
