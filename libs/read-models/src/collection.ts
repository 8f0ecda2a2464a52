import type { Owner, Scope } from '@laurel/event-sourcing';
import type { z } from 'zod';

type Field<Doc> = keyof Doc & string;

/** `equal` is fixed by the question, `order` is how the answer is sorted and paged. Tenant, and owner for a narrow reach, stand before both by themselves. */
export interface IndexSpec<Doc> {
  readonly equal: readonly Field<Doc>[];
  readonly order: readonly [Field<Doc>, ...Field<Doc>[]];
}

/** One dated fact about a document. Summed by group up to a day, it answers "as of" that day. */
export interface Tally {
  readonly day: string;
  readonly group: readonly (string | number)[];
  readonly by: 1 | -1;
}

/** One question's documents, declared once for both engines: a SQLite table and a mongoose model follow from it. */
export interface CollectionSpec<Doc, Indexes extends Record<string, IndexSpec<Doc>>> {
  readonly name: string;
  /** Raised when the shape changes: the new version is built beside the old one, which older releases go on reading. */
  readonly version: number;
  /** The permission to read it; the engine asks the reader how far it reaches. */
  readonly read: string;
  readonly document: z.ZodType<Doc>;
  /** Unique within the tenant. */
  readonly key: Field<Doc>;
  /** Fields that say whose a document is. */
  readonly owner: { readonly [Kind in keyof Owner]?: Field<Doc> };
  /** A field that holds a list is found by any of its elements. */
  readonly indexes: Indexes;
  /** From the document's own dates; the engine applies the difference of before and after in the same transaction. */
  readonly tallies?: Record<string, (document: Doc) => readonly Tally[]>;
  /** Found by folded words (no diacritics): all words, the last one as a prefix, in the order of the key. */
  readonly search?: readonly Field<Doc>[];
}

export const defineCollection = <Doc extends { readonly tenant: string }, const Indexes extends Record<string, IndexSpec<Doc>>>(
  spec: CollectionSpec<Doc, Indexes>,
): CollectionSpec<Doc, Indexes> => spec;

export type DocumentOf<Spec> = Spec extends CollectionSpec<infer Doc, infer _> ? Doc : never;

/** Whoever asks. Without one nothing can be read. */
export interface Reader {
  /** Throws FORBIDDEN where the permission is missing. */
  reach(permission: string): Scope;
}

type Value<T> = T extends readonly (infer Element)[] ? Element : T;

/** What the index serves, and nothing else: every equal field (one of them may list up to eight values), and a range of the first ordered one. */
export type Where<Doc, Index extends IndexSpec<Doc>> = {
  readonly [F in Index['equal'][number]]: Value<Doc[F]> | readonly Value<Doc[F]>[];
} & { readonly [F in Index['order'][0]]?: { readonly from?: Doc[F]; readonly to?: Doc[F] } };

export type PageRequest = { readonly first: number; readonly after?: string } | { readonly last: number; readonly before?: string };

export interface Page<Doc> {
  readonly items: readonly { readonly cursor: string; readonly document: Doc }[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

type Query<Doc, Indexes extends Record<string, IndexSpec<Doc>>, Name extends keyof Indexes & string> = {
  readonly index: Name;
  readonly where: Where<Doc, Indexes[Name]>;
};

export interface Collection<Doc, Indexes extends Record<string, IndexSpec<Doc>>> {
  get(reader: Reader, key: string): Promise<Doc | undefined>;
  /** In the order of the keys; undefined where there is none within reach. */
  getMany(reader: Reader, keys: readonly string[]): Promise<readonly (Doc | undefined)[]>;
  find<Name extends keyof Indexes & string>(
    reader: Reader,
    query: Query<Doc, Indexes, Name> & { readonly page: PageRequest },
  ): Promise<Page<Doc>>;
  /** Stops counting at 10,000. */
  count<Name extends keyof Indexes & string>(
    reader: Reader,
    query: Query<Doc, Indexes, Name>,
  ): Promise<{ readonly count: number; readonly exact: boolean }>;
  search(reader: Reader, words: string, page: PageRequest): Promise<Page<Doc>>;
  /** Sums of the groups that begin so, up to and with a day. */
  tally(reader: Reader, name: string, group: Tally['group'], asOf: string): Promise<ReadonlyMap<Tally['group'], number>>;
}

export type CollectionOf<Spec> = Spec extends CollectionSpec<infer Doc, infer Indexes> ? Collection<Doc, Indexes> : never;

/** A collection of any document: for tables of collections. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- engines treat documents as data
export type AnyCollection = CollectionSpec<any, any>;

/** An index of a collection whose document type is not known here. */
export interface AnyIndex {
  readonly equal: readonly string[];
  readonly order: readonly string[];
}
