import { type EventStore, type ReadAllOptions, type ReadStreamOptions, serializeWrites, StoreUnavailable } from '@laurel/event-sourcing';
import { openSqlite, SqliteLocked, type SqliteOptions } from '@laurel/sqlite';
import { inBatches } from './batches.js';
import { groupCommit } from './group-commit.js';
import { logReader } from './log-reader.js';
import { positionNumber, positionText } from './position.js';
import { columns, type Row } from './rows.js';
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

const readStream = ({ reader, read }: Shared, stream: string, { from, backwards = false, limit }: ReadStreamOptions = {}) => {
  let next = from ?? (backwards ? Number.MAX_SAFE_INTEGER : 0);
  return inBatches(async (size) => {
    const rows = await read(() => reader.prepare<Row>(backwards ? backward : forward, { arrays: true }).all(stream, next, size));
    next = (rows.at(-1)?.[2] ?? next) + (backwards ? -1 : 1);
    return { rows, last: rows.length < size };
  }, limit);
};

const readAll = ({ reader, read, head }: Shared, { after, until, filter, backwards = false, limit }: ReadAllOptions = {}) => {
  const log = logReader(reader, filter);
  let at = after === undefined ? undefined : positionNumber(after);
  let bound: number | undefined;
  return inBatches(async (size) => {
    if (at === undefined || bound === undefined) {
      const end = await head();
      at ??= backwards ? end + 1 : 0;
      bound = backwards ? Math.max(positionNumber(until), 1) : until === undefined ? end : Math.min(positionNumber(until), end);
    }
    const [from, to] = [at, bound];
    if (backwards ? from <= to : from >= to) return { rows: [], last: true };
    const scan = await read(() => (backwards ? log.backward(from, to, size) : log.forward(from, to, size)));
    at = scan.to;
    return { rows: scan.rows, last: at === to };
  }, limit);
};
