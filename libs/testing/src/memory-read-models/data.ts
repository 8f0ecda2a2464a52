import { type AnyCollection, cursorName, type KeyMark, type Ownership, type ParkedMessage } from '@laurel/read-models';

export type Document = Readonly<Record<string, unknown>>;

/** A version of a collection that was opened. */
export interface Kept {
  readonly spec: AnyCollection;
  readonly print: string;
  /** By tenant and key. */
  readonly documents: ReadonlyMap<string, Document>;
}

/** What is committed, or what a transaction is about to make of it. */
export interface Data {
  readonly collections: Map<string, Kept>;
  readonly cursors: Map<string, Ownership>;
  /** JSON, as other engines keep them. */
  readonly answers: Map<string, string>;
  readonly marks: Map<string, string>;
  readonly parked: Map<string, readonly ParkedMessage[]>;
}

export const noData = (): Data => ({
  collections: new Map(),
  cursors: new Map(),
  answers: new Map(),
  marks: new Map(),
  parked: new Map(),
});

/** What is changed of it leaves the original as it is: what the maps hold is never changed, only exchanged. */
export const copyOf = (data: Data): Data => ({
  collections: new Map(data.collections),
  cursors: new Map(data.cursors),
  answers: new Map(data.answers),
  marks: new Map(data.marks),
  parked: new Map(data.parked),
});

export const keptOf = ({ collections }: Data, version: Pick<AnyCollection, 'name' | 'version'>): Kept => {
  const kept = collections.get(cursorName(version));
  if (!kept) throw new Error(`collection ${cursorName(version)} was not opened`);
  return kept;
};

export const marksOf = ({ marks, parked }: Data, consumer: string, keys: readonly string[]): readonly KeyMark[] =>
  keys.map((key) => ({
    sequence: marks.get(at(consumer, key)),
    parked: (parked.get(consumer) ?? []).some((message) => message.key === key),
  }));

export const at = (...names: readonly string[]): string => JSON.stringify(names);
