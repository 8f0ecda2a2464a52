import type { Mongo } from '@laurel/mongo';
import type { Leases } from '@laurel/runtime';
import { answerInTime, onceThere } from './answer-in-time.js';
import { sharedCollection } from './shared-collection.js';

interface LeaseRow {
  readonly _id: string;
  readonly holder: string;
  /** By the server's clock. */
  readonly until: Date;
  readonly says?: string | null;
}

/**
 * Leases in MongoDB: one document each, decided in one step by the clock of the primary. A holder counts its time from before it asked.
 * Throws `EngineUnavailable` when nothing was answered within five seconds: then a lease may have been taken or not.
 */
export const openMongoLeases = (mongo: Pick<Mongo, 'connection'>): Leases => {
  const leases = sharedCollection<LeaseRow>(mongo, 'lease');
  const take = async (name: string, holder: string, ttlMs: number, says: string | undefined): Promise<boolean> => {
    const lease = await onceThere(() =>
      leases.findOneAndUpdate({ _id: name }, [{ $set: takenBy(holder, ttlMs, says) }], { upsert: true, returnDocument: 'after' }),
    );
    return lease?.holder === holder;
  };
  return {
    take: (name, holder, ttlMs, says) => answerInTime(`lease ${name}`, () => take(name, holder, ttlMs, says)),
    told: (name) =>
      answerInTime(`lease ${name}`, async () => {
        const held = { _id: name, $expr: { $gt: ['$until', '$$NOW'] } };
        return (await onceThere(() => leases.findOne(held)))?.says ?? undefined;
      }),
    release: (name, holder) => answerInTime(`release of lease ${name}`, async () => void (await leases.deleteOne({ _id: name, holder }))),
  };
};

/** A refused contender writes what stands there already, which is no write for the server. */
const takenBy = (holder: string, ttlMs: number, says: string | undefined) => {
  const me = { $literal: holder }; // a name may begin with $
  const isFree = { $or: [{ $eq: [{ $ifNull: ['$holder', me] }, me] }, { $lte: ['$until', '$$NOW'] }] };
  return {
    holder: { $cond: [isFree, me, '$holder'] },
    says: { $cond: [isFree, { $literal: says ?? null }, '$says'] },
    until: { $cond: [isFree, { $add: ['$$NOW', ttlMs] }, '$until'] },
  };
};
