import { type EventStore, type ReadAllOptions, type ReadStreamOptions, serializeWrites, StoreUnavailable } from '@laurel/event-sourcing';
import { columns, fetchAll, fetchStream, positionText, type Row } from '@laurel/event-sourcing/engine-kit';
import { openSqlite, SqliteLocked, type SqliteOptions } from '@laurel/sqlite';
import { inBatches } from './batches.js';
import { groupCommit } from './group-commit.js';
import { logReader } from './log-reader.js';
import { migrations } from './schema.js';
import type { Shared } from './shared.js';
import { subscription } from './subscription.js';
import { wakeUps } from './wake-ups.js';
import { walAlarm } from './wal-alarm.js';

/** `path` lies in a folder that exists. `synchronous` is FULL unless said otherwise: NORMAL may lose the last commits by a power failure. */
export interface SqliteEventStoreOptions extends Pick<SqliteOptions, 'path' | 'synchronous' | 'lockTimeoutMs'> {
  /** Told when the write-ahead log is larger than `walAlarmBytes` (64 MiB): some reader has held an old snapshot for long. */
  readonly onLargeWal?: (bytes: number) => void;
  readonly walAlarmBytes?: number;
}

/**
 * The embedded event store in one file. Several processes may have it open: one writes at a time, all see the same order.
 * Throws `SqliteFileNewer`, `SqliteFileUnusable` or `SqliteLocked` when it cannot be opened.
 */
export const openSqliteEventStore = async ({
  onLargeWal = () => undefined,
  walAlarmBytes = 64 * 1024 * 1024,
  ...options
}: SqliteEventStoreOptions): Promise<EventStore> => {
  const file = await openSqlite({ ...options, migrations });
  const reader = file.openReader();
  let closed = false;

  const read = async <T>(work: () => T): Promise<T> => {
    if (closed) throw new StoreUnavailable('the store is closed');
    try {
      return await file.read(work);
    } catch (error) {
      throw error instanceof SqliteLocked ? new StoreUnavailable(error.message, { cause: error }) : error;
    }
  };
  const shared: Shared = {
    reader,
    read,
    head: () => read(() => reader.prepare<{ head: number | null }>('SELECT max(position) AS head FROM events').get()!.head ?? 0),
    growth: wakeUps(file.foreignVersion),
    isClosed: () => closed,
  };
  const lookAtWal = walAlarm(file, walAlarmBytes, onLargeWal);
  const group = groupCommit(file, () => {
    shared.growth.wake();
    lookAtWal();
  });

  return {
    append: async (writes) => group.append(serializeWrites(writes)),
    readStream: (stream, range) => readStream(shared, stream, range),
    readAll: (range) => readAll(shared, range),
    subscribe: (from = {}) => subscription(shared, from),
    head: async () => {
      const head = await shared.head();
      return head === 0 ? undefined : positionText(head);
    },
    close: async () => {
      await group.close();
      closed = true;
      shared.growth.wake();
      await file.close();
    },
  };
};

const forward = `SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`;
const backward = `SELECT ${columns} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`;

const readStream = ({ reader, read }: Shared, stream: string, options: ReadStreamOptions = {}) => {
  const sql = options.backwards ? backward : forward;
  const page = (from: number, limit: number) => read(() => reader.prepare<Row>(sql, { arrays: true }).all(stream, from, limit));
  return inBatches(fetchStream(options, page), options.limit);
};

const readAll = ({ reader, read, head }: Shared, options: ReadAllOptions = {}) => {
  const log = logReader(reader, options.filter);
  const scans = {
    head,
    forward: (from: number, until: number, limit: number) => read(() => log.forward(from, until, limit)),
    backward: (from: number, until: number, limit: number) => read(() => log.backward(from, until, limit)),
  };
  return inBatches(fetchAll(options, scans), options.limit);
};
