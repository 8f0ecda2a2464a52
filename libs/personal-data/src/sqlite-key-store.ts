import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, openSqlite, type SqliteFile } from '@laurel/sqlite';
import { boundedMap } from './bounded-map.js';
import { type KeyStore, SubjectIsErased, type SubjectKey } from './key-store.js';
import type { MasterKey } from './master-key.js';
import { keyWrap, type KeyWrap, wrapVersion, WrongMasterKey } from './wrapped-key.js';

export interface SqliteKeyStoreOptions {
  /** In a folder that exists. */
  readonly path: string;
  /** 32 bytes; what was written under another one is refused with `WrongMasterKey`. */
  readonly masterKey: MasterKey;
  /** How many keys are kept in memory; 10,000 when absent. */
  readonly cached?: number;
}

/** The subject's key is gone, but a trace of its wrapped form may still stand in the write-ahead log: erase again. */
export class ErasureIncomplete extends Error {
  override readonly name = 'ErasureIncomplete';
  readonly code = 'ERASURE_INCOMPLETE';
}

const migrations = [
  `CREATE TABLE subject_key (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, subject TEXT NOT NULL, wrap_version INTEGER NOT NULL, wrapped BLOB NOT NULL) STRICT;
   CREATE INDEX subject_key_of ON subject_key (tenant, subject, id);
   CREATE TABLE erased_subject (tenant TEXT NOT NULL, subject TEXT NOT NULL, erased_at TEXT NOT NULL, PRIMARY KEY (tenant, subject)) STRICT;
   CREATE TABLE master_key (print BLOB NOT NULL) STRICT;`,
];

/** Keys in a SQLite file, wrapped by the master key. Shared by processes of one machine: what one erases, the others forget. */
export const openSqliteKeyStore = async ({ path, masterKey, cached = 10_000 }: SqliteKeyStoreOptions): Promise<KeyStore> => {
  const wrap = keyWrap(masterKey);
  const file = await openSqlite({ path, migrations });
  try {
    await file.transaction((db) => prepare(db, wrap, path));
    await leaveNoTrace(file); // of an erasure that was cut off
  } catch (error) {
    await file.close();
    throw error;
  }
  const reader = file.openReader();
  const byId = boundedMap<string, SubjectKey>(cached);
  const bySubject = boundedMap<string, SubjectKey>(cached);
  let seen = file.foreignVersion();
  let forgotten = 0; // a key that was read before something was forgotten is not remembered after it

  // Another process may have erased a subject whose key is remembered here.
  const forgetWhatOthersChanged = () => {
    const version = file.foreignVersion();
    if (version === seen) return;
    seen = version;
    forgotten++;
    byId.clear();
    bySubject.clear();
  };
  const remember = (key: SubjectKey, as: string | undefined, readAt: number): SubjectKey => {
    if (readAt !== forgotten) return key;
    byId.set(key.id, key);
    if (as !== undefined) bySubject.set(as, key);
    return key;
  };

  return {
    keyFor: async (tenant, subject) => {
      forgetWhatOthersChanged();
      const known = bySubject.get(nameOf(tenant, subject));
      if (known) return known;
      const readAt = forgotten;
      const present = await file.read(() => presentKey(reader, wrap, tenant, subject));
      const found = present ?? (await file.transaction((db) => madeKey(db, wrap, tenant, subject)));
      return remember(found, nameOf(tenant, subject), readAt);
    },
    key: async (id) => {
      forgetWhatOthersChanged();
      const known = byId.get(id);
      if (known) return known;
      const readAt = forgotten;
      const row = await file.read(() => reader.prepare<KeyRow>('SELECT id, wrap_version, wrapped FROM subject_key WHERE id = ?').get(id));
      return row && remember(unwrapped(wrap, row), undefined, readAt);
    },
    erase: async (tenant, subject) => {
      const ids = await file.transaction((db) => erased(db, tenant, subject));
      forgotten++;
      for (const id of ids) byId.delete(id);
      bySubject.delete(nameOf(tenant, subject));
      await leaveNoTrace(file);
    },
    close: () => file.close(),
  };
};

interface KeyRow {
  readonly id: string;
  readonly wrap_version: number;
  readonly wrapped: Uint8Array;
}

const nameOf = (tenant: string, subject: string): string => JSON.stringify([tenant, subject]);

const unwrapped = (wrap: KeyWrap, { id, wrap_version: version, wrapped }: KeyRow): SubjectKey => ({
  id,
  key: wrap.unwrap(id, version, wrapped),
});

const prepare = (db: Connection, wrap: KeyWrap, path: string): void => {
  const known = db.prepare<{ print: Uint8Array }>('SELECT print FROM master_key').get();
  if (!known) db.prepare('INSERT INTO master_key (print) VALUES (?)').run(wrap.print);
  else if (!wrap.isOf(known.print)) throw new WrongMasterKey(`${path} was written under another master key`);
};

const presentKey = (db: Connection, wrap: KeyWrap, tenant: string, subject: string): SubjectKey | undefined => {
  const row = db
    .prepare<KeyRow>('SELECT id, wrap_version, wrapped FROM subject_key WHERE tenant = ? AND subject = ? ORDER BY rowid DESC LIMIT 1')
    .get(tenant, subject);
  return row && unwrapped(wrap, row);
};

const madeKey = (db: Connection, wrap: KeyWrap, tenant: string, subject: string): SubjectKey => {
  if (db.prepare('SELECT 1 FROM erased_subject WHERE tenant = ? AND subject = ?').get(tenant, subject)) {
    throw new SubjectIsErased(`${subject} was erased; nothing new can be written about this person`);
  }
  const present = presentKey(db, wrap, tenant, subject); // somebody else may have been quicker
  if (present) return present;
  const made = { id: randomBytes(12).toString('base64url'), key: randomBytes(32) };
  db.prepare('INSERT INTO subject_key (id, tenant, subject, wrap_version, wrapped) VALUES (?, ?, ?, ?, ?)').run(
    made.id,
    tenant,
    subject,
    wrapVersion,
    wrap.wrap(made.id, made.key),
  );
  return made;
};

const erased = (db: Connection, tenant: string, subject: string): readonly string[] => {
  db.prepare('INSERT OR IGNORE INTO erased_subject (tenant, subject, erased_at) VALUES (?, ?, ?)').run(
    tenant,
    subject,
    new Date().toISOString(),
  );
  db.exec('PRAGMA secure_delete = ON'); // deleted cells are overwritten with zeros
  db.prepare('UPDATE subject_key SET wrapped = zeroblob(length(wrapped)) WHERE tenant = ? AND subject = ?').run(tenant, subject);
  return db
    .prepare<{ id: string }>('DELETE FROM subject_key WHERE tenant = ? AND subject = ? RETURNING id')
    .all(tenant, subject)
    .map(({ id }) => id);
};

// The deleted row still stands in older frames of the write-ahead log until it is brought home and emptied. A reader of another process
// holds that up for the moment of its read.
const leaveNoTrace = async (file: SqliteFile): Promise<void> => {
  for (let attempt = 1; !(await file.checkpoint()); attempt++) {
    if (attempt === 40) throw new ErasureIncomplete(`${file.path} is being read by another process`);
    await sleep(25);
  }
};
