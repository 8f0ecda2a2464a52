import { personalFields } from '@laurel/event-sourcing';
import type { z } from 'zod';

/** A schema as zod's core sees it, so that what it is made of can be told by its `def.type`. */
export type Schema = z.ZodType | z.core.$ZodType;

/** The schema that says what the data looks like: without optional, nullable, default, readonly and the like. Stops at a personal mark. */
export const bare = (schema: Schema): z.core.$ZodTypes => {
  const known = schema as z.core.$ZodTypes; // every schema of zod is one of them; the union is what `def.type` narrows
  if (personalFields.get(known)) return known;
  const { def } = known._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return bare(def.innerType);
    case 'lazy':
      return bare(def.getter());
    case 'pipe':
      return bare(def.out);
    default:
      return known;
  }
};

/** The schemas that a schema is directly made of. */
export const insideOf = (schema: Schema): readonly Schema[] => {
  const { def } = (schema as z.core.$ZodTypes)._zod; // as above
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'promise':
      return [def.innerType];
    case 'lazy':
      return [def.getter()];
    case 'pipe':
      return [def.in, def.out];
    case 'object':
      return [...Object.values(def.shape), ...(def.catchall ? [def.catchall] : [])];
    case 'array':
      return [def.element];
    case 'record':
    case 'map':
      return [def.keyType, def.valueType];
    case 'set':
      return [def.valueType];
    case 'tuple':
      return [...def.items, ...(def.rest ? [def.rest] : [])];
    case 'union':
      return def.options;
    case 'intersection':
      return [def.left, def.right];
    default:
      return [];
  }
};
