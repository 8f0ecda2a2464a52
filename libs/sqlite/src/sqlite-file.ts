import { statSync } from 'node:fs';
import { checkpoints, emptied } from './checkpoints.js';
import { type Connection, openReadOnly, openWriter, type Synchronous } from './connection.js';
import { SqliteCommitFailed, sqliteFault, SqliteFileUnusable, SqliteLocked } from './faults.js';
import { migrate, type Migration } from './migrations.js';
import { mutex } from './mutex.js';
import { patiently } from './patiently.js';

export interface SqliteOptions {
  /** In a folder that exists. */
  readonly path: string;
  /** What the file must have been through, oldest first; never changed once released. How many were done stands in `user_version`. */
  readonly migrations: readonly Migration[];
  /**
   * FULL (the default): a commit survives a power failure. NORMAL: the last commits may be lost by a power failure (not by the death of
   * the process), the file is never damaged.
   */
  readonly synchronous?: Synchronous;
  /** How long to wait for another process's write lock. */
  readonly lockTimeoutMs?: number;
}

/** One SQLite file: a writer, readers, and transactions that wait without freezing the process. */
export interface SqliteFile {
  readonly path: string;
  /** A connection for reading, with a snapshot of its own per statement. Closed with the file at the latest. */
  openReader(): Connection;
  /**
   * Runs `work` inside `BEGIN IMMEDIATE … COMMIT` on the writer and gives its result after COMMIT. One at a time: others wait for their turn,
   * so `work` may await (and yield to the event loop) as long as it needs; it must not begin another transaction of the same file.
   * What `work` throws is thrown on after ROLLBACK. Throws `SqliteLocked` when nothing was begun, `SqliteCommitFailed` when the outcome is open.
   */
  transaction<T>(work: (db: Connection) => T | Promise<T>): Promise<T>;
  /**
   * Reads synchronously, and tries again while another process that opens, recovers or closes the file is in the way.
   * Throws `SqliteLocked` after the bound.
   */
  read<T>(work: () => T): Promise<T>;
  /** `PRAGMA data_version` of the writer: changes when, and only when, another process (or a foreign connection) has committed. */
  foreignVersion(): number;
  /** Size of the write-ahead log. It is brought home in another thread from 4 MiB on, and grows as long as some reader holds an old snapshot. */
  walBytes(): number;
  /**
   * Brings the write-ahead log home and leaves nothing in it: what was deleted with `secure_delete` stands nowhere any more. False when a reader
   * or another process was in the way: try again. Holds the event loop for what has gathered, some 4 MiB at most where no reader is in the way.
   */
  checkpoint(): Promise<boolean>;
  /** Waits for transactions that have begun or queue, then closes every connection. */
  close(): Promise<void>;
}

/**
 * Opens or makes a file: WAL, migrations, pragmas.
 * Throws `SqliteFileNewer`, `SqliteFileUnusable`, or `SqliteLocked` when another process keeps the lock.
 */
export const openSqlite = async ({ path, migrations, synchronous = 'FULL', lockTimeoutMs = 5000 }: SqliteOptions): Promise<SqliteFile> => {
  const locked = () => new SqliteLocked(path, lockTimeoutMs);
  const writer = await opened(path, () => patiently(() => openWriter(path, synchronous), lockTimeoutMs, locked));
  try {
    await opened(path, () => patiently(() => migrate(writer, path, migrations), lockTimeoutMs, locked));
  } catch (error) {
    writer.close();
    throw error;
  }

  const readers = new Set<Connection>();
  const turn = mutex();
  const wal = checkpoints(path, writer, turn);
  return {
    path,
    openReader: () => {
      const reader = openReadOnly(path);
      readers.add(reader);
      const { close } = reader;
      return Object.assign(reader, {
        close: () => {
          readers.delete(reader);
          close();
        },
      });
    },
    transaction: (work) =>
      turn(async () => {
        rollBack(writer); // what a failed ROLLBACK may have left
        await wal.room();
        await patiently(() => writer.prepare('BEGIN IMMEDIATE').run(), lockTimeoutMs, locked);
        const result = commit(writer, path, await attempt(writer, work));
        wal.look();
        return result;
      }),
    read: (work) => patiently(work, lockTimeoutMs, locked),
    foreignVersion: () => writer.dataVersion(),
    walBytes: () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    checkpoint: async () => {
      await wal.rested();
      return turn(() => emptied(writer));
    },
    close: async () => {
      await turn(() => undefined);
      await wal.rested();
      await turn(() => {
        // The writer last: a read-only connection cannot bring the write-ahead log home.
        for (const reader of [...readers]) reader.close();
        bringHome(writer);
        writer.close();
      });
    },
  };
};

// The binding does not finalise statements on close: the connection lingers until they are collected, and SQLite's own checkpoint with it.
const bringHome = (writer: Connection): void => {
  try {
    emptied(writer);
  } catch {
    // A full disk, a damaged file: what was committed stands in the write-ahead log all the same.
  }
};

const opened = async <T>(path: string, open: () => Promise<T>): Promise<T> => {
  try {
    return await open();
  } catch (error) {
    const fault = sqliteFault(error);
    throw fault === undefined ? error : new SqliteFileUnusable(path, fault, { cause: error });
  }
};

const attempt = async <T>(writer: Connection, work: (db: Connection) => T | Promise<T>): Promise<T> => {
  try {
    return await work(writer);
  } catch (error) {
    rollBack(writer);
    throw error;
  }
};

const commit = <T>(writer: Connection, path: string, result: T): T => {
  try {
    writer.prepare('COMMIT').run();
    return result;
  } catch (cause) {
    const failed = new SqliteCommitFailed(path, { cause });
    try {
      rollBack(writer);
    } catch {
      throw failed; // the failure to COMMIT is what the caller must know; ROLLBACK is tried again before the next BEGIN
    }
    throw failed;
  }
};

// After some faults (a full disk) SQLite has rolled back by itself.
const rollBack = (writer: Connection): void => {
  if (writer.inTransaction) writer.exec('ROLLBACK');
};
