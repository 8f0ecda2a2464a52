import { indexValue, type IndexValue } from '@laurel/read-models';
import { ownerOf, product, searchWords } from '@laurel/read-models/engine-kit';
import { encoded, idOf, placeOf } from './encoded.js';
import type { Layout } from './layout.js';

export type Document = Readonly<Record<string, unknown>>;

/**
 * A document in MongoDB. It is kept as JSON text: BSON would lose what it does not know (a lone surrogate) and reorder nothing of ours. The
 * fields beside it are for indexes only, each from the document alone.
 */
export interface Row {
  readonly _id: string;
  /** Tenant. */
  readonly t: string;
  /** The document. */
  readonly d: string;
  /** The units that own it: a list where the collection has a list. */
  readonly u?: string | readonly string[];
  /** The person that owns it. */
  readonly p?: string;
  /** By index: the values of its equal fields; a list where one of them is. */
  readonly e?: Readonly<Record<string, string | readonly string[]>>;
  /** By index: each unit with each of `e`. */
  readonly c?: Readonly<Record<string, readonly string[]>>;
  /** By index: its place in the order. */
  readonly o?: Readonly<Record<string, string>>;
  /** Words, folded, each with whoever owns the document, and once with nobody. */
  readonly w?: readonly string[];
  /** Words, folded, and as they are written where that is another text. */
  readonly x?: readonly string[];
}

export const rowOf = (layout: Layout, tenant: string, key: string, document: Document, text: string): Row => {
  const { spec, sharedByUnits } = layout;
  const { units, person } = ownerOf(spec, document);
  const words = spec.search && searchWords(spec, document);
  return {
    _id: idOf(tenant, key),
    t: tenant,
    d: text,
    ...(units && unitsIn(sharedByUnits, units)),
    ...(person !== undefined && { p: person }),
    ...placesOf(layout, document, units ?? []),
    ...(words && {
      w: postings(owners(units ?? [], person), [...new Set(words.map(([word]) => word))]),
      x: [...new Set(words.flatMap(([word, exact]) => (word === exact ? [word] : [word, written(exact)])))],
    }),
  };
};

const placesOf = ({ each, hasEqual, hasPairs }: Layout, document: Document, units: readonly string[]): Pick<Row, 'e' | 'c' | 'o'> => {
  const e: Record<string, string | readonly string[]> = {};
  const c: Record<string, readonly string[]> = {};
  const o: Record<string, string> = {};
  for (const { name, spec, order, hasList, pairs } of each) {
    const equal = equals(spec.equal, document, hasList);
    if (equal !== undefined) e[name] = equal;
    if (pairs) c[name] = pairsOf(units, equal ?? []);
    o[name] = placeOf(order.map((field) => indexValue(document[field])));
  }
  return { ...(hasEqual && { e }), ...(hasPairs && { c }), ...(each.length > 0 && { o }) };
};

/** A word of an owner; `nobody` for those who see the whole tenant. */
export const posting = (owner: string, word: string): string => `${owner}\0${word}`;
export const nobody = '';
export const unitOwner = (unit: string): string => `u:${unit}`;
export const personOwner = (person: string): string => `p:${person}`;
export const written = (word: string): string => `=${word}`;

const owners = (units: readonly string[], person: string | undefined): readonly string[] => [
  nobody,
  ...units.map(unitOwner),
  ...(person === undefined ? [] : [personOwner(person)]),
];
const postings = (whose: readonly string[], words: readonly string[]): readonly string[] =>
  whose.flatMap((owner) => words.map((word) => posting(owner, word)));

const unitsIn = (shared: boolean, units: readonly string[]): Pick<Row, 'u'> => {
  if (shared) return { u: units };
  return units[0] === undefined ? {} : { u: units[0] };
};

const equals = (fields: readonly string[], document: Document, hasList: boolean): string | readonly string[] | undefined => {
  if (fields.length === 0) return undefined;
  const choices = fields.map((field) => elements(document[field]));
  const all = choices.length === 1 ? choices[0]!.map(encoded) : product(choices).map(placeOf);
  return hasList ? all : all[0]!;
};

const elements = (value: unknown): readonly IndexValue[] =>
  Array.isArray(value) ? [...new Set(value.map(indexValue))] : [indexValue(value)];

export const paired = (unit: string, equal: string): string => encoded(unit) + equal;
const pairsOf = (units: readonly string[], equal: string | readonly string[]): readonly string[] =>
  units.flatMap((unit) => [equal].flat().map((one) => paired(unit, one)));

/** The fields that turn one row into the other: only what moves, so that no other index is looked at. */
export const movesOf = (before: Row, after: Row): { readonly $set?: Document; readonly $unset?: Document } => {
  const set: Record<string, unknown> = {};
  const unset: Record<string, ''> = {};
  const compare = (path: string, was: Document, is: Document): void => {
    for (const name of Object.keys(is)) if (!isGroup(path, name) && !isSame(was[name], is[name])) set[path + name] = is[name];
    for (const name of Object.keys(was)) if (!isGroup(path, name) && !Object.hasOwn(is, name)) unset[path + name] = '';
  };
  compare('', { ...before }, { ...after });
  for (const group of groups) if (before[group] || after[group]) compare(`${group}.`, before[group] ?? {}, after[group] ?? {});
  return { ...(any(set) && { $set: set }), ...(any(unset) && { $unset: unset }) };
};

/** Hold a field for each index, which is compared for itself. */
const groups = ['e', 'c', 'o'] as const;
const isGroup = (path: string, name: string): boolean => path === '' && (name === 'e' || name === 'c' || name === 'o');
const any = (fields: Document): boolean => Object.keys(fields).length > 0;

const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((value, at) => value === other[at]));
