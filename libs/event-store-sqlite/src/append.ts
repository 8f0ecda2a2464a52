import { type Appended, ConcurrencyConflict, EventIdReused, type SerializedWrite } from '@laurel/event-sourcing';
import { holds, type Place, positionText, repeated } from '@laurel/event-sourcing/engine-kit';
import { type Connection, sqliteFault } from '@laurel/sqlite';

export type Writes = readonly SerializedWrite[];
export type Refused = ConcurrencyConflict | EventIdReused;

/**
 * Inside a transaction: all writes, or none and the reason. It is told to nobody before COMMIT, a refusal neither:
 * it may rest on a sibling of the same transaction.
 */
export const append = (db: Connection, writes: Writes, recordedAt: string): readonly Appended[] | Refused => {
  const heads = writes.map(({ stream }) => headOf(db, stream));
  const stale = writes.findIndex(({ expected }, index) => !holds(expected, heads[index]!));
  if (stale < 0) {
    const appended = insert(db, writes, heads, recordedAt);
    if (appended) return appended;
  }
  const before = writes.map((write) => repeated(write, (id) => placeOf(db, id)));
  if (before.every((one) => one !== undefined)) return before;
  const reused = writes.find(({ events }) => events.some(({ id }) => placeOf(db, id)));
  if (reused) return new EventIdReused(reused.stream);
  const { stream, expected } = writes[stale]!;
  return new ConcurrencyConflict(stream, expected, heads[stale]! < 0 ? 'none' : heads[stale]!);
};

const headOf = (db: Connection, stream: string): number =>
  db.prepare<{ head: number | null }>('SELECT max(revision) AS head FROM events WHERE stream = ?').get(stream)!.head ?? -1;

/** Undefined when an id stands in the log already: then nothing of it is left. A failed INSERT undoes itself, so one event needs no savepoint. */
const insert = (db: Connection, writes: Writes, heads: readonly number[], recordedAt: string): readonly Appended[] | undefined => {
  const several = writes.length > 1 || writes[0]!.events.length > 1;
  if (several) db.prepare('SAVEPOINT append').run();
  try {
    const appended = writes.map((write, index) => insertWrite(db, write, heads[index]!, recordedAt));
    if (several) db.prepare('RELEASE append').run();
    return appended;
  } catch (error) {
    if (sqliteFault(error) !== 'CONSTRAINT') throw error;
    if (several) db.exec('ROLLBACK TO append; RELEASE append');
    return undefined;
  }
};

// Never INSERT OR IGNORE: it burns positions and hides collisions.
const insertion = 'INSERT INTO events (stream, revision, id, type, version, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';

const insertWrite = (db: Connection, { stream, events }: SerializedWrite, head: number, recordedAt: string): Appended => {
  let revision = head;
  let position = 0;
  for (const { id, type, version, data, metadata } of events) {
    const { lastInsertRowid } = db.prepare(insertion).run(stream, ++revision, bytesOf(id), type, version, data, metadata, recordedAt);
    position = Number(lastInsertRowid);
  }
  return { revision, position: positionText(position) };
};

const placeOf = (db: Connection, id: string): Place | undefined =>
  db.prepare<Place>('SELECT stream, revision, position FROM events WHERE id = ?').get(bytesOf(id));

const bytesOf = (uuid: string): Uint8Array => Buffer.from(uuid.replaceAll('-', ''), 'hex');
