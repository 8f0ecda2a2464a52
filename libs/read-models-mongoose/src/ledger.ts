import type { Session } from '@laurel/mongo';
import { Fenced, type KeyMark, type Ownership, type ParkedKey, type ParkedMessage } from '@laurel/read-models';
import type { mongo } from 'mongoose';
import { beginningWith, placeOf } from './encoded.js';

interface Cursor {
  readonly _id: string;
  readonly position: string | null;
  readonly epoch: number;
}
interface Settled {
  readonly _id: string;
  /** JSON. */
  readonly answer: string;
}
interface Mark {
  readonly _id: string;
  readonly sequence?: string;
  /** Raised by all that concerns the key, so that two transactions about one key conflict. */
  readonly touched: number;
}
interface Parked extends ParkedMessage {
  readonly _id: string;
}

/** What the engine keeps besides documents. */
export interface Ledger {
  readonly cursors: mongo.Collection<Cursor>;
  readonly settled: mongo.Collection<Settled>;
  readonly marks: mongo.Collection<Mark>;
  readonly parked: mongo.Collection<Parked>;
}

export const ledgerNames = ['cursors', 'settled', 'marks', 'parked'] as const;

export const ledgerOf = (db: mongo.Db): Ledger => ({
  cursors: db.collection('cursors'),
  settled: db.collection('settled'),
  marks: db.collection('marks'),
  parked: db.collection('parked'),
});

export const acquireCursor = async ({ cursors }: Ledger, session: Session, name: string): Promise<Ownership> => {
  const acquired = await cursors.findOneAndUpdate(
    { _id: name },
    { $inc: { epoch: 1 }, $setOnInsert: { position: null } },
    { upsert: true, returnDocument: 'after', session },
  );
  const { epoch, position } = acquired!; // upserted
  return { name, epoch, position: position ?? undefined };
};

/** Compare-and-set of many at once. False when one of them does not stand where its owner left it. */
export const advanceCursors = async (
  { cursors }: Ledger,
  session: Session,
  moves: readonly { readonly owner: Ownership; readonly to: string }[],
): Promise<boolean> => {
  if (moves.length === 0) return true;
  const { matchedCount } = await cursors.bulkWrite(
    moves.map(({ owner: { name, epoch, position }, to }) => ({
      updateOne: { filter: { _id: name, epoch, position: position ?? null }, update: { $set: { position: to } } },
    })),
    { session },
  );
  return matchedCount === moves.length;
};

/** Throws `Fenced`. */
export const advanceCursor = async (ledger: Ledger, session: Session, owner: Ownership, to: string): Promise<void> => {
  if (!(await advanceCursors(ledger, session, [{ owner, to }]))) throw new Fenced(owner.name);
};

export const cursorPositions = async ({ cursors }: Ledger, names: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const found = await cursors.find({ _id: { $in: [...names] } }).toArray();
  return new Map(found.flatMap(({ _id, position }) => (position === null ? [] : [[_id, position]])));
};

export const settleInput = async (ledger: Ledger, session: Session, sender: string, input: string, answer: unknown): Promise<void> => {
  const text = JSON.stringify(answer ?? null);
  await ledger.settled.updateOne({ _id: placeOf([sender, input]) }, { $setOnInsert: { answer: text } }, { session, upsert: true });
};

export const settledAnswer = async ({ settled }: Ledger, sender: string, input: string): Promise<unknown> => {
  const found = await settled.findOne({ _id: placeOf([sender, input]) });
  return found ? (JSON.parse(found.answer) as unknown) : undefined;
};

export const marksOf = async (
  { marks, parked }: Ledger,
  consumer: string,
  keys: readonly string[],
  session?: Session,
): Promise<readonly KeyMark[]> => {
  const options = session ? { session } : {};
  const ids = [...new Set(keys)].map((key) => placeOf([consumer, key]));
  const found = await marks.find({ _id: { $in: ids } }, options).toArray();
  // Nearly always nothing of the consumer is parked: one look tells. Then a look at each key, however much is parked of others.
  const isAnyHeld = (await parked.findOne({ _id: beginningWith(placeOf([consumer])) }, { ...options, projection: { _id: 1 } })) !== null;
  const held = isAnyHeld
    ? parked.find({ $or: ids.map((id) => ({ _id: beginningWith(id) })) }, { ...options, projection: { key: 1 } })
    : undefined;
  const heldKeys = new Set((await held?.toArray())?.map(({ key }) => key));
  const sequences = new Map(found.map(({ _id, sequence }) => [_id, sequence]));
  return keys.map((key) => ({ sequence: sequences.get(placeOf([consumer, key])), parked: heldKeys.has(key) }));
};

/** What a transaction does to the marks of keys, written together. */
export const markChanges = ({ marks }: Ledger, session: Session) => {
  let pending = new Map<string, string | undefined>();
  return {
    /** Without a sequence: only so that others who hold the key conflict. */
    touch: (consumer: string, key: string, sequence?: string): void => {
      const id = placeOf([consumer, key]);
      const known = pending.get(id);
      pending.set(id, known === undefined || (sequence !== undefined && sequence > known) ? sequence : known);
    },
    write: async (): Promise<void> => {
      if (pending.size === 0) return;
      const operations = [...pending].map(([_id, sequence]) => ({
        updateOne: {
          filter: { _id },
          update: { $inc: { touched: 1 }, ...(sequence !== undefined && { $max: { sequence } }) },
          upsert: true,
        },
      }));
      pending = new Map();
      await marks.bulkWrite(operations, { session });
    },
  };
};

/** Parked once: a message that comes again stays as it was parked first. */
export const parkMessage = async ({ parked }: Ledger, session: Session, consumer: string, message: ParkedMessage): Promise<void> => {
  const _id = placeOf([consumer, message.key, message.sequence]);
  await parked.updateOne({ _id }, { $setOnInsert: { ...message } }, { session, upsert: true });
};

export const unparkMessage = async (
  { parked }: Ledger,
  session: Session,
  consumer: string,
  key: string,
  sequence: string,
): Promise<boolean> => {
  const { deletedCount } = await parked.deleteOne({ _id: placeOf([consumer, key, sequence]) }, { session });
  return deletedCount === 1;
};

export const parkedMessages = async ({ parked }: Ledger, consumer: string, key?: string): Promise<readonly ParkedMessage[]> => {
  const start = placeOf(key === undefined ? [consumer] : [consumer, key]);
  const found = await parked.find({ _id: beginningWith(start) }, { sort: { _id: 1 } }).toArray();
  return found.map(({ _id, ...message }) => message);
};

export const parkedCount = ({ parked }: Ledger, consumer: string): Promise<number> =>
  parked.countDocuments({ _id: beginningWith(placeOf([consumer])) });

export const parkedKeys = async ({ parked }: Ledger, consumer: string): Promise<readonly ParkedKey[]> => {
  const found = await parked
    .aggregate<{ readonly _id: string; readonly messages: number; readonly since: string; readonly error: string | null }>([
      { $match: { _id: beginningWith(placeOf([consumer])) } },
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$key',
          first: { $first: '$_id' },
          messages: { $sum: 1 },
          since: { $first: '$parkedAt' },
          error: { $first: '$error' },
        },
      },
      { $sort: { first: 1 } },
    ])
    .toArray();
  return found.map(({ _id: key, messages, since, error }) => ({ key, messages, since, ...(error !== null && { error }) }));
};
