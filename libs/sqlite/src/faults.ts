/** What went wrong inside SQLite, as far as a caller can act on it. */
export type SqliteFault = 'BUSY' | 'FULL' | 'IO' | 'CONSTRAINT' | 'CORRUPT' | 'READONLY' | 'OTHER';

const faults: Readonly<Record<number, SqliteFault>> = {
  5: 'BUSY', // SQLITE_BUSY: another connection holds the lock
  6: 'BUSY', // SQLITE_LOCKED
  8: 'READONLY',
  10: 'IO',
  11: 'CORRUPT',
  13: 'FULL',
  15: 'BUSY', // SQLITE_PROTOCOL: lost a race for the locks of the write-ahead log
  19: 'CONSTRAINT',
  26: 'CORRUPT', // SQLITE_NOTADB
};

/** Takes anything thrown; gives undefined when SQLite did not throw it. */
export const sqliteFault = (error: unknown): SqliteFault | undefined => {
  // By its code, not by instanceof: the binding's errors may come from another realm (Jest).
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return undefined;
  const extended = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  return faults[extended & 0xff] ?? 'OTHER';
};

/** The file was written by a newer version of Laurel. Nothing was changed in it. */
export class SqliteFileNewer extends Error {
  override readonly name = 'SqliteFileNewer';
  readonly code = 'SQLITE_FILE_NEWER';
  constructor(
    readonly path: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `${path} was written by a newer version (its format is ${found}, this version knows ${known}): start that version, or take another data folder`,
    );
  }
}

/** The file cannot be used as it is: not a database, damaged, no right to write, no room, no such folder. `cause` says what SQLite said. */
export class SqliteFileUnusable extends Error {
  override readonly name = 'SqliteFileUnusable';
  readonly code = 'SQLITE_FILE_UNUSABLE';
  constructor(
    readonly path: string,
    readonly fault: SqliteFault,
    options: ErrorOptions,
  ) {
    super(`${path} cannot be opened: ${messageOf(options.cause)}`, options);
  }
}

/** Another process has held the write lock for longer than the bound. Nothing was written. */
export class SqliteLocked extends Error {
  override readonly name = 'SqliteLocked';
  readonly code = 'SQLITE_LOCKED';
  constructor(
    readonly path: string,
    readonly waitedMs: number,
  ) {
    super(`${path} is locked by another process (waited ${waitedMs} ms)`);
  }
}

/** COMMIT failed: the transaction may or may not stand after a restart. */
export class SqliteCommitFailed extends Error {
  override readonly name = 'SqliteCommitFailed';
  readonly code = 'SQLITE_COMMIT_FAILED';
  constructor(
    readonly path: string,
    options: ErrorOptions,
  ) {
    super(`a transaction of ${path} may not have been committed: ${messageOf(options.cause)}`, options);
  }
}

const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause);
