export { type Connection, type SqliteValue, type Statement, type Synchronous } from './connection.js';
export { SqliteCommitFailed, type SqliteFault, sqliteFault, SqliteFileNewer, SqliteFileUnusable, SqliteLocked } from './faults.js';
export { type Migration } from './migrations.js';
export { openSqlite, type SqliteFile, type SqliteOptions } from './sqlite-file.js';
