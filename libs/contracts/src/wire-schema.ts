import { personalFields } from '@laurel/event-sourcing';
import { z } from 'zod';
import { dataSchemaOf, type PublishedContract, wireTypeOf } from './published-contract.js';

/** How a field travels. What is not published has no field; its name stands in `x-not-published`. */
export type PrivacyClass = 'clear' | 'ciphertext';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * The JSON Schema (2020-12) of an event's newest version as it travels: personal fields are ciphertext, every leaf says its privacy class
 * in `x-privacy`, and what is not said is allowed, so that a reader of this version understands its compatible successors.
 */
export const jsonSchemaOf = (contract: PublishedContract, type: string): JsonSchema => {
  const wireType = wireTypeOf(contract, type);
  const { schema, summary, withheld = [] } = contract.types[type]!; // wireTypeOf has found it
  const { $schema, ...shape } = z.toJSONSchema(schema, { io: 'output', override: describeField });
  return {
    ...($schema !== undefined && { $schema }),
    $id: dataSchemaOf(wireType),
    title: type,
    description: summary,
    'x-dataclassification': classified(contract, type, shape),
    ...(withheld.length > 0 && { 'x-not-published': [...withheld] }),
    ...shape,
  };
};

/** How openly the most open field of an event may travel. */
export type DataClassification = 'public' | 'internal' | 'personal';

/** What the contract says of an event; personal with one field of ciphertext, whatever it says. */
export const classificationOf = (contract: PublishedContract, type: string): DataClassification => wireOf(contract, type).classification;

/** Every field of an event with its privacy class, by path: `names[].name`, `chair.holder`. */
export const fieldsOf = (schema: JsonSchema): readonly { readonly path: string; readonly privacy: PrivacyClass }[] => walk(schema, '');

/** Parses an event's data as it travels, personal fields as ciphertext; refuses fields that the contract does not have. */
export const wireSchemaOf = (contract: PublishedContract, type: string): z.ZodType => wireOf(contract, type).schema;

interface Wire {
  readonly schema: z.ZodType;
  readonly classification: DataClassification;
}

const wires = new WeakMap<PublishedContract, Map<string, Wire>>();

const wireOf = (contract: PublishedContract, type: string): Wire => {
  const known = wires.get(contract) ?? new Map<string, Wire>();
  wires.set(contract, known);
  const found = known.get(type) ?? compiled(contract, type);
  known.set(type, found);
  return found;
};

const compiled = (contract: PublishedContract, type: string): Wire => {
  const schema = jsonSchemaOf(contract, type);
  return { schema: z.fromJSONSchema(closed(schema)), classification: classified(contract, type, schema) };
};

const classified = (contract: PublishedContract, type: string, shape: JsonSchema): DataClassification =>
  fieldsOf(shape).some(({ privacy }) => privacy === 'ciphertext') ? 'personal' : (contract.types[type]?.openness ?? 'internal');

const ciphertext = {
  type: 'string',
  pattern: '^lpd[0-9]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22,}$',
  'x-privacy': 'ciphertext',
} as const;
const leaves: readonly unknown[] = ['string', 'number', 'integer', 'boolean'];

const describeField = ({ zodSchema, jsonSchema }: { readonly zodSchema: z.core.$ZodType; readonly jsonSchema: JsonSchema }): void => {
  if (personalFields.get(zodSchema)) {
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    Object.assign(jsonSchema, ciphertext);
    return;
  }
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern; // zod's own, as long as a page
  delete jsonSchema.readOnly; // says something about a type in TypeScript, nothing about an event
  if (leaves.includes(jsonSchema.type) && jsonSchema['x-privacy'] === undefined) jsonSchema['x-privacy'] = 'clear';
};

const walk = (schema: JsonSchema, path: string): readonly { readonly path: string; readonly privacy: PrivacyClass }[] => {
  const privacy = schema['x-privacy'];
  if (privacy === 'clear' || privacy === 'ciphertext') return [{ path, privacy }];
  const parts: [z.core.JSONSchema._JSONSchema | undefined, string][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, part]): [typeof part, string] => [part, path === '' ? name : `${path}.${name}`]),
    [Array.isArray(schema.items) ? undefined : schema.items, `${path}[]`],
    [schema.additionalProperties, `${path}{}`],
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((part): [typeof part, string] => [part, path]),
  ];
  const found = parts.flatMap(([part, at]) => (typeof part === 'object' ? walk(part, at) : []));
  return [...new Map(found.map((field) => [`${field.path} ${field.privacy}`, field])).values()];
};

const closed = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value && !('additionalProperties' in value)
      ? { ...value, additionalProperties: false }
      : value,
  ) as JsonSchema;
