import type { z } from 'zod';

/** A fact in one stream, in the words of the domain. Past tense, plain data. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

export type Actor =
  | { readonly person: string; readonly actingFor?: string } // KT., TUQ.: within the delegation, both stand in the log
  | { readonly process: string; readonly for?: string }; // a timer, a process manager; for whom, if somebody asked

/** What the platform adds to a fact; the domain never decides it. */
export interface EventMetadata {
  readonly id: string; // UUIDv7
  readonly at: string; // ISO 8601 instant of the business clock; the command's time, not the database's
  readonly tenant: string;
  readonly actor: Actor;
  readonly causationId: string; // id of the command
  readonly causationHash: string; // keyed hash of what the command asked; it must not outlive the subject's erasure as a print
  readonly correlationId: string;
  readonly traceparent?: string;
}

export type Recorded<E extends DomainEvent = DomainEvent> = E & {
  readonly stream: string;
  /** 0-based, dense per stream. */
  readonly revision: number;
  /** Compares as text within one store, opaque otherwise, never shown to another context. */
  readonly position: string;
  /** Of the shape of `data`: as stored when it comes from the store, the latest when it comes from the log. */
  readonly version: number;
  /** Real time of the store, ISO 8601. */
  readonly recordedAt: string;
  readonly metadata: EventMetadata;
};

/** From the data of one version to the data of the next. Personal fields are ciphertext here: move them, do not read them. */
export type Upcast = (data: never) => unknown;

/** The vocabulary of one category of streams: event type → schema of its data, with the way from every older version. */
export interface EventCatalogue<Schemas extends Record<string, z.ZodType> = Record<string, z.ZodType>> {
  readonly category: string;
  readonly schemas: Schemas;
  /** From version 1 up. A type without an entry is at version 1. */
  readonly upcasts: { readonly [Type in keyof Schemas]?: readonly Upcast[] };
}

/**
 * Declares what can happen in streams named `<category>-<id>`.
 * A category holds no `-`; the schema is that of the newest version; `upcasts[type][0]` leads from version 1 to 2, and so on.
 */
export const defineEvents = <const Schemas extends Record<string, z.ZodType>>(
  category: string,
  schemas: Schemas,
  upcasts: EventCatalogue<Schemas>['upcasts'] = {},
): EventCatalogue<Schemas> => {
  if (!/^[a-z][a-zA-Z]*$/.test(category)) throw new TypeError(`a category is one camelCase word, not ${category}`);
  return { category, schemas, upcasts };
};

/** Union of the events of a catalogue. */
export type EventsOf<Catalogue> =
  Catalogue extends EventCatalogue<infer Schemas>
    ? { [Type in keyof Schemas & string]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas & string]
    : never;

/** The version in which a type is written now. */
export const versionOf = (catalogue: EventCatalogue, type: string): number => 1 + (catalogue.upcasts[type]?.length ?? 0);

export const streamOf = (category: string, id: string): string => `${category}-${id}`;
/** The part before the first `-`. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
/** The part after the first `-`. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
