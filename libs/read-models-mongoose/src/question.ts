import type { Scope } from '@laurel/event-sourcing';
import { compareValues, type IndexValue } from '@laurel/read-models';
import { NotServed, product, questions, rangeOf } from '@laurel/read-models/engine-kit';
import { behind, encoded, placeOf, present } from './encoded.js';
import type { IndexLayout, Layout, OwnIndex } from './layout.js';
import { paired } from './row.js';

export type Filter = Readonly<Record<string, unknown>>;
type Where = Readonly<Record<string, unknown>>;

/** What a query asks for within a reach, and nothing outside of it, as one index gives it. */
export interface Question {
  readonly index: IndexLayout;
  readonly by: OwnIndex;
  /** All but the order; undefined when nothing can lie within reach. */
  readonly filter: Filter | undefined;
  readonly range: { readonly from?: IndexValue; readonly to?: IndexValue };
}

/** Throws `NotServed`. */
export const questionOf = ({ spec, indexes }: Layout, name: string, where: Where, scope: Scope): Question => {
  const index = indexes[name];
  if (!index) throw new NotServed(spec.name, name, 'there is no such index');
  const { equal, order } = index.spec;
  const asked = questions(spec, name, equal, order[0]!, where);
  return { index, ...within(scope, spec.owner, index, asked), range: rangeOf(spec.name, name, where[order[0]!]) };
};

type Asked = readonly (readonly IndexValue[])[];

const within = (
  scope: Scope,
  owner: { readonly units?: string; readonly person?: string },
  index: IndexLayout,
  asked: Asked,
): Pick<Question, 'by' | 'filter'> => {
  const { tenant, units, person } = scope;
  const nothing = { by: index.wide, filter: undefined };
  if (person === undefined && !units) return { by: index.wide, filter: { t: tenant, ...equals(index, asked) } };
  // What belongs to nobody lies outside every narrow reach.
  if ((units && !owner.units) || (person !== undefined && !owner.person)) return nothing;
  const ofUnits = units && { u: { $in: [...new Set(units)] } };
  if (person === undefined) return withinUnits(tenant, [...new Set(units)], owner.units!, index, asked);
  if (index.narrow.person) return { by: index.narrow.person, filter: { t: tenant, p: person, ...equals(index, asked), ...ofUnits } };
  const at = index.spec.equal.indexOf(owner.person!);
  const own = asked.filter((values) => values[at] === person);
  return own.length === 0 ? nothing : { by: index.wide, filter: { t: tenant, ...equals(index, own), ...ofUnits } };
};

const withinUnits = (
  tenant: string,
  units: readonly string[],
  field: string,
  index: IndexLayout,
  asked: Asked,
): Pick<Question, 'by' | 'filter'> => {
  const { narrow, wide, name, pairs } = index;
  if (narrow.units && pairs) {
    const both = units.flatMap((unit) => asked.map((values) => paired(unit, placeOf(values))));
    return { by: narrow.units, filter: { t: tenant, [`c.${name}`]: { $in: both } } };
  }
  if (narrow.units) return { by: narrow.units, filter: { t: tenant, u: { $in: units }, ...equals(index, asked) } };
  const at = index.spec.equal.indexOf(field);
  const own = asked.filter((values) => units.some((unit) => unit === values[at]));
  if (own.length === asked.length || !index.hasList)
    return { by: wide, filter: own.length === 0 ? undefined : { t: tenant, ...equals(index, own) } };
  // Somebody else's, but perhaps owned together: walk what is one's own, and keep what was asked for.
  const choices = index.spec.equal.map((_, place) => (place === at ? units : [...new Set(asked.map((values) => values[place]!))]));
  return { by: wide, filter: { t: tenant, $and: [equals(index, product(choices)), equals(index, asked)] } };
};

const equals = ({ name, spec: { equal } }: IndexLayout, asked: Asked): Filter => {
  if (equal.length === 0) return {};
  const places = asked.map(placeOf);
  return { [`e.${name}`]: places.length === 1 ? places[0] : { $in: places } };
};

/** The filter with its order: the range that was asked for, from a bound (exclusive) on. Undefined when nothing can be found. */
export const ordered = (
  { index, filter, range: { from, to } }: Question,
  bound?: { readonly values: readonly IndexValue[]; readonly backwards: boolean },
): Filter | undefined => {
  if (!filter) return undefined;
  const place = bound && placeOf(bound.values);
  const [after, before] = [bound && !bound.backwards ? place : undefined, bound?.backwards ? place : undefined];
  const end = to === undefined ? undefined : encoded(to) + behind;
  const limits = {
    ...(after !== undefined && { $gt: after }),
    // An absent field lies in no range; where no range is asked for it is listed first.
    ...(from !== undefined ? { $gte: encoded(from) } : to !== undefined && { $gte: present }),
    ...lowest(before, end),
  };
  return Object.keys(limits).length === 0 ? filter : { ...filter, [`o.${index.name}`]: limits };
};

const lowest = (one: string | undefined, other: string | undefined): Filter => {
  if (one === undefined || other === undefined) return one === undefined && other === undefined ? {} : { $lt: one ?? other };
  return { $lt: compareValues(one, other) < 0 ? one : other };
};
