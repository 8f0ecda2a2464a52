import { reaches, type Scope } from '@laurel/event-sourcing';
import type { Session } from '@laurel/mongo';
import {
  type Collection,
  cursorOf,
  indexValue,
  type IndexValue,
  type Page,
  type PageRequest,
  pagingOf,
  type Reader,
  type Tally,
} from '@laurel/read-models';
import { NotServed, ownerOf, termsOf } from '@laurel/read-models/engine-kit';
import type { mongo } from 'mongoose';
import { idOf } from './encoded.js';
import type { Layout } from './layout.js';
import type { Physical } from './physical.js';
import { type Filter, ordered, type Question, questionOf } from './question.js';
import type { Document, Row } from './row.js';
import { searchOf } from './search.js';
import { readTally } from './tally.js';

type Where = Readonly<Record<string, unknown>>;
interface Query {
  readonly index: string;
  readonly where: Where;
}
// Documents are data here; who declared the collection gave them their type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyReads = Collection<any, any>;

/** One generation, as of one moment: every question that is asked with the session meets the same snapshot. */
export interface Snapshot {
  readonly physical: Physical;
  readonly session: Session;
}

/** Runs a read on the generation that answers now, again when it was replaced meanwhile. */
export type Reads = <T>(layout: Layout, work: (snapshot: Snapshot) => Promise<T>) => Promise<T>;

const mostCounted = 10_000;

/** Every read of one collection. Each asks the reader first. */
export const readsOf = (reads: Reads, layout: Layout): AnyReads => {
  const { spec } = layout;
  const reading = async <T>(reader: Reader, work: (scope: Scope, snapshot: Snapshot) => Promise<T>): Promise<T> => {
    const scope = reader.reach(spec.read);
    return reads(layout, (snapshot) => work(scope, snapshot));
  };
  return {
    get: (reader, key) => reading(reader, async (scope, snapshot) => (await byKeys(layout, snapshot, scope, [key]))[0]),
    getMany: (reader, keys) => reading(reader, (scope, snapshot) => byKeys(layout, snapshot, scope, keys)),
    find: async (reader, { page, ...query }) =>
      reading(reader, (scope, snapshot) => {
        const { index, where } = query as Query;
        const question = questionOf(layout, index, where, scope);
        return pageOf(layout, snapshot, scope, runOf(question), page, index, question.index.order);
      }),
    count: (reader, query) => reading(reader, (scope, snapshot) => count(layout, snapshot, scope, query as Query)),
    search: (reader, words, page) =>
      reading(reader, async (scope, snapshot) => {
        if (!spec.search) throw new NotServed(spec.name, 'search', 'none of its fields is declared for it');
        return pageOf(layout, snapshot, scope, await searchOf(layout, snapshot, scope, termsOf(words)), page, '?', [spec.key]);
      }),
    tally: (reader, name, group: Tally['group'], asOf) =>
      reading(reader, (scope, snapshot) => readTally(layout, snapshot, scope, name, group, asOf)),
  };
};

const byKeys = async ({ spec }: Layout, { physical, session }: Snapshot, scope: Scope, keys: readonly string[]) => {
  const ids = [...new Set(keys.map((key) => idOf(scope.tenant, key)))];
  const rows = await physical.documents.find({ _id: { $in: ids } }, { session, projection: { d: 1 } }).toArray();
  const documents = new Map(rows.map((row) => [row._id, documentOf(row)]));
  return keys.map((key) => {
    const document = documents.get(idOf(scope.tenant, key));
    return document && document['tenant'] === scope.tenant && reaches(scope, ownerOf(spec, document)) ? document : undefined;
  });
};

const documentOf = (row: Pick<Row, 'd'>): Document => JSON.parse(row.d) as Document;

/** How to read on from a bound (exclusive), nearest first; undefined where nothing can be found. */
export type Run = (
  bound: readonly IndexValue[] | undefined,
  backwards: boolean,
) => { readonly filter: Filter; readonly sort: Readonly<Record<string, mongo.SortDirection>>; readonly hint: string } | undefined;

const runOf =
  (question: Question): Run =>
  (values, backwards) => {
    const filter = ordered(question, values && { values, backwards });
    return filter && { filter, sort: { [`o.${question.index.name}`]: backwards ? -1 : 1 }, hint: question.by.name };
  };

const pageOf = async (
  { spec }: Layout,
  { physical, session }: Snapshot,
  scope: Scope,
  run: Run,
  page: PageRequest,
  list: string,
  order: readonly string[],
): Promise<Page<Document>> => {
  const { size, backwards, bound } = pagingOf(page, list, order.length);
  const read = async (from: readonly IndexValue[] | undefined, back: boolean, limit: number): Promise<readonly Document[]> => {
    const asked = run(from, back);
    if (!asked) return [];
    const { filter, ...how } = asked;
    const rows = await physical.documents
      .find(filter as mongo.Filter<Row>, { ...how, session, limit, batchSize: limit + 1, projection: { d: 1 } }) // built from the layout
      .toArray();
    // The filter has kept the reach already; no index is believed about it alone.
    return rows.map(documentOf).filter((document) => document['tenant'] === scope.tenant && reaches(scope, ownerOf(spec, document)));
  };
  const placeIn = (document: Document) => order.map((field) => indexValue(document[field]));
  const found = await read(bound, backwards, size + 1);
  const items = found.slice(0, size).map((document) => ({ document, place: placeIn(document) }));
  const beyond = found.length > size;
  // Is there anything on the side that the page came from? With an empty page the cursor's own row is the first of it.
  const isBehind = async () =>
    (await read(items[0]?.place ?? bound, !backwards, 1)).length > 0 || (!items[0] && (await read(undefined, backwards, 1)).length > 0);
  const behind = bound !== undefined && (await isBehind());
  return {
    items: (backwards ? items.toReversed() : items).map(({ place, document }) => ({ cursor: cursorOf(list, place), document })),
    hasNext: backwards ? behind : beyond,
    hasPrevious: backwards ? beyond : behind,
  };
};

const count = async (
  layout: Layout,
  { physical, session }: Snapshot,
  scope: Scope,
  { index, where }: Query,
): Promise<{ count: number; exact: boolean }> => {
  const question = questionOf(layout, index, where, scope);
  const filter = ordered(question);
  if (!filter) return { count: 0, exact: true };
  const stages = [{ $match: filter }, { $limit: mostCounted + 1 }, { $count: 'rows' }];
  const [counted] = await physical.documents.aggregate<{ rows: number }>(stages, { session, hint: question.by.name }).toArray();
  const rows = counted?.rows ?? 0;
  return { count: Math.min(rows, mostCounted), exact: rows <= mostCounted };
};
