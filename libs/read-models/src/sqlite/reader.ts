import { reaches, type Scope } from '@laurel/event-sourcing';
import type { Connection } from '@laurel/sqlite';
import type { AnyCollection, Collection, Page, PageRequest, Tally } from '../collection.js';
import { ownerOf } from '../owner.js';
import { cursorOf, type Paging, pagingOf } from '../paging.js';
import type { Layout } from './layout.js';
import { conditions, merged, type Place, type Run, runOf } from './run.js';
import { searchRuns } from './search.js';
import { NotServed, type Range, rangeOf, type Stream, streamsOf } from './streams.js';
import { readTally } from './tally.js';
import { termsOf } from './words.js';

type Document = Readonly<Record<string, unknown>>;
type Where = Readonly<Record<string, unknown>>;
interface Query {
  readonly index: string;
  readonly where: Where;
}
// Documents are data here; who declared the collection gave them their type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyReads = Collection<any, any>;

/** A connection for reading, and the way to use it: synchronously, again when another process was in the way. */
export interface Reads {
  readonly db: Connection;
  read<T>(work: () => T): Promise<T>;
}

const mostCounted = 10_000;

/** Every read of one collection. Each asks the reader first; each is one snapshot of what was committed. */
export const readsOf = ({ db, read }: Reads, layout: Layout): AnyReads => {
  const { spec } = layout;
  const reading = async <T>(reader: { reach(permission: string): Scope }, work: (scope: Scope) => T): Promise<T> => {
    const scope = reader.reach(spec.read);
    return read(() => snapshot(db, () => work(scope)));
  };
  return {
    get: (reader, key) => reading(reader, (scope) => oneByKey(db, layout, scope, key)),
    getMany: (reader, keys) => reading(reader, (scope) => keys.map((key) => oneByKey(db, layout, scope, key))),
    find: (reader, query) => reading(reader, (scope) => find(db, layout, scope, query as Query, query.page)),
    count: (reader, query) => reading(reader, (scope) => count(db, layout, scope, query as Query)),
    search: (reader, words, page) =>
      reading(reader, (scope) => {
        if (!spec.search) throw new NotServed(spec.name, 'search', 'none of its fields is declared for it');
        return pageOf(db, layout, scope, searchRuns(db, layout, scope, termsOf(words)), page, '?', 1);
      }),
    tally: (reader, name, group: Tally['group'], asOf) => reading(reader, (scope) => readTally(db, layout, scope, name, group, asOf)),
  };
};

const snapshot = <T>(db: Connection, work: () => T): T => {
  db.prepare('BEGIN').run();
  try {
    return work();
  } finally {
    db.prepare('COMMIT').run();
  }
};

const oneByKey = (db: Connection, { spec, documents }: Layout, scope: Scope, key: string): Document | undefined => {
  const row = db.prepare<{ document: string }>(`SELECT document FROM ${documents} WHERE tenant = ? AND key = ?`).get(scope.tenant, key);
  return row && within(spec, scope, row.document);
};

const within = (spec: AnyCollection, scope: Scope, text: string): Document | undefined => {
  const document = JSON.parse(text) as Document;
  return reaches(scope, ownerOf(spec, document)) ? document : undefined;
};

const find = (db: Connection, layout: Layout, scope: Scope, query: Query, page: PageRequest): Page<Document> => {
  const { streams, range } = planned(layout, scope, query);
  const runs = streams.map((stream) => runOf(db, scope.tenant, stream, range));
  return pageOf(db, layout, scope, runs, page, query.index, layout.indexes[query.index]!.wide.order.length);
};

const planned = ({ spec, indexes }: Layout, scope: Scope, { index, where }: Query): { streams: readonly Stream[]; range: Range } => {
  const layout = indexes[index];
  if (!layout) throw new NotServed(spec.name, index, 'there is no such index');
  const asked = where[layout.spec.order[0]!];
  return { streams: streamsOf(spec, index, layout, where, scope), range: rangeOf(spec.name, index, asked) };
};

const pageOf = (
  db: Connection,
  layout: Layout,
  scope: Scope,
  runs: readonly Run[],
  page: PageRequest,
  list: string,
  width: number,
): Page<Document> => {
  const paging = pagingOf(page, list, width);
  const run = merged(runs);
  const found = documentsOf(db, layout, scope, run, paging, paging.size + 1);
  const items = found.slice(0, paging.size);
  const beyond = found.length > paging.size;
  const behind = paging.bound !== undefined && isBehind(db, layout, scope, run, paging, items[0]?.place);
  const inOrder = paging.backwards ? items.toReversed() : items;
  return {
    items: inOrder.map(({ place, document }) => ({ cursor: cursorOf(list, place.values), document })),
    hasNext: paging.backwards ? behind : beyond,
    hasPrevious: paging.backwards ? beyond : behind,
  };
};

interface Found {
  readonly place: Place;
  readonly document: Document;
}

const documentsOf = (
  db: Connection,
  layout: Layout,
  scope: Scope,
  run: Run,
  { bound, backwards }: Omit<Paging, 'size'>,
  wanted: number,
): readonly Found[] => {
  const select = db.prepare<{ document: string }>(`SELECT document FROM ${layout.documents} WHERE id = ?`);
  const found: Found[] = [];
  for (let from = bound; ;) {
    const asked = wanted - found.length;
    const places = run(from, backwards, asked);
    for (const place of places) {
      // The index has kept the reach already, but for one person within some units; and no index is believed about it alone.
      const document = within(layout.spec, scope, select.get(place.id)!.document);
      if (document) found.push({ place, document });
    }
    if (places.length < asked || found.length === wanted) return found;
    from = places.at(-1)!.values;
  }
};

/** Is there anything on the side that the page came from? With an empty page the cursor's own row is the first of it. */
const isBehind = (
  db: Connection,
  layout: Layout,
  scope: Scope,
  run: Run,
  { bound, backwards }: Paging,
  first: Place | undefined,
): boolean => {
  const other = documentsOf(db, layout, scope, run, { bound: first?.values ?? bound, backwards: !backwards }, 1);
  return other.length > 0 || (!first && documentsOf(db, layout, scope, run, { bound: undefined, backwards }, 1).length > 0);
};

const count = (db: Connection, layout: Layout, scope: Scope, query: Query): { count: number; exact: boolean } => {
  const { streams, range } = planned(layout, scope, query);
  const counted =
    scope.person !== undefined && scope.units
      ? documentsOf(
          db,
          layout,
          scope,
          merged(streams.map((stream) => runOf(db, scope.tenant, stream, range))),
          { bound: undefined, backwards: false },
          mostCounted + 1,
        ).length
      : rows(db, scope.tenant, streams, range);
  return { count: Math.min(counted, mostCounted), exact: counted <= mostCounted };
};

const rows = (db: Connection, tenant: string, streams: readonly Stream[], range: Range): number => {
  if (streams.length === 0) return 0;
  const each = streams.map((stream) => ({ ...conditions(tenant, stream, range), table: stream.source.table }));
  if (each.length === 1 || streams.every(({ source }) => !source.side)) {
    // Rows of the documents' own table are one per document: the sums of disjoint runs.
    let sum = 0;
    for (const { sql, values, table } of each) {
      const limited = `SELECT count(*) AS rows FROM (SELECT 1 FROM ${table} a WHERE ${sql} LIMIT ?)`;
      sum += db.prepare<{ rows: number }>(limited).get(...values, mostCounted + 1 - sum)!.rows;
      if (sum > mostCounted) break;
    }
    return sum;
  }
  const ids = new Set<number>();
  for (const { sql, values, table } of each) {
    for (const [id] of db
      .prepare<[number]>(`SELECT a.id FROM ${table} a WHERE ${sql} LIMIT ?`, { arrays: true })
      .all(...values, mostCounted + 1))
      ids.add(id);
    if (ids.size > mostCounted) break;
  }
  return ids.size;
};
