import type { AnyCollection, AnyIndex } from '../collection.js';
import { cursorName } from '../declaration.js';
import { kindOf } from '../fields.js';

export type OwnerKind = 'units' | 'person';

/** Where the rows of one index stand in their order: the documents' own table, or a side table with a row per element of a list. */
export interface Source {
  readonly table: string;
  /** Columns after tenant, and after the owner where it is owner-first. */
  readonly equal: readonly string[];
  /** Ends with the key, so that no two rows share a place. */
  readonly order: readonly string[];
  /** Owner-first: the column that says whose a row is. */
  readonly owner?: string;
  /** Undefined for the documents' own table. */
  readonly side?: { readonly equal: readonly string[]; readonly order: readonly string[]; readonly owner?: string };
}

export interface IndexLayout {
  readonly spec: AnyIndex;
  readonly wide: Source;
  /** For a narrow reach; none where the owner is one of the equal fields anyway. */
  readonly narrow: { readonly [Kind in OwnerKind]?: Source };
}

/** What one declaration becomes in SQLite: table and column names, quoted. */
export interface Layout {
  readonly spec: AnyCollection;
  readonly id: string;
  readonly documents: string;
  readonly words: string;
  readonly tallies: string;
  readonly owners: string;
  /** Fields that have a column of their own in the documents' table. */
  readonly columns: readonly string[];
  readonly indexes: Readonly<Record<string, IndexLayout>>;
  readonly sides: readonly Source[];
  readonly ddl: readonly string[];
}

export const layoutOf = (spec: AnyCollection): Layout => {
  const id = cursorName(spec);
  const indexes = Object.fromEntries(Object.entries<AnyIndex>(spec.indexes).map(([name, index]) => [name, indexLayout(spec, name, index)]));
  const sources = Object.values(indexes).flatMap(({ wide, narrow }) => [wide, ...Object.values(narrow)]);
  const sides = sources.filter(({ side }) => side);
  const own = sources.filter(({ side }) => !side);
  const columns = [...new Set(own.flatMap(({ equal, order, owner }) => [...(owner ? [owner] : []), ...equal, ...order]))].filter(
    (name) => name !== 'key',
  );
  const layout = {
    spec,
    id,
    documents: quoted(id),
    words: quoted(`${id}/words`),
    tallies: quoted(`${id}/tallies`),
    owners: quoted(`${id}/owners`),
  };
  return {
    ...layout,
    columns: columns.map(fieldOf),
    indexes,
    sides,
    ddl: [...documentTables(layout, columns), ...own.flatMap((source, at) => ownIndex(id, source, at)), ...sides.map(sideTable)],
  };
};

const indexLayout = (spec: AnyCollection, name: string, index: AnyIndex): IndexLayout => {
  const { units, person } = spec.owner;
  return {
    spec: index,
    wide: sourceOf(spec, index, name),
    narrow: {
      ...(units && !index.equal.includes(units) && { units: sourceOf(spec, index, `${name}/units`, units) }),
      ...(person && !index.equal.includes(person) && { person: sourceOf(spec, index, `${name}/person`, person) }),
    },
  };
};

const sourceOf = (spec: AnyCollection, index: AnyIndex, name: string, ownerField?: string): Source => {
  const id = cursorName(spec);
  const equal = index.equal.map((field) => columnOf(spec, field));
  const order = [...index.order.map((field) => columnOf(spec, field)), ...(index.order.includes(spec.key) ? [] : ['key'])];
  const lists = [...index.equal, ...(ownerField ? [ownerField] : [])].filter((field) => kindOf(spec.document, field) === 'list');
  if (lists.length === 0) return { table: quoted(id), equal, order, ...(ownerField && { owner: columnOf(spec, ownerField) }) };
  return {
    table: quoted(`${id}/${name}`),
    equal,
    order,
    ...(ownerField && { owner: 'owner' }),
    side: {
      equal: index.equal,
      order: order.map((column) => (column === 'key' ? spec.key : fieldOf(column))),
      ...(ownerField && { owner: ownerField }),
    },
  };
};

const documentTables = (
  { documents, words, tallies, owners, spec }: Pick<Layout, 'documents' | 'words' | 'tallies' | 'owners' | 'spec'>,
  columns: readonly string[],
): readonly string[] => [
  `CREATE TABLE ${documents} (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL${columns.map((column) => `, ${column} ANY`).join('')}, UNIQUE (tenant, key)) STRICT`,
  ...(spec.search
    ? [
        `CREATE TABLE ${words} (tenant TEXT, owner TEXT, word TEXT, key TEXT, exact TEXT, id INTEGER NOT NULL, PRIMARY KEY (tenant, owner, word, key, exact)) STRICT, WITHOUT ROWID`,
        `CREATE INDEX ${words.slice(0, -1)}#byKey" ON ${words} (tenant, owner, key, word, exact)`,
      ]
    : []),
  ...(spec.tallies
    ? [
        `CREATE TABLE ${tallies} (tenant TEXT, tally TEXT, owner TEXT, grp TEXT, day TEXT, sum INTEGER NOT NULL, PRIMARY KEY (tenant, tally, owner, grp, day)) STRICT, WITHOUT ROWID`,
        `CREATE TABLE ${owners} (tenant TEXT, member TEXT, owner TEXT, PRIMARY KEY (tenant, member, owner)) STRICT, WITHOUT ROWID`,
      ]
    : []),
];

const ownIndex = (id: string, { equal, order, owner }: Source, at: number): readonly string[] => {
  const columns = ['tenant', ...(owner ? [owner] : []), ...equal, ...order];
  if (columns.join() === 'tenant,key') return []; // the unique key is this index
  return [`CREATE INDEX ${quoted(`${id}#${at}`)} ON ${quoted(id)} (${columns.join(', ')})`];
};

const sideTable = ({ table, equal, order, owner }: Source): string => {
  const columns = [...(owner ? [owner] : []), ...equal, ...order];
  const typed = columns.map((column) => `${column} ANY`).join(', ');
  return `CREATE TABLE ${table} (tenant TEXT, ${typed}, id INTEGER NOT NULL, PRIMARY KEY (tenant, ${columns.join(', ')})) STRICT, WITHOUT ROWID`;
};

const columnOf = (spec: AnyCollection, field: string): string => (field === spec.key ? 'key' : quoted(`f_${field}`));
const fieldOf = (column: string): string => column.slice(3, -1); // "f_…"
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
