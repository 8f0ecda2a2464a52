import { type AnyCollection, cursorName, InvalidDeclaration } from '@laurel/read-models';
import { type AnyIndex, kindOf } from '@laurel/read-models/engine-kit';

export type OwnerKind = 'units' | 'person';

/** A MongoDB index: its name, and its fields in their order, all ascending. */
export interface OwnIndex {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface IndexLayout {
  readonly spec: AnyIndex;
  readonly name: string;
  /** Ends with the key, so that no two documents share a place. */
  readonly order: readonly string[];
  /** One of the equal fields holds a list. */
  readonly hasList: boolean;
  readonly wide: OwnIndex;
  /** Owner-first, for a narrow reach; none where the owner is one of the equal fields anyway. */
  readonly narrow: { readonly [Kind in OwnerKind]?: OwnIndex };
  /** Two lists in one index are stored as their pairs: MongoDB has no index over both. */
  readonly pairs: boolean;
}

/** What one declaration becomes in MongoDB. */
export interface Layout {
  readonly spec: AnyCollection;
  readonly id: string;
  readonly indexes: Readonly<Record<string, IndexLayout>>;
  readonly each: readonly IndexLayout[];
  /** One of them has equal fields; one is stored as pairs. */
  readonly hasEqual: boolean;
  readonly hasPairs: boolean;
  /** A document may be of several units. */
  readonly sharedByUnits: boolean;
  /** Fields that must hold what an index can hold. */
  readonly indexed: readonly string[];
  readonly own: readonly OwnIndex[];
}

/** By the words of their owner, each in the order of the keys. */
export const wordIndex: OwnIndex = { name: 'words', fields: ['t', 'w', '_id'] };
const mostIndexes = 63; // and _id

/** Throws `InvalidDeclaration` where MongoDB has no room for so many indexes. */
export const layoutOf = (spec: AnyCollection): Layout => {
  const indexes = Object.fromEntries(Object.entries<AnyIndex>(spec.indexes).map(([name, index]) => [name, indexLayout(spec, name, index)]));
  const all = Object.values(indexes);
  const own = [...all.flatMap(({ wide, narrow }) => [wide, ...Object.values(narrow)]), ...(spec.search ? [wordIndex] : [])];
  if (own.length > mostIndexes)
    throw new InvalidDeclaration(spec.name, `it asks for ${own.length} indexes with those for its owners, MongoDB has ${mostIndexes}`);
  const indexed = new Set(all.flatMap(({ spec: { equal }, order }) => [...equal, ...order]));
  const sharedByUnits = spec.owner.units !== undefined && kindOf(spec.document, spec.owner.units) === 'list';
  return {
    spec,
    id: cursorName(spec),
    indexes,
    each: all,
    hasEqual: all.some(({ spec: { equal } }) => equal.length > 0),
    hasPairs: all.some(({ pairs }) => pairs),
    sharedByUnits,
    indexed: [...indexed],
    own,
  };
};

const indexLayout = (spec: AnyCollection, name: string, index: AnyIndex): IndexLayout => {
  const { units, person } = spec.owner;
  const isList = (field: string) => kindOf(spec.document, field) === 'list';
  const hasList = index.equal.some(isList);
  const rest = [...(index.equal.length > 0 ? [`e.${name}`] : []), `o.${name}`];
  const forUnits = units !== undefined && !index.equal.includes(units);
  const pairs = forUnits && isList(units) && hasList;
  return {
    spec: index,
    name,
    order: index.order.includes(spec.key) ? index.order : [...index.order, spec.key],
    hasList,
    pairs,
    wide: { name, fields: ['t', ...rest] },
    narrow: {
      ...(forUnits && { units: { name: `${name}/units`, fields: pairs ? ['t', `c.${name}`, `o.${name}`] : ['t', 'u', ...rest] } }),
      ...(person !== undefined && !index.equal.includes(person) && { person: { name: `${name}/person`, fields: ['t', 'p', ...rest] } }),
    },
  };
};
