import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Connection, openSqlite, type SqliteFile } from '@laurel/sqlite';
import type { AnyCollection, CollectionOf } from '../collection.js';
import { checkDeclaration, cursorName, DeclarationChanged, fingerprint } from '../declaration.js';
import type { ReadModels, Transaction } from '../engine.js';
import { pace } from '../pace.js';
import { type Layout, layoutOf } from './layout.js';
import {
  acquireCursor,
  advanceCursor,
  cursorPosition,
  marksOf,
  migrations,
  parkedCount,
  parkedKeys,
  parkedMessages,
  parkMessage,
  raiseHighWaterOf,
  settledAnswer,
  settleInput,
  unparkMessage,
} from './ledger.js';
import { type Reads, readsOf } from './reader.js';
import { postingChanges } from './posting-changes.js';
import { tallySums } from './tally-sums.js';
import { waiters } from './waiters.js';
import { applyChanges } from './writer.js';

export interface SqliteReadModelsOptions {
  /** In a folder that exists. */
  readonly path: string;
  /** How long a write waits for another process; 5 s when absent. */
  readonly lockTimeoutMs?: number;
}

/**
 * The embedded engine: one file for the read side of one service.
 * `synchronous = NORMAL`: a power failure may take the last commits, but takes effects and cursors together; the log gives them again.
 * Throws what `openSqlite` throws.
 */
export const openSqliteReadModels = async (options: SqliteReadModelsOptions): Promise<ReadModels> => {
  const file = await openSqlite({ ...options, migrations, synchronous: 'NORMAL' });
  const reader = file.openReader();
  const reads: Reads = { db: reader, read: file.read };
  const waiting = waiters(reads);
  const layouts = new Map<string, Layout>();
  const layout = (spec: AnyCollection): Layout => {
    const known = layouts.get(cursorName(spec));
    if (!known) throw new Error(`collection ${cursorName(spec)} was not opened`);
    return known;
  };

  return {
    open: async (collections) => {
      for (const made of await opened(file, collections)) layouts.set(made.id, made);
    },
    // Documents are data inside; their type is the declaration's.
    collection: <Spec extends AnyCollection>(spec: Spec) => readsOf(reads, layout(spec)) as CollectionOf<Spec>,
    tenants: (spec) => file.read(() => tenantsOf(reader, layout(spec))),
    acquire: (name) => file.transaction((db) => acquireCursor(db, name)),
    position: (name) => file.read(() => cursorPosition(reader, name)),
    waitFor: (name, position, timeoutMs) => waiting.waitFor(name, position, timeoutMs),
    transaction: async (work) => {
      const advanced = new Map<string, string>();
      const result = await file.transaction(async (db) => {
        const [sums, words, breathe] = [tallySums(), postingChanges(), pace()];
        const answer = await work(writing(db, layout, { sums, words, breathe }, advanced));
        await words.flush(db, breathe);
        await sums.flush(db, breathe);
        return answer;
      });
      for (const [name, position] of advanced) waiting.moved(name, position);
      return result;
    },
    settled: (sender, input) => file.read(() => settledAnswer(reader, sender, input)),
    marks: (consumer, keys) => file.read(() => marksOf(reader, consumer, keys)),
    parked: (consumer, key) => file.read(() => parkedMessages(reader, consumer, key)),
    parkedKeys: (consumer) => file.read(() => parkedKeys(reader, consumer)),
    parkedCount: (consumer) => file.read(() => parkedCount(reader, consumer)),
    versions: () =>
      file.read(() =>
        reader.prepare<{ name: string; version: number }>('SELECT name, version FROM collections ORDER BY name, version').all(),
      ),
    replace: async (live, by) => {
      await file.transaction((db) => replaced(db, live, by));
      layouts.delete(cursorName(by));
    },
    drop: async (spec) => {
      await file.transaction((db) => dropped(db, spec));
      layouts.delete(cursorName(spec));
    },
    close: async () => {
      waiting.close();
      await file.close();
    },
  };
};

const writing = (
  db: Connection,
  layout: (spec: AnyCollection) => Layout,
  work: Parameters<typeof applyChanges>[4],
  advanced: Map<string, string>,
): Transaction => ({
  apply: async (spec, tenant, changes) => applyChanges(db, layout(spec), tenant, changes, work),
  advance: async (owner, to) => {
    advanceCursor(db, owner, to);
    advanced.set(owner.name, to);
  },
  settle: async (sender, input, answer) => settleInput(db, sender, input, answer),
  marks: async (consumer, keys) => marksOf(db, consumer, keys),
  raiseHighWater: async (consumer, key, sequence) => raiseHighWaterOf(db, consumer, key, sequence),
  park: async (consumer, message) => parkMessage(db, consumer, message),
  unpark: async (consumer, key, sequence) => unparkMessage(db, consumer, key, sequence),
});

const opened = (file: SqliteFile, collections: readonly AnyCollection[]): Promise<readonly Layout[]> => {
  for (const spec of collections) checkDeclaration(spec);
  return file.transaction((db) =>
    collections.map((spec) => {
      const layout = layoutOf(spec);
      const print = fingerprint(spec);
      const known = db
        .prepare<{ fingerprint: string }>('SELECT fingerprint FROM collections WHERE name = ? AND version = ?')
        .get(spec.name, spec.version);
      if (known && known.fingerprint !== print) throw new DeclarationChanged(layout.id);
      if (!known) {
        for (const statement of layout.ddl) db.exec(statement);
        db.prepare('INSERT INTO collections VALUES (?, ?, ?)').run(spec.name, spec.version, print);
      }
      return layout;
    }),
  );
};

// A step from tenant to tenant: DISTINCT would walk every document.
const tenantsOf = (db: Connection, { documents }: Layout): readonly string[] => {
  const next = db.prepare<{ tenant: string | null }>(`SELECT min(tenant) AS tenant FROM ${documents} WHERE tenant > ?`);
  const tenants: string[] = [];
  for (let tenant = next.get('')!.tenant; tenant !== null; tenant = next.get(tenant)!.tenant) tenants.push(tenant);
  return tenants;
};

type Version = Pick<AnyCollection, 'name' | 'version'>;

/** Of the documents and all that hangs on them. */
const tablesOf = (db: Connection, id: string): readonly string[] =>
  db
    .prepare<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND (name = ? OR substr(name, 1, ?) = ?)`)
    .all(id, id.length + 1, `${id}/`)
    .map(({ name }) => name);

const dropTables = async (db: Connection, id: string): Promise<void> => {
  for (const name of tablesOf(db, id)) {
    db.exec(`DROP TABLE "${name}"`);
    await nextTurn();
  }
};

const forget = (db: Connection, spec: Version): void => {
  db.prepare('DELETE FROM collections WHERE name = ? AND version = ?').run(spec.name, spec.version);
  db.prepare('DELETE FROM cursors WHERE name = ?').run(cursorName(spec));
};

const dropped = async (db: Connection, spec: Version): Promise<void> => {
  await dropTables(db, cursorName(spec));
  forget(db, spec);
};

// Indexes keep the names of the collection that was built beside: no two such may be called alike.
const replaced = async (db: Connection, live: Version, by: Version): Promise<void> => {
  const [id, other] = [cursorName(live), cursorName(by)];
  const print = db.prepare<{ fingerprint: string }>('SELECT fingerprint FROM collections WHERE name = ? AND version = ?');
  const [before, after] = [print.get(live.name, live.version), print.get(by.name, by.version)];
  if (!before || before.fingerprint !== after?.fingerprint) throw new DeclarationChanged(id);
  await dropTables(db, id);
  for (const name of tablesOf(db, other)) db.exec(`ALTER TABLE "${name}" RENAME TO "${id}${name.slice(other.length)}"`);
  db.prepare('UPDATE cursors SET epoch = epoch + 1, position = (SELECT position FROM cursors WHERE name = ?) WHERE name = ?').run(
    other,
    id,
  );
  forget(db, by);
};
