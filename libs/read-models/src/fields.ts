import { personalFields, type PersonalMark } from '@laurel/event-sourcing';
import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** What stands in a field: one value that compares, a list of such values, or something that no index can hold. */
export type FieldKind = 'value' | 'list' | 'other';

/** Takes a document's schema; gives undefined where no such field is declared. */
export const kindOf = (document: Schema, field: string): FieldKind | undefined => {
  const kinds = new Set(shapes(document).flatMap((shape) => (shape[field] ? [kind(shape[field])] : [])));
  if (kinds.size === 0) return undefined;
  return kinds.size === 1 ? [...kinds][0] : 'other';
};

/** The mark of a field, wherever in its wrappings it stands. */
export const markOf = (schema: Schema): PersonalMark | undefined =>
  // The registry is typed by zod's full schemas; what lies inside a wrapping is typed by the core's.
  personalFields.get(schema as z.ZodType) ?? (unwrapped(schema) ? markOf(unwrapped(schema)!) : undefined);

/** The objects that a schema allows: one, or one per branch of a union. */
export const shapes = (schema: Schema): readonly Readonly<Record<string, Schema>>[] => {
  const { def } = known(schema)._zod;
  switch (def.type) {
    case 'object':
      return [def.shape];
    case 'union':
      return def.options.flatMap(shapes);
    case 'intersection':
      return [Object.assign({}, ...shapes(def.left), ...shapes(def.right))];
    default: {
      const inner = unwrapped(schema);
      return inner ? shapes(inner) : [];
    }
  }
};

/** What a list holds; undefined when it is none. */
export const elementOf = (schema: Schema): Schema | undefined => {
  const { def } = known(schema)._zod;
  if (def.type === 'array') return def.element;
  const inner = unwrapped(schema);
  return inner && elementOf(inner);
};

const kind = (schema: Schema): FieldKind => {
  const { def } = known(schema)._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'template_literal':
    case 'null':
      return 'value';
    case 'union':
      return def.options.every((option) => kind(option) === 'value') ? 'value' : 'other';
    case 'array':
      return kind(def.element) === 'value' ? 'list' : 'other';
    default: {
      const inner = unwrapped(schema);
      return inner ? kind(inner) : 'other';
    }
  }
};

const unwrapped = (schema: Schema): Schema | undefined => {
  const { def } = known(schema)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'catch':
      return def.innerType;
    case 'pipe':
      return def.out;
    case 'lazy':
      return (schema as z.core.$ZodLazy)._zod.innerType; // remembered by zod; its getter would make another schema each time
    default:
      return undefined;
  }
};

const known = (schema: Schema): z.core.$ZodTypes => schema as z.core.$ZodTypes; // zod's own union, discriminated by `def.type`
