import type { Connection } from '@laurel/sqlite';
import type { wakeUps } from './wake-ups.js';

/** What the parts of one open store work on. */
export interface Shared {
  readonly reader: Connection;
  /** Runs a synchronous read, again while the file is locked. Throws `StoreUnavailable` when the store is closed or stays locked. */
  readonly read: <T>(work: () => T) => Promise<T>;
  /** Position of the last event, 0 while there is none. */
  readonly head: () => Promise<number>;
  readonly growth: ReturnType<typeof wakeUps>;
  readonly isClosed: () => boolean;
}
