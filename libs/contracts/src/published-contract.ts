import { defineEvents, type EventCatalogue, type Upcast } from '@laurel/event-sourcing';
import { z } from 'zod';

/** One published event type, as others may rely on it for years. */
export interface PublishedDefinition<Schema extends z.ZodType> {
  /** Of the wire type, from 1 up; raised with every change of the schema, together with an upcast from the version before. */
  readonly version: number;
  readonly schema: Schema;
  readonly upcasts?: readonly Upcast[];
  /** What it tells, in one sentence, for the reader of the AsyncAPI document. */
  readonly summary: string;
  /** How openly its clear fields may travel; an event with a ciphertext field is personal whatever stands here. Internal when absent. */
  readonly openness?: 'public' | 'internal';
  /** Fields of the domain event that stay inside the service, by name: said, so that nobody has to guess. */
  readonly withheld?: readonly string[];
  /** Plain data; a personal field stands here as the ciphertext that readers without the key see. */
  readonly example: z.input<NoInfer<Schema>>;
}

/** A catalogue of another context's facts: `projection(copy).from(contract, { … })` reads it like a vocabulary of one's own. */
export interface PublishedContract<Schemas extends Record<string, z.ZodType> = Record<string, z.ZodType>> extends EventCatalogue<Schemas> {
  readonly context: string;
  readonly types: { readonly [Type in keyof Schemas]: PublishedDefinition<Schemas[Type]> };
}

/**
 * Declares what a context publishes about one category of its streams. A field `<category>Id` says which stream an event is about: who reads
 * it holds it against the subject.
 * Throws `TypeError` when a version does not agree with the number of upcasts, or a name cannot stand in a wire type.
 */
export const definePublished = <const Schemas extends Record<string, z.ZodType>>(
  context: string,
  category: string,
  types: { readonly [Type in keyof Schemas]: PublishedDefinition<Schemas[Type]> },
): PublishedContract<Schemas> => {
  if (!/^[a-z]+$/.test(context)) throw new TypeError(`a context is one lower-case word, not ${context}`);
  const entries: readonly (readonly [string, PublishedDefinition<z.ZodType>])[] = Object.entries(types);
  for (const [type, { version, upcasts = [] }] of entries) {
    if (!/^[A-Z][A-Za-z]*$/.test(type)) throw new TypeError(`an event is named in PascalCase, not ${type}`);
    if (version !== upcasts.length + 1) throw new TypeError(`${type} is at version ${version} but has ${upcasts.length} upcasts`);
  }
  const of = <Value>(pick: (definition: PublishedDefinition<z.ZodType>) => Value) =>
    Object.fromEntries(entries.map(([type, definition]) => [type, pick(definition)]));
  // The keys are those of `types`, which the type system does not carry through `fromEntries`.
  const catalogue = defineEvents(
    category,
    of(({ schema }) => schema) as Schemas,
    of(({ upcasts = [] }) => upcasts) as EventCatalogue<Schemas>['upcasts'],
  );
  return { ...catalogue, context, types };
};

/** `vn.laurel.<context>.<kebab-event>.v<n>`, of the newest version when none is given. Throws `TypeError` for a type that the contract does not have. */
export const wireTypeOf = (contract: PublishedContract, type: string, version?: number): string => {
  const definition = contract.types[type];
  if (!definition) throw new TypeError(`${contract.context} publishes no ${type} of ${contract.category}`);
  return `vn.laurel.${contract.context}.${kebab(type)}.v${version ?? definition.version}`;
};

/** The field of an event's data that is the id of its stream: `<category>Id`; undefined for a type without one. */
export const idFieldOf = ({ category, types }: PublishedContract, type: string): string | undefined => {
  const [field, schema] = [`${category}Id`, types[type]?.schema];
  return schema instanceof z.ZodObject && field in schema.shape ? field : undefined;
};

/** The CloudEvents attribute `dataschema`: names the file `schemas/<wire type>.json`, needs no host. */
export const dataSchemaOf = (wireType: string): string => `urn:laurel:schema:${wireType}`;

export interface WireType {
  readonly contract: PublishedContract;
  readonly type: string;
  readonly version: number;
}

/** Finds what a wire type means; undefined for types of nobody, and for versions newer than this build knows. */
export const readWireType = (contracts: readonly PublishedContract[], wireType: string): WireType | undefined => {
  const version = Number(/\.v([1-9]\d*)$/.exec(wireType)?.[1]);
  for (const contract of contracts) {
    for (const [type, { version: newest }] of Object.entries(contract.types)) {
      if (version <= newest && wireTypeOf(contract, type, version) === wireType) return { contract, type, version };
    }
  }
  return undefined;
};

const kebab = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
