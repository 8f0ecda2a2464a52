import type { Connection } from '@laurel/sqlite';
import { ChangeFailed, changed, keyOf } from '../changed.js';
import { indexValue, type IndexValue } from '../index-value.js';
import { ownerOf } from '../owner.js';
import type { pace } from '../pace.js';
import type { AnyChange } from '../projection.js';
import type { Layout } from './layout.js';
import { sideRows } from './side-rows.js';
import type { Posting, PostingChanges } from './posting-changes.js';
import type { TallySums } from './tally-sums.js';
import { searchWords } from './words.js';

type Document = Readonly<Record<string, unknown>>;
interface Stored {
  readonly id: number;
  readonly text: string;
  readonly document: Document;
}

/** What is gathered while a transaction runs and written at its end. */
interface Ending {
  readonly sums: TallySums;
  readonly words: PostingChanges;
}

/** Applies changes of one tenant in the open transaction: documents and lists; words and tallies are gathered for its end. */
export const applyChanges = async (
  db: Connection,
  layout: Layout,
  tenant: string,
  changes: readonly AnyChange[],
  { breathe, ...ending }: Ending & { readonly breathe: ReturnType<typeof pace> },
): Promise<void> => {
  for (const change of changes) {
    const pause = breathe();
    if (pause) await pause;
    applyChange(db, layout, tenant, change, ending);
  }
};

const applyChange = (db: Connection, layout: Layout, tenant: string, change: AnyChange, ending: Ending): void => {
  const key = keyOf(layout.spec, change);
  const before = stored(db, layout, tenant, key);
  const after = changed(layout.spec, tenant, change, before?.document);
  if (!after) {
    if (!before) return;
    db.prepare(`DELETE FROM ${layout.documents} WHERE id = ?`).run(before.id);
    follow(db, layout, tenant, key, before.id, before.document, undefined, ending);
    return;
  }
  const text = JSON.stringify(after);
  if (text === before?.text) return;
  const document = JSON.parse(text) as Document; // as it will be read: without what JSON does not hold
  const columns = columnValues(layout, key, document);
  const id = before ? update(db, layout, before, text, columns) : insert(db, layout, tenant, key, text, columns);
  follow(db, layout, tenant, key, id, before?.document, document, ending);
};

const stored = (db: Connection, { documents }: Layout, tenant: string, key: string): Stored | undefined => {
  const row = db
    .prepare<{ id: number; text: string }>(`SELECT id, document AS text FROM ${documents} WHERE tenant = ? AND key = ?`)
    .get(tenant, key);
  return row && { ...row, document: JSON.parse(row.text) as Document };
};

const columnValues = ({ spec, columns }: Layout, key: string, document: Document): readonly IndexValue[] =>
  columns.map((field) => {
    try {
      return indexValue(document[field]);
    } catch (cause) {
      throw new ChangeFailed(spec.name, key, `document ${key}: ${field} cannot stand in an index`, { cause });
    }
  });

const insert = (
  db: Connection,
  { documents, columns }: Layout,
  tenant: string,
  key: string,
  text: string,
  values: readonly IndexValue[],
): number => {
  const names = columns.map((field) => `, "f_${field}"`).join('');
  const sql = `INSERT INTO ${documents} (tenant, key, document${names}) VALUES (?, ?, ?${', ?'.repeat(columns.length)})`;
  return Number(db.prepare(sql).run(tenant, key, text, ...values).lastInsertRowid);
};

const update = (
  db: Connection,
  { documents, columns }: Layout,
  { id, document: before }: Stored,
  text: string,
  values: readonly IndexValue[],
): number => {
  // SQLite writes every index whose column is named, changed or not.
  const moved = columns.flatMap((field, at) => (indexValue(before[field]) === values[at] ? [] : [at]));
  const set = moved.map((at) => `, "f_${columns[at]}" = ?`).join('');
  db.prepare(`UPDATE ${documents} SET document = ?${set} WHERE id = ?`).run(text, ...moved.map((at) => values[at]!), id);
  return id;
};

/** Brings side tables, words and tallies from what a document was to what it is. */
const follow = (
  db: Connection,
  layout: Layout,
  tenant: string,
  key: string,
  id: number,
  before: Document | undefined,
  after: Document | undefined,
  { sums, words }: Ending,
): void => {
  const { search, owner } = layout.spec;
  const stays = (fields: readonly (string | undefined)[]): boolean =>
    before !== undefined && after !== undefined && fields.every((field) => field === undefined || isSame(before[field], after[field]));
  for (const source of layout.sides) {
    if (source.side && stays([source.side.owner, ...source.side.equal, ...source.side.order])) continue;
    const columns = [...(source.owner ? [source.owner] : []), ...source.equal, ...source.order];
    const { gone, come } = difference(before ? sideRows(source, before) : [], after ? sideRows(source, after) : []);
    const where = columns.map((column) => ` AND ${column} = ?`).join('');
    for (const row of gone) db.prepare(`DELETE FROM ${source.table} WHERE tenant = ?${where}`).run(tenant, ...row);
    for (const row of come) db.prepare(`INSERT INTO ${source.table} VALUES (?${', ?'.repeat(columns.length)}, ?)`).run(tenant, ...row, id);
  }
  if (search && !stays([...search, owner.units, owner.person])) {
    const { gone, come } = difference(
      before ? postings(layout, tenant, key, before) : [],
      after ? postings(layout, tenant, key, after) : [],
    );
    for (const posting of gone) words.remove(layout, posting);
    for (const posting of come) words.add(layout, posting, id);
  }
  if (layout.spec.tallies) {
    if (before) sums.add(layout, tenant, before, -1);
    if (after) sums.add(layout, tenant, after, 1);
  }
};

/** Of what stands in an index: a plain value, or a list of them. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((value, at) => value === other[at]));

/** Each word once for those who see all of the tenant, once for every owner. */
const postings = ({ spec }: Layout, tenant: string, key: string, document: Document): readonly Posting[] => {
  const { units = [], person } = ownerOf(spec, document);
  const owners = ['', ...units.map((unit) => `u:${unit}`), ...(person === undefined ? [] : [`p:${person}`])];
  const words = searchWords(spec, document);
  return owners.flatMap((owner) => words.map(([word, exact]): Posting => [tenant, owner, word, key, exact]));
};

const difference = <Row extends readonly IndexValue[]>(
  before: readonly Row[],
  after: readonly Row[],
): { gone: readonly Row[]; come: readonly Row[] } => {
  if (before.length === 0 || after.length === 0) return { gone: before, come: after };
  const was = new Set(before.map(named));
  const is = new Set(after.map(named));
  return { gone: before.filter((row) => !is.has(named(row))), come: after.filter((row) => !was.has(named(row))) };
};

const named = (row: readonly IndexValue[]): string =>
  JSON.stringify(row.map((value) => (Number.isFinite(value) || typeof value === 'string' ? value : null)));
