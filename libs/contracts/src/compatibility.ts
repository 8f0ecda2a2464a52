import type { JsonSchema } from './wire-schema.js';

/**
 * What keeps two versions of an event from being read by each other's readers, in both directions: empty when only optional fields
 * differ. Texts, and fields that one side does not have, do not count.
 */
export const incompatibilities = (one: JsonSchema, other: JsonSchema): readonly string[] => [
  ...compare(one, other, ''),
  ...differ(one.$defs, other.$defs, '$defs'),
];

const compare = (one: JsonSchema, other: JsonSchema, path: string): readonly string[] => {
  if (one.type === 'object' && other.type === 'object' && one.properties && other.properties) return compareFields(one, other, path);
  if (one.type === 'array' && other.type === 'array' && isSchema(one.items) && isSchema(other.items)) {
    const { items: _, ...bounds } = one;
    const { items: __, ...otherBounds } = other;
    return [...differ(bounds, otherBounds, path), ...compare(one.items, other.items, `${path}[]`)];
  }
  return differ(one, other, path);
};

const compareFields = (one: JsonSchema, other: JsonSchema, path: string): readonly string[] => {
  const [fields, others] = [one.properties ?? {}, other.properties ?? {}];
  const required = new Set([...(one.required ?? []), ...(other.required ?? [])]);
  const everywhere = (name: string) => (one.required ?? []).includes(name) && (other.required ?? []).includes(name);
  return [
    ...[...required].filter((name) => !everywhere(name)).map((name) => `${path}.${name} is required on one side only`),
    ...Object.entries(fields).flatMap(([name, field]) => {
      const same = others[name];
      return isSchema(field) && isSchema(same) ? compare(field, same, `${path}.${name}`) : [];
    }),
  ];
};

const differ = (one: unknown, other: unknown, path: string): readonly string[] =>
  meaning(one) === meaning(other) ? [] : [`${path === '' ? 'the event' : path} is of another shape`];

const texts = ['title', 'description', '$id', '$schema', 'x-not-published'];
// A field may be called `title`: then its value is a schema, no text.
const isText = (key: string, part: unknown) => texts.includes(key) && (typeof part === 'string' || Array.isArray(part));

/** A schema without its texts, its fields in order. */
export const meaning = (schema: unknown): string =>
  JSON.stringify(schema, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key, part]) => !isText(key, part))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  ) ?? '';

const isSchema = (part: unknown): part is JsonSchema => typeof part === 'object' && part !== null && !Array.isArray(part);
