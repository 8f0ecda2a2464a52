export { KurrentDbUnusable } from './faults.js';
export {
  connectKurrentDb,
  type KurrentDb,
  type KurrentDbEventStore,
  type KurrentDbOptions,
  openKurrentDbEventStore,
} from './open-kurrentdb-event-store.js';
