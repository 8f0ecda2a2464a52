import { personalFields, type PersonalMark } from '@laurel/event-sourcing';
import type { z } from 'zod';
import { bare, insideOf, type Schema } from './schema-walk.js';

/** Where a schema has personal fields: worked out once, then followed through data without looking at the schema again. */
export type PersonalPlan =
  | {
      readonly kind: 'object';
      readonly personal: readonly (readonly [field: string, mark: PersonalMark])[];
      readonly inner: readonly (readonly [field: string, plan: PersonalPlan])[];
    }
  | { readonly kind: 'elements'; readonly of: () => PersonalPlan } // of an array or a record; late, for a schema may contain itself
  | { readonly kind: 'variants'; readonly by: string; readonly of: ReadonlyMap<unknown, PersonalPlan> };

/** Gives what stands in a personal field instead. `subject` is the id of the person whose field it is. */
export type Replace = (value: unknown, mark: PersonalMark, subject: string) => unknown;

/**
 * Undefined where nothing is personal. Throws `TypeError` where a personal field could not be found again in data:
 * outside of an object, under a union without a discriminator, in a tuple, behind a transformation.
 */
export const personalPlan = (schema: z.ZodType): PersonalPlan | undefined => planOf(schema, new Map());

/** The data with every personal field replaced; what is not there stays away. Parts without personal fields are shared, not copied. */
export const rewrite = (plan: PersonalPlan, value: unknown, replace: Replace): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (plan.kind === 'elements') {
    const element = plan.of();
    if (Array.isArray(value)) return value.map((each) => rewrite(element, each, replace));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewrite(element, each, replace)]));
  }
  const data = value as Readonly<Record<string, unknown>>; // an object, seen above
  if (plan.kind === 'variants') {
    const variant = plan.of.get(data[plan.by]);
    return variant ? rewrite(variant, data, replace) : data;
  }
  const written = { ...data };
  for (const [field, mark] of plan.personal) {
    if (data[field] === undefined || data[field] === null) continue;
    const subject = data[mark.subject];
    if (typeof subject !== 'string') throw new TypeError(`${field} is personal but ${mark.subject} does not say whose it is`);
    written[field] = replace(data[field], mark, subject);
  }
  for (const [field, inner] of plan.inner) if (data[field] !== undefined) written[field] = rewrite(inner, data[field], replace);
  return written;
};

const planOf = (schema: Schema, known: Map<Schema, PersonalPlan>): PersonalPlan | undefined => {
  if (!holdsPersonal(schema)) return undefined;
  const inner = bare(schema);
  const found = known.get(inner);
  if (found) return found;
  if (!holdsPersonal(inner)) throw new TypeError('a personal field cannot be found again behind a transformation');
  if (personalFields.get(inner)) throw new TypeError('a personal field stands in an object, beside the id of its subject');
  const { def } = inner._zod;
  switch (def.type) {
    case 'object':
      if (def.catchall && holdsPersonal(def.catchall)) break;
      return objectPlan(inner, def.shape, known);
    case 'array':
      return elementsPlan(inner, def.element, known);
    case 'record':
      if (holdsPersonal(def.keyType)) break;
      return elementsPlan(inner, def.valueType, known);
    case 'union':
      if ('discriminator' in def) return variantsPlan(String(def.discriminator), def.options, known);
      break;
  }
  throw new TypeError(`a personal field cannot be found again inside of ${def.type}`);
};

const objectPlan = (schema: Schema, shape: Readonly<Record<string, Schema>>, known: Map<Schema, PersonalPlan>): PersonalPlan => {
  const personal: [string, PersonalMark][] = [];
  const inner: [string, PersonalPlan][] = [];
  known.set(schema, { kind: 'object', personal, inner }); // before its fields: a schema may contain itself
  for (const [field, of] of Object.entries(shape)) {
    const mark = personalFields.get(bare(of));
    if (mark && !(mark.subject in shape)) throw new TypeError(`${field} is personal, but there is no ${mark.subject} beside it`);
    const plan = mark ? undefined : planOf(of, known);
    if (mark) personal.push([field, mark]);
    if (plan) inner.push([field, plan]);
  }
  return known.get(schema)!;
};

const elementsPlan = (schema: Schema, element: Schema, known: Map<Schema, PersonalPlan>): PersonalPlan => {
  const plan: PersonalPlan = { kind: 'elements', of: () => planOf(element, known)! };
  known.set(schema, plan);
  plan.of(); // what cannot be done is told now, not at the first event
  return plan;
};

const variantsPlan = (by: string, options: readonly Schema[], known: Map<Schema, PersonalPlan>): PersonalPlan => {
  const of = new Map<unknown, PersonalPlan>();
  for (const option of options) {
    const plan = planOf(option, known);
    for (const value of option._zod.propValues?.[by] ?? []) if (plan) of.set(value, plan);
  }
  return { kind: 'variants', by, of };
};

const holdsPersonal = (schema: Schema, seen: Set<Schema> = new Set()): boolean => {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return personalFields.get(schema) !== undefined || insideOf(schema).some((part) => holdsPersonal(part, seen));
};
