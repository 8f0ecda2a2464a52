export { GapInLog } from '@laurel/event-sourcing/engine-kit';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './open-sqlite-event-store.js';
