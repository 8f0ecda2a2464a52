import type { Session } from '@laurel/mongo';
import { type AnyChange, ChangeFailed, changed, indexValue, keyOf } from '@laurel/read-models';
import type { pace } from '@laurel/read-models/engine-kit';
import type { mongo } from 'mongoose';
import { idOf } from './encoded.js';
import type { Layout } from './layout.js';
import type { Physical } from './physical.js';
import { type Document, movesOf, type Row, rowOf } from './row.js';
import { tallyChanges } from './tally-changes.js';

type Breathe = ReturnType<typeof pace>;

interface Entry {
  readonly tenant: string;
  readonly key: string;
  readonly before: Text | undefined;
  now: Text | undefined;
}
interface Text {
  readonly text: string;
  readonly document: Document;
}

/** What a transaction does to the documents of one collection, worked out here and written at its end: one write a document. */
export interface Staged {
  /** Throws `ChangeFailed`. */
  take(session: Session, tenant: string, changes: readonly AnyChange[], breathe: Breathe): Promise<void>;
  /** Reads what these will change, so that `take` asks for nothing one by one. */
  fetch(session: Session, asked: readonly { readonly tenant: string; readonly changes: readonly AnyChange[] }[]): Promise<void>;
  write(session: Session, breathe: Breathe): Promise<void>;
}

/** How many documents are asked for, or written, at once. */
const together = 5000;
/** BSON takes 16 MiB with the fields of the indexes. */
const mostBytes = 12 * 1024 * 1024;

export const staged = (layout: Layout, { documents, tallies, owners }: Physical): Staged => {
  const entries = new Map<string, Entry>();
  const fetch: Staged['fetch'] = async (session, asked) => {
    const wanted = new Map<string, { readonly tenant: string; readonly key: string }>();
    for (const { tenant, changes } of asked) {
      for (const change of changes) {
        const key = keyOf(layout.spec, change);
        const id = idOf(tenant, key);
        if (!entries.has(id)) wanted.set(id, { tenant, key });
      }
    }
    const ids = [...wanted.keys()];
    for (let at = 0; at < ids.length; at += together) {
      const some = ids.slice(at, at + together);
      const rows = documents.find({ _id: { $in: some } }, { session, projection: { d: 1 }, batchSize: together });
      const found = new Map<string, Text>();
      for await (const { _id, d } of rows) found.set(_id, { text: d, document: JSON.parse(d) as Document });
      for (const id of some) {
        const before = found.get(id);
        entries.set(id, { ...wanted.get(id)!, before, now: before });
      }
    }
  };

  return {
    fetch,
    take: async (session, tenant, changes, breathe) => {
      if (tenant.includes('\0')) throw new ChangeFailed(layout.spec.name, '', 'a tenant holds no NUL');
      await fetch(session, [{ tenant, changes }]);
      for (const change of changes) {
        const pause = breathe();
        if (pause) await pause;
        const entry = entries.get(idOf(tenant, keyOf(layout.spec, change)))!; // fetched
        entry.now = after(layout, entry, change);
      }
    },
    write: async (session, breathe) => {
      const deletes: mongo.AnyBulkWriteOperation<Row>[] = [];
      const inserts: mongo.AnyBulkWriteOperation<Row>[] = [];
      const updates: mongo.AnyBulkWriteOperation<Row>[] = [];
      const sums = tallyChanges(layout.spec);
      for (const [_id, { tenant, key, before, now }] of entries) {
        if (before?.text === now?.text) continue;
        const pause = breathe();
        if (pause) await pause;
        if (before) sums.add(tenant, before.document, -1);
        if (now) sums.add(tenant, now.document, 1);
        const row = now && rowOf(layout, tenant, key, now.document, now.text);
        if (!row) deletes.push({ deleteOne: { filter: { _id } } });
        else if (!before) inserts.push({ insertOne: { document: row } });
        else {
          const update = movesOf(rowOf(layout, tenant, key, before.document, before.text), row);
          updates.push({ updateOne: { filter: { _id }, update: update as mongo.UpdateFilter<Row> } }); // its paths are the row's
        }
      }
      for (const operations of [deletes, inserts, updates]) {
        for (let at = 0; at < operations.length; at += together) {
          await documents.bulkWrite(operations.slice(at, at + together), { session });
          const pause = breathe();
          if (pause) await pause;
        }
      }
      await sums.write(session, tallies, owners, breathe);
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
    try {
      [document[field]].flat().forEach(indexValue);
    } catch (cause) {
      throw new ChangeFailed(spec.name, key, `document ${key}: ${field} cannot stand in an index`, { cause });
    }
  }
  return { text, document };
};
