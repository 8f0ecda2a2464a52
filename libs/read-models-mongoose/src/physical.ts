import type { mongo } from 'mongoose';
import type { Row } from './row.js';

/** A sum of one group on one day, of the documents of one set of owners. */
export interface TallyRow {
  readonly _id: string;
  /** The group, JSON. */
  readonly g: string;
  /** The day. */
  readonly y: string;
  /** The sum. */
  readonly n: number;
}

/** A set of owners, for each of those in it. */
export interface OwnerRow {
  readonly _id: string;
  /** The set, JSON. */
  readonly s: string;
}

/** The collections of one generation of documents: named once, filled, read, and dropped whole. */
export interface Physical {
  readonly name: string;
  readonly documents: mongo.Collection<Row>;
  readonly tallies: mongo.Collection<TallyRow>;
  readonly owners: mongo.Collection<OwnerRow>;
}

export const partsOf = (name: string): readonly string[] => [name, `${name}/tallies`, `${name}/owners`];

/**
 * `snapshot`: for one session of reads, and no other: the driver writes the session's moment into what its collections were made with, and
 * would go on with it.
 */
export const physicalOf = (db: mongo.Db, name: string, level?: 'snapshot'): Physical => {
  const [documents, tallies, owners] = partsOf(name) as [string, string, string]; // three of them
  const options = level && { readConcern: { level } };
  return {
    name,
    documents: db.collection(documents, options),
    tallies: db.collection(tallies, options),
    owners: db.collection(owners, options),
  };
};
