import type { Session } from '@laurel/mongo';
import { type AnyChange, ChangeFailed, changed, indexValue, keyOf } from '@laurel/read-models';
import type { pace } from '@laurel/read-models/engine-kit';
import type { mongo } from 'mongoose';
import { idOf } from './encoded.js';
import type { Layout } from './layout.js';
import type { Line } from './line.js';
import type { Physical } from './physical.js';
import { type Document, movesOf, type Row, rowOf } from './row.js';
import { tallyChanges } from './tally-changes.js';

type Breathe = ReturnType<typeof pace>;

interface Entry {
  readonly tenant: string;
  readonly key: string;
  before: Text | undefined;
  now: Text | undefined;
}
interface Text {
  readonly text: string;
  readonly document: Document;
}

/** What a transaction does to the documents of one collection, worked out here and written at its end: one write a document. */
export interface Staged {
  /** Reads what these will change. */
  fetch(session: Session, asked: readonly { readonly tenant: string; readonly changes: readonly AnyChange[] }[]): Promise<void>;
  /** Of what was fetched. Throws `ChangeFailed`. */
  take(tenant: string, changes: readonly AnyChange[], breathe: Breathe): Promise<void>;
  write(session: Session, line: Line, breathe: Breathe): Promise<void>;
}

/** How many documents are asked for at once. */
const together = 5000;
/** So many are written while the next are worked out. */
const slice = 256;
/** BSON takes 16 MiB with the fields of the indexes. */
const mostBytes = 12 * 1024 * 1024;

export const staged = (layout: Layout, { documents, tallies, owners }: Physical): Staged => {
  const entries = new Map<string, Entry>();
  const operationOf = (_id: string, { tenant, key, before, now }: Entry): Operation => {
    const row = now && rowOf(layout, tenant, key, now.document, now.text);
    if (!row) return { deleteOne: { filter: { _id } } };
    if (!before) return { insertOne: { document: row } };
    const update = movesOf(rowOf(layout, tenant, key, before.document, before.text), row);
    return { updateOne: { filter: { _id }, update: update as mongo.UpdateFilter<Row> } }; // its paths are the row's
  };

  return {
    fetch: async (session, asked) => {
      const wanted = new Map<string, Entry>();
      for (const { tenant, changes } of asked) {
        for (const change of changes) {
          const key = keyOf(layout.spec, change);
          const id = idOf(tenant, key);
          if (!entries.has(id) && !wanted.has(id)) wanted.set(id, { tenant, key, before: undefined, now: undefined });
        }
      }
      const ids = [...wanted.keys()];
      for (let at = 0; at < ids.length; at += together) {
        const some = { $in: ids.slice(at, at + together) };
        for (const { _id, d } of await documents.find({ _id: some }, { session, projection: { d: 1 }, batchSize: together }).toArray()) {
          const entry = wanted.get(_id)!; // asked for
          entry.before = stored(d);
          entry.now = entry.before;
        }
      }
      for (const [id, entry] of wanted) entries.set(id, entry);
    },
    take: async (tenant, changes, breathe) => {
      if (tenant.includes('\0')) throw new ChangeFailed(layout.spec.name, '', 'a tenant holds no NUL');
      for (const change of changes) {
        const pause = breathe();
        if (pause) await pause;
        const entry = entries.get(idOf(tenant, keyOf(layout.spec, change)))!; // fetched
        entry.now = after(layout, entry, change);
      }
    },
    write: async (session, line, breathe) => {
      const sums = tallyChanges(layout.spec);
      const writes = sliced(documents, session, line);
      for (const [_id, entry] of entries) {
        const { tenant, before, now } = entry;
        if (before?.text === now?.text) continue;
        const pause = breathe();
        if (pause) await pause;
        if (before) sums.add(tenant, before.document, -1);
        if (now) sums.add(tenant, now.document, 1);
        const full = writes.add(operationOf(_id, entry));
        if (full) await full;
      }
      await writes.rest();
      await sums.write(session, line, tallies, owners, breathe);
    },
  };
};

type Operation = mongo.AnyBulkWriteOperation<Row>;

/** A command is of one kind, so each kind is gathered for itself; a document is in one of them only: their order does not matter. */
const sliced = (documents: mongo.Collection<Row>, session: Session, line: Line) => {
  const kinds = new Map<string, mongo.OrderedBulkOperation>();
  const write = (kind: string, bulk: mongo.OrderedBulkOperation): Promise<void> => {
    kinds.delete(kind);
    return line.put(() => bulk.execute({ session }));
  };
  return {
    /** Gives what is to be waited for when there is something. */
    add: (operation: Operation): Promise<void> | undefined => {
      const [kind] = Object.keys(operation) as [string]; // an operation is named by its only key
      const bulk = kinds.get(kind) ?? documents.initializeOrderedBulkOp({ session });
      kinds.set(kind, bulk);
      // It becomes BSON now, while the server works on the slice before. The bulk is of this collection; its type does not say so.
      bulk.raw(operation as mongo.AnyBulkWriteOperation);
      return bulk.length < slice ? undefined : write(kind, bulk);
    },
    rest: async (): Promise<void> => {
      for (const [kind, bulk] of [...kinds]) await write(kind, bulk);
    },
  };
};

/** Parsed when it is asked for: not while the server waits for the next command. */
const stored = (text: string): Text => {
  let document: Document | undefined;
  return {
    text,
    get document() {
      return (document ??= JSON.parse(text) as Document);
    },
  };
};

const after = ({ spec, indexed }: Layout, { tenant, key, now }: Entry, change: AnyChange): Text | undefined => {
  const result = changed(spec, tenant, change, now?.document);
  if (!result) return undefined;
  const text = JSON.stringify(result);
  if (text === now?.text) return now;
  if (text.length > mostBytes / 3 && Buffer.byteLength(text) > mostBytes)
    throw new ChangeFailed(spec.name, key, `document ${key} is larger than ${mostBytes} bytes`);
  const document = JSON.parse(text) as Document; // as it will be read: without what JSON does not hold
  for (const field of indexed) {
    const value = document[field];
    try {
      if (Array.isArray(value)) value.forEach(indexValue);
      else indexValue(value);
    } catch (cause) {
      throw new ChangeFailed(spec.name, key, `document ${key}: ${field} cannot stand in an index`, { cause });
    }
  }
  return { text, document };
};
