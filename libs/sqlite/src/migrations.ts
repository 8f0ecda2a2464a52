import type { Connection } from './connection.js';
import { SqliteFileNewer } from './faults.js';

/** SQL, or a synchronous function where SQL is not enough. */
export type Migration = string | ((db: Connection) => void);

/** Does what the file has not been through yet, all in one transaction. Throws `SqliteFileNewer`; SQLite's BUSY passes through. */
export const migrate = (db: Connection, path: string, migrations: readonly Migration[]): void => {
  if (versionOf(db, path, migrations) === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Again, under the lock: another process may have done it meanwhile.
    for (const migration of migrations.slice(versionOf(db, path, migrations))) {
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
    }
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
};

const versionOf = (db: Connection, path: string, migrations: readonly Migration[]): number => {
  const { user_version: found } = db.prepare<{ user_version: number }>('PRAGMA user_version').get()!;
  if (found > migrations.length) throw new SqliteFileNewer(path, found, migrations.length);
  return found;
};
