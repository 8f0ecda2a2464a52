import { randomUUID } from 'node:crypto';
import type { Mongo, Session } from '@laurel/mongo';
import mongoose from 'mongoose';
import { answerInTime } from './answer-in-time.js';
import { type LooseRow, pieceIds, type PieceRow, type Pieces } from './file-rows.js';
import { sharedCollection } from './shared-collection.js';

/** Sealed bytes as documents that the database takes. What is given a session throws what the driver throws, as transactions want it. */
export interface FilePieces {
  /** Durable when it answers, and loose. */
  write(sealed: Uint8Array, now: number): Promise<Pieces>;
  /** A content names them from here on. False when they were removed meanwhile. */
  settle(pieces: Pieces, session: Session): Promise<boolean>;
  /** No content names them any more. */
  condemn(pieces: Pieces, session: Session): Promise<void>;
  /** Undefined when one is missing. */
  read(pieces: Pieces): Promise<Buffer | undefined>;
  /** Leaves what is not loose. */
  remove(pieces: Pieces): Promise<void>;
  /** Only by whoever knows that no content names them nor ever will. */
  discard(pieces: Pieces): Promise<void>;
  /** The condemned, and those that were loose already before then. */
  leftOver(before: Date): Promise<readonly Pieces[]>;
}

/** The database takes documents of 16 MB and messages of 48 MB. */
const pieceBytes = 4 * 1024 * 1024;
/** A file of the largest size over a slow line. */
const boundMs = 60_000;

export const filePieces = (mongo: Mongo): FilePieces => {
  const pieces = sharedCollection<PieceRow>(mongo, 'file_piece');
  const loose = sharedCollection<LooseRow>(mongo, 'file_loose');
  const rowsOf = (sealed: Uint8Array, upload: string): readonly PieceRow[] =>
    Array.from({ length: Math.max(1, Math.ceil(sealed.byteLength / pieceBytes)) }, (_, index) => ({
      _id: `${upload}/${index}`,
      bytes: new mongoose.mongo.Binary(sealed.subarray(index * pieceBytes, (index + 1) * pieceBytes)),
    }));
  const discard: FilePieces['discard'] = async (which) => {
    await answerInTime('pieces removed', () => pieces.deleteMany({ _id: { $in: pieceIds(which) } }), boundMs);
    await answerInTime('pieces removed', () => loose.deleteOne({ _id: which.upload }));
  };
  return {
    write: async (sealed, now) => {
      const upload = randomUUID();
      const rows = rowsOf(sealed, upload);
      const begun = { _id: upload, count: rows.length, at: new Date(now), isDead: false };
      await answerInTime('a file begun', () => loose.insertOne(begun));
      for (const row of rows) await answerInTime('a piece of a file', () => pieces.insertOne(row), boundMs);
      return { upload, count: rows.length };
    },
    settle: async ({ upload }, session) => (await loose.deleteOne({ _id: upload, isDead: false }, { session })).deletedCount === 1,
    condemn: async ({ upload, count }, session) =>
      void (await loose.insertOne({ _id: upload, count, at: new Date(0), isDead: true }, { session })),
    read: async (which) => {
      const found: Buffer[] = [];
      for (const _id of pieceIds(which)) {
        const piece = await answerInTime('a piece of a file', () => pieces.findOne({ _id }), boundMs);
        if (!piece) return undefined;
        found.push(Buffer.from(piece.bytes.value()));
      }
      return Buffer.concat(found);
    },
    remove: async (which) => {
      const _id = which.upload;
      const condemned = await answerInTime('pieces to remove', () => loose.updateOne({ _id }, { $set: { isDead: true } }));
      if (condemned.matchedCount === 1) await discard(which);
    },
    discard,
    leftOver: async (before) => {
      const left = await answerInTime('pieces left over', () => loose.find({ $or: [{ isDead: true }, { at: { $lt: before } }] }).toArray());
      return left.map(({ _id, count }) => ({ upload: _id, count }));
    },
  };
};
