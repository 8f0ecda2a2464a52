import { setTimeout as sleep } from 'node:timers/promises';
import { type KeyStore, keyWrap, type KeyWrap, type MasterKey, WrongMasterKey } from '@laurel/personal-data';
import mongoose, { type mongo } from 'mongoose';
import { answerInTime, onceThere } from './answer-in-time.js';
import type { Mongo } from '@laurel/mongo';
import { rememberedKeys } from './remembered-keys.js';
import { sharedCollection } from './shared-collection.js';
import { keyOf, newKey, rowIdOf, type SubjectKeyRow } from './subject-key-row.js';

export interface MongoKeyStoreOptions {
  /** 32 bytes; what was written under another one is refused with `WrongMasterKey`. */
  readonly masterKey: MasterKey;
  /** How many keys are kept in memory; 10,000 when absent. */
  readonly cached?: number;
}

/** For so long a process gives out what it remembers without asking; an erasure answers when that has passed everywhere. */
export const keysTrustedMs = 500;
/** For so long keys stay in the memory of a process that asks for none. */
export const keysIdleMs = 60_000;

/**
 * Keys in MongoDB, wrapped by the master key, shared by every process of a platform. When `erase` has answered, no process gives out the
 * key any more: each asks for erasures before it gives what it remembers, and throws `EngineUnavailable` when it cannot. Costs nothing at
 * rest. The wrapped key leaves the database's oplog and backups when those are overwritten; only the master key opens it.
 */
export const openMongoKeyStore = async (mongo: Mongo, { masterKey, cached = 10_000 }: MongoKeyStoreOptions): Promise<KeyStore> => {
  const wrap = keyWrap(masterKey);
  const subjects = sharedCollection<SubjectKeyRow>(mongo, 'subject_key');
  const about = sharedCollection<AboutRow>(mongo, 'key_store');
  await answerInTime('the index of keys', () => subjects.createIndex({ 'key.id': 1 }, { unique: true, sparse: true }));
  await checkMasterKey(about, wrap, mongo.connection.name);
  const remembered = rememberedKeys({
    erasures: () => answerInTime('erasures', async () => (await about.findOne({ _id: 'erasures' }))?.count ?? 0),
    cached,
    trustedMs: keysTrustedMs,
    idleMs: keysIdleMs,
  });

  return {
    keyFor: async (tenant, subject) => {
      const id = rowIdOf(tenant, subject);
      const known = (await remembered.trust()) ? remembered.bySubject(id) : undefined;
      if (known) return known;
      const asked = remembered.asking();
      const row = await answerInTime(
        'the key of a subject',
        async () => (await subjects.findOne({ _id: id })) ?? madeRow(subjects, wrap, id),
      );
      return remembered.remember(keyOf(wrap, row), id, asked);
    },
    key: async (id) => {
      const known = (await remembered.trust()) ? remembered.byId(id) : undefined;
      if (known) return known;
      const asked = remembered.asking();
      const row = await answerInTime('a key', () => subjects.findOne({ 'key.id': id }));
      return row ? remembered.remember(keyOf(wrap, row), undefined, asked) : undefined;
    },
    erase: async (tenant, subject) => {
      await mongo.transaction((session) => erased(subjects, about, rowIdOf(tenant, subject), session));
      remembered.forget();
      await sleep(keysTrustedMs);
    },
    close: async () => remembered.forget(),
  };
};

interface AboutRow {
  readonly _id: 'master-key' | 'erasures';
  readonly print?: mongo.Binary;
  readonly count?: number;
}

const checkMasterKey = async (about: mongo.Collection<AboutRow>, wrap: KeyWrap, database: string): Promise<void> => {
  const print = new mongoose.mongo.Binary(wrap.print);
  const known = await answerInTime('the print of the master key', () =>
    onceThere(() => about.findOneAndUpdate({ _id: 'master-key' }, { $setOnInsert: { print } }, { upsert: true, returnDocument: 'after' })),
  );
  if (!known?.print || !wrap.isOf(known.print.value())) {
    throw new WrongMasterKey(`the keys in ${database} were written under another master key`);
  }
};

const madeRow = async (subjects: mongo.Collection<SubjectKeyRow>, wrap: KeyWrap, id: string): Promise<SubjectKeyRow> => {
  const key = newKey(wrap);
  const made = await onceThere(() =>
    subjects.findOneAndUpdate({ _id: id }, { $setOnInsert: { key } }, { upsert: true, returnDocument: 'after' }),
  );
  return made ?? { _id: id, key };
};

// Both at once: an erasure that is not counted would stay unknown to whoever remembers the key.
const erased = async (
  subjects: mongo.Collection<SubjectKeyRow>,
  about: mongo.Collection<AboutRow>,
  id: string,
  session: mongo.ClientSession,
): Promise<void> => {
  await subjects.updateOne({ _id: id }, [{ $set: { erasedAt: '$$NOW' } }, { $unset: 'key' }], { upsert: true, session });
  await about.updateOne({ _id: 'erasures' }, { $inc: { count: 1 } }, { upsert: true, session });
};
