import type { Scope } from '@laurel/event-sourcing';
import type { AnyCollection } from '../collection.js';
import { indexValue, type IndexValue } from '../index-value.js';
import type { IndexLayout, Source } from './layout.js';
import { product } from './side-rows.js';

type Where = Readonly<Record<string, unknown>>;

/** One run of rows in order: a source with all that stands before its order fixed. */
export interface Stream {
  readonly source: Source;
  readonly fixed: readonly IndexValue[];
  /** The rows' documents hold this element too, in the list of that column. */
  readonly also?: { readonly column: string; readonly value: IndexValue };
}

/** Of the first ordered field; both ends are within it. */
export interface Range {
  readonly from?: IndexValue;
  readonly to?: IndexValue;
}

const mostValues = 8;

/** A query that its index does not serve. A mistake of the caller's code, not of whoever asked. */
export class NotServed extends TypeError {
  override readonly name = 'NotServed';
  constructor(collection: string, index: string, reason: string) {
    super(`index ${index} of ${collection} does not serve this: ${reason}`);
  }
}

/** The runs that together hold what a query asks for within a reach, and nothing outside of it. */
export const streamsOf = (
  spec: AnyCollection,
  name: string,
  { spec: index, wide, narrow }: IndexLayout,
  where: Where,
  scope: Scope,
): readonly Stream[] => {
  const asked = questions(spec, name, index.equal, index.order[0]!, where);
  const kind = scope.person !== undefined ? 'person' : scope.units ? 'units' : undefined;
  if (!kind) return asked.map((fixed) => ({ source: wide, fixed }));

  const field = spec.owner[kind];
  if (!field) return []; // what belongs to nobody lies outside every narrow reach
  const own: readonly string[] = kind === 'person' ? [scope.person!] : [...new Set(scope.units)];
  const source = narrow[kind];
  if (source) return own.flatMap((owner) => asked.map((fixed) => ({ source, fixed: [owner, ...fixed] })));

  const at = index.equal.indexOf(field);
  return asked.flatMap((fixed): readonly Stream[] => {
    const value = fixed[at]!;
    if (own.some((owner) => owner === value)) return [{ source: wide, fixed }];
    if (!wide.side) return [];
    // Somebody else's, but perhaps owned together: walk what is one's own, and keep what is theirs as well.
    return own.map((owner) => ({ source: wide, fixed: fixed.with(at, owner), also: { column: wide.equal[at]!, value } }));
  });
};

export const questions = (
  spec: AnyCollection,
  name: string,
  equal: readonly string[],
  ordered: string,
  where: Where,
): readonly (readonly IndexValue[])[] => {
  const foreign = Object.keys(where).find((field) => field !== ordered && !equal.includes(field));
  if (foreign !== undefined) throw new NotServed(spec.name, name, `it has no ${foreign}`);
  const choices = equal.map((field) => {
    if (!(field in where)) throw new NotServed(spec.name, name, `${field} is not given`);
    return [...new Set([where[field]].flat().map(indexValue))];
  });
  const lists = equal.filter((field) => Array.isArray(where[field]));
  if (lists.length > 1) throw new NotServed(spec.name, name, `only one of ${lists.join(', ')} may list values`);
  if (choices.some(({ length }) => length > mostValues)) throw new NotServed(spec.name, name, `more than ${mostValues} values are listed`);
  return product(choices);
};

/** What a question asks of the first ordered field of its index. */
export const rangeOf = (collection: string, index: string, asked: unknown): Range => {
  if (asked === undefined) return {};
  if (typeof asked !== 'object' || asked === null) throw new NotServed(collection, index, 'its order takes a range');
  const { from, to } = asked as { readonly from?: unknown; readonly to?: unknown };
  return { ...(from !== undefined && { from: indexValue(from) }), ...(to !== undefined && { to: indexValue(to) }) };
};
