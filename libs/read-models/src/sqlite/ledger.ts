import type { Connection } from '@laurel/sqlite';
import { Fenced, type KeyMark, type Ownership, type ParkedKey, type ParkedMessage } from '../engine.js';

/** What the engine keeps besides documents. Once released, an entry is never changed: a new one follows it. */
export const migrations: readonly string[] = [
  `CREATE TABLE collections (name TEXT, version INTEGER, fingerprint TEXT NOT NULL, PRIMARY KEY (name, version)) STRICT, WITHOUT ROWID;
   CREATE TABLE serving (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE cursors (name TEXT PRIMARY KEY, position TEXT, epoch INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE settled (sender TEXT, input TEXT, answer TEXT NOT NULL, PRIMARY KEY (sender, input)) STRICT, WITHOUT ROWID;
   CREATE TABLE high_water (consumer TEXT, key TEXT, sequence TEXT NOT NULL, PRIMARY KEY (consumer, key)) STRICT, WITHOUT ROWID;
   CREATE TABLE parked (consumer TEXT, key TEXT, sequence TEXT, payload TEXT NOT NULL, error TEXT, parked_at TEXT NOT NULL,
     PRIMARY KEY (consumer, key, sequence)) STRICT, WITHOUT ROWID;`,
  // Nobody asked it: whoever reads names the version.
  'DROP TABLE serving',
];

export const acquireCursor = (db: Connection, name: string): Ownership => {
  const { epoch, position } = db
    .prepare<{ epoch: number; position: string | null }>(
      'INSERT INTO cursors VALUES (?, NULL, 1) ON CONFLICT (name) DO UPDATE SET epoch = epoch + 1 RETURNING epoch, position',
    )
    .get(name)!;
  return { name, epoch, position: position ?? undefined };
};

export const advanceCursor = (db: Connection, { name, epoch, position }: Ownership, to: string): void => {
  const { changes } = db
    .prepare('UPDATE cursors SET position = ? WHERE name = ? AND epoch = ? AND position IS ?')
    .run(to, name, epoch, position ?? null);
  if (changes !== 1) throw new Fenced(name);
};

export const cursorPosition = (db: Connection, name: string): string | undefined =>
  db.prepare<{ position: string | null }>('SELECT position FROM cursors WHERE name = ?').get(name)?.position ?? undefined;

export const settleInput = (db: Connection, sender: string, input: string, answer: unknown): void => {
  db.prepare('INSERT INTO settled VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(sender, input, JSON.stringify(answer ?? null));
};

export const settledAnswer = (db: Connection, sender: string, input: string): unknown => {
  const row = db.prepare<{ answer: string }>('SELECT answer FROM settled WHERE sender = ? AND input = ?').get(sender, input);
  return row && (JSON.parse(row.answer) as unknown);
};

export const marksOf = (db: Connection, consumer: string, keys: readonly string[]): readonly KeyMark[] => {
  const mark = db.prepare<{ sequence: string }>('SELECT sequence FROM high_water WHERE consumer = ? AND key = ?');
  const parked = db.prepare('SELECT 1 FROM parked WHERE consumer = ? AND key = ? LIMIT 1');
  const isAnyParked = db.prepare('SELECT 1 FROM parked WHERE consumer = ? LIMIT 1').get(consumer) !== undefined;
  return keys.map((key) => ({
    sequence: mark.get(consumer, key)?.sequence,
    parked: isAnyParked && parked.get(consumer, key) !== undefined,
  }));
};

export const raiseHighWaterOf = (db: Connection, consumer: string, key: string, sequence: string): void => {
  db.prepare(
    'INSERT INTO high_water VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence WHERE excluded.sequence > sequence',
  ).run(consumer, key, sequence);
};

/** Parked once: a message that comes again stays as it was parked first. */
export const parkMessage = (db: Connection, consumer: string, { key, sequence, payload, error, parkedAt }: ParkedMessage): void => {
  db.prepare('INSERT INTO parked VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    consumer,
    key,
    sequence,
    payload,
    error ?? null,
    parkedAt,
  );
};

export const unparkMessage = (db: Connection, consumer: string, key: string, sequence: string): boolean =>
  db.prepare('DELETE FROM parked WHERE consumer = ? AND key = ? AND sequence = ?').run(consumer, key, sequence).changes === 1;

type Row<Parked> = Omit<Parked, 'error'> & { readonly error: string | null };
const withoutNull = <One extends { readonly error: string | null }>({ error, ...row }: One) => ({
  ...row,
  ...(error !== null && { error }),
});

export const parkedMessages = (db: Connection, consumer: string, key?: string): readonly ParkedMessage[] => {
  const select = `SELECT key, sequence, payload, error, parked_at AS parkedAt FROM parked WHERE consumer = ?`;
  const order = 'ORDER BY key, sequence';
  const rows =
    key === undefined
      ? db.prepare<Row<ParkedMessage>>(`${select} ${order}`).all(consumer)
      : db.prepare<Row<ParkedMessage>>(`${select} AND key = ? ${order}`).all(consumer, key);
  return rows.map(withoutNull);
};

export const parkedCount = (db: Connection, consumer: string): number =>
  db.prepare<{ readonly count: number }>('SELECT count(*) AS count FROM parked WHERE consumer = ?').get(consumer)!.count; // count has a row

export const parkedKeys = (db: Connection, consumer: string): readonly ParkedKey[] =>
  db
    .prepare<Row<ParkedKey> & { readonly first: string }>(
      // Beside a lone min() SQLite takes the other columns from its row.
      `SELECT key, count(*) AS messages, min(sequence) AS first, parked_at AS since, error FROM parked
       WHERE consumer = ? GROUP BY key ORDER BY key`,
    )
    .all(consumer)
    .map(({ first, ...row }) => withoutNull(row));
