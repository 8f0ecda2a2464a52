import { isDuplicateKey, type Mongo, type Session } from '@laurel/mongo';
import { type AnyCollection, checkDeclaration, cursorName, DeclarationChanged, fingerprint } from '@laurel/read-models';
import type { mongo } from 'mongoose';
import { IndexMissing, makeIndexes, missingIndexes } from './indexes.js';
import { type Layout, layoutOf } from './layout.js';
import { type Ledger, ledgerNames } from './ledger.js';
import { partsOf, type Physical, physicalOf } from './physical.js';

export type Version = Pick<AnyCollection, 'name' | 'version'>;

/** A collection's version, and under which name its documents stand now. */
interface Entry extends Version {
  readonly _id: string;
  readonly fingerprint: string;
  readonly generation: string;
}

/** An opened collection. */
export interface Opened {
  readonly layout: Layout;
  readonly physical: Physical;
}

/**
 * Which documents a collection's name stands for. Every time that a collection is made its documents get a name that is never used again,
 * so what is built beside takes a place by one write of the ledger, and whoever read the old ones can tell.
 */
export interface Generations {
  open(collections: readonly AnyCollection[], make: 'where empty' | MakeIndexes): Promise<void>;
  of(spec: Version): Opened;
  /** Looks again which documents it is about; undefined when the collection was dropped. */
  look(id: string): Promise<string | undefined>;
  versions(): Promise<readonly Version[]>;
  replace(live: Version, by: Version): Promise<void>;
  drop(version: Version): Promise<void>;
}

export type MakeIndexes = (
  collection: string,
  documents: mongo.Collection,
  missing: Awaited<ReturnType<typeof missingIndexes>>,
) => Promise<void>;

export const generationsOf = (mongo: Mongo, db: mongo.Db, { cursors }: Ledger): Generations => {
  const entries = db.collection<Entry>('collections');
  const garbage = db.collection<{ readonly _id: string }>('garbage');
  const opened = new Map<string, Opened>();
  const looks = looking(entries);

  const entryFor = async (spec: AnyCollection, print: string): Promise<Entry> => {
    const _id = cursorName(spec);
    const known = await entries.findOne({ _id });
    if (known) return known;
    const { name, version } = spec;
    const made: Entry = { _id, name, version, fingerprint: print, generation: `${_id}~${Date.now().toString(36)}${randomName()}` };
    try {
      await entries.insertOne(made);
      return made;
    } catch (error) {
      if (isDuplicateKey(error)) return entryFor(spec, print); // another process was first
      throw error;
    }
  };

  const openOne = async (spec: AnyCollection, present: ReadonlySet<string>, make: 'where empty' | MakeIndexes): Promise<void> => {
    const layout = layoutOf(spec);
    const print = fingerprint(spec);
    const entry = await entryFor(spec, print);
    if (entry.fingerprint !== print) throw new DeclarationChanged(layout.id);
    const physical = physicalOf(db, entry.generation);
    for (const part of partsOf(physical.name)) if (!present.has(part)) await createCollection(db, part);
    const documents = physical.documents as unknown as mongo.Collection; // indexes are about fields only
    const missing = await missingIndexes(documents, layout);
    if (missing.length > 0) {
      if (make !== 'where empty') await make(layout.id, documents, missing);
      else if ((await documents.findOne({}, { projection: { _id: 1 } })) === null) await makeIndexes(documents, missing);
      else throw new IndexMissing(layout.id, missing.map(({ name }) => name)); // prettier-ignore
    }
    opened.set(layout.id, { layout, physical });
  };

  const sweep = async (): Promise<void> => {
    for (const { _id } of await garbage.find().toArray()) {
      for (const part of partsOf(_id)) await dropCollection(db, part);
      await garbage.deleteOne({ _id });
    }
  };
  /** Nothing depends on it: what is left is swept by the next one that opens. */
  const sweepNow = () => sweep().catch(() => undefined);

  /** The rest of a collection goes: nobody reads it by any name now. */
  const forget = async (session: Session, version: Version, generation: string | undefined): Promise<void> => {
    const _id = cursorName(version);
    await entries.deleteOne({ _id }, { session });
    await cursors.deleteOne({ _id }, { session });
    if (generation !== undefined) await garbage.insertOne({ _id: generation }, { session });
  };

  return {
    open: async (collections, make) => {
      for (const spec of collections) checkDeclaration(spec);
      for (const spec of collections) layoutOf(spec);
      await sweep();
      const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
      await Promise.all(collections.map((spec) => openOne(spec, present, make)));
    },
    of: (spec) => {
      const known = opened.get(cursorName(spec));
      if (!known) throw new Error(`collection ${cursorName(spec)} was not opened`);
      return known;
    },
    look: async (id) => {
      const generation = await looks(id);
      const known = opened.get(id);
      if (generation === undefined) opened.delete(id);
      else if (known && known.physical.name !== generation) opened.set(id, { ...known, physical: physicalOf(db, generation) });
      return generation;
    },
    versions: async () => {
      const found = await entries.find({}, { sort: { name: 1, version: 1 } }).toArray();
      return found.map(({ name, version }) => ({ name, version }));
    },
    replace: async (live, by) => {
      const [id, other] = [cursorName(live), cursorName(by)];
      const generation = await mongo.transaction(async (session) => {
        const before = await entries.findOne({ _id: id }, { session });
        const after = await entries.findOne({ _id: other }, { session });
        if (!before || !after || before.fingerprint !== after.fingerprint) throw new DeclarationChanged(id);
        const position = (await cursors.findOne({ _id: other }, { session }))?.position ?? null;
        await cursors.updateOne({ _id: id }, { $inc: { epoch: 1 }, $set: { position } }, { session });
        await entries.updateOne({ _id: id }, { $set: { generation: after.generation } }, { session });
        await forget(session, by, undefined);
        await garbage.insertOne({ _id: before.generation }, { session });
        return after.generation;
      });
      const known = opened.get(id);
      if (known) opened.set(id, { ...known, physical: physicalOf(db, generation) });
      opened.delete(other);
      await sweepNow();
    },
    drop: async (version) => {
      const _id = cursorName(version);
      await mongo.transaction(async (session) => {
        const entry = await entries.findOne({ _id }, { session });
        await forget(session, version, entry?.generation);
      });
      opened.delete(_id);
      await sweepNow();
    },
  };
};

/** One question to the server for all that ask within a turn. It is put after they asked: the answer is not older than what they have read. */
const looking = (entries: mongo.Collection<Entry>) => {
  let next: { readonly ids: Set<string>; readonly answer: Promise<ReadonlyMap<string, string>> } | undefined;
  return async (id: string): Promise<string | undefined> => {
    if (!next) {
      const ids = new Set<string>();
      const ask = async () => {
        await Promise.resolve();
        next = undefined;
        // `local`: right after a change of primary the majority's view may be the older one.
        const found = await entries.find({ _id: { $in: [...ids] } }, { readConcern: { level: 'local' } }).toArray();
        return new Map(found.map(({ _id, generation }) => [_id, generation]));
      };
      next = { ids, answer: ask() };
    }
    next.ids.add(id);
    return (await next.answer).get(id);
  };
};

const createCollection = async (db: mongo.Db, name: string): Promise<void> => {
  try {
    await db.createCollection(name);
  } catch (error) {
    if (!(error instanceof Error && 'codeName' in error && error.codeName === 'NamespaceExists')) throw error;
  }
};

const dropCollection = async (db: mongo.Db, name: string): Promise<void> => {
  try {
    await db.dropCollection(name);
  } catch (error) {
    if (!(error instanceof Error && 'codeName' in error && error.codeName === 'NamespaceNotFound')) throw error;
  }
};

/** What is kept beside documents, before a transaction would make it: two at once would be in each other's way. */
export const createMissing = async (db: mongo.Db): Promise<void> => {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const names = [...ledgerNames, 'collections', 'garbage'];
  await Promise.all(names.filter((name) => !present.has(name)).map((name) => createCollection(db, name)));
};

const randomName = (): string => Math.random().toString(36).slice(2, 8);
