import { sweptAfterMs } from '@laurel/blobs';
import type { Mongo } from '@laurel/mongo';
import type { mongo } from 'mongoose';
import { answerInTime } from './answer-in-time.js';
import type { FilePieces } from './file-pieces.js';
import type { ContentRow, ReferenceRow } from './file-rows.js';

export interface SweptCollections {
  readonly contents: mongo.Collection<ContentRow>;
  readonly references: mongo.Collection<ReferenceRow>;
  readonly pieces: FilePieces;
}

/**
 * Removes what nothing refers to, in any number of processes at once: content and its references go together, and only as long as nobody
 * has renewed or kept it; its pieces are loose from that moment, so that whoever sweeps next finishes what a crash has cut off.
 */
export const sweepFiles = async (mongo: Mongo, { contents, references, pieces }: SweptCollections, now: number): Promise<number> => {
  const old = { kept: false, at: { $lt: new Date(now - sweptAfterMs) } };
  const taken = (_id: string): Promise<boolean> =>
    mongo.transaction(async (session) => {
      const content = await contents.findOneAndDelete({ _id, ...old }, { session });
      if (!content) return false;
      await references.deleteMany({ content: _id }, { session });
      await pieces.condemn(content.pieces, session);
      return true;
    });

  let swept = 0;
  for (const { _id } of await answerInTime('old files', () => contents.find(old).project<{ _id: string }>({ _id: 1 }).toArray())) {
    if (await taken(_id)) swept++;
  }
  for (const left of await pieces.leftOver(new Date(now - sweptAfterMs))) await pieces.remove(left);
  return swept;
};
