import { DatabaseSync } from '@photostructure/sqlite';

export type SqliteValue = string | number | bigint | Uint8Array | null;

/** A prepared statement. Rows are plain objects by column name, as SQLite gives them; the caller states their type. */
export interface Statement<Row> {
  run(...values: readonly SqliteValue[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...values: readonly SqliteValue[]): Row | undefined;
  all(...values: readonly SqliteValue[]): Row[];
  /** Holds a read transaction open until it ends: leave the loop, and do not await inside it. */
  iterate(...values: readonly SqliteValue[]): IterableIterator<Row>;
}

/** One connection. Everything is synchronous; a statement outside of a transaction is a transaction of its own. */
export interface Connection {
  /** Prepared once per text, then reused: texts are few and constant. `arrays`: rows as arrays of columns, which is faster. */
  prepare<Row>(sql: string, options?: { readonly arrays?: boolean }): Statement<Row>;
  exec(sql: string): void;
  /** Changes when, and only when, another connection (of any process) has committed. */
  dataVersion(): number;
  readonly inTransaction: boolean;
  readonly isOpen: boolean;
  close(): void;
}

export type Synchronous = 'FULL' | 'NORMAL';

// busy_timeout stays 0: a synchronous wait would freeze every service of the process.
export const openWriter = (path: string, synchronous: Synchronous): Connection => {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // The size limit lets a write-ahead log that a long reader has swollen shrink again. Checkpoints are ours: see checkpoints.ts.
    // 16 MiB of pages instead of 2: rows of a large list land all over its indexes, and each page would be read again for every few of them.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON;
       PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 0`,
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return connection(database);
};

export const openReadOnly = (path: string): Connection => connection(new DatabaseSync(path, { timeout: 0, readOnly: true }));

const connection = (database: InstanceType<typeof DatabaseSync>): Connection => {
  const objects = new Map<string, Statement<unknown>>();
  const arrays = new Map<string, Statement<unknown>>();
  const prepare = <Row>(sql: string, options?: { readonly arrays?: boolean }): Statement<Row> => {
    const prepared = options?.arrays ? arrays : objects;
    const known = prepared.get(sql);
    if (known) return known as Statement<Row>; // the caller states what the text selects
    const statement = database.prepare(sql);
    if (options?.arrays) statement.setReturnArrays(true);
    prepared.set(sql, statement);
    return statement as Statement<Row>;
  };
  return {
    prepare,
    exec: (sql) => database.exec(sql),
    dataVersion: () => prepare<{ data_version: number }>('PRAGMA data_version').get()!.data_version,
    get inTransaction() {
      return database.isTransaction;
    },
    get isOpen() {
      return database.isOpen;
    },
    close: () => {
      objects.clear();
      arrays.clear();
      if (database.isOpen) database.close();
    },
  };
};
