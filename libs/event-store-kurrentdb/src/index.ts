export { KurrentDbUnusable } from './faults.js';
export { type KurrentDbEventStore, type KurrentDbEventStoreOptions, openKurrentDbEventStore } from './open-kurrentdb-event-store.js';
