import { randomUUID } from 'node:crypto';
import type { Mongo } from '@laurel/mongo';
import { answerInTime } from './answer-in-time.js';
import { sharedCollection } from './shared-collection.js';

interface FollowerRow {
  readonly _id: string;
  readonly clock: string;
  /** Of the last record that it has. */
  readonly number: number;
  /** By the server's clock: who has not said so since is not waited for. */
  readonly until: Date;
}

/** The processes that follow one clock. */
export interface ClockFollowers {
  /** Says that this process is there, and which record it has. */
  has(number: number): Promise<void>;
  /** Whether some other process that is there does not have this record yet. */
  isMissing(number: number): Promise<boolean>;
  leave(): Promise<void>;
}

/** How long a process that says nothing is waited for. */
export const followerLivesMs = 3000;

/** Throws `EngineUnavailable`. */
export const clockFollowers = async (mongo: Pick<Mongo, 'connection'>, clock: string): Promise<ClockFollowers> => {
  const followers = sharedCollection<FollowerRow>(mongo, 'clock_follower');
  const _id = randomUUID();
  await answerInTime('the index of followers', () => followers.createIndex({ until: 1 }, { expireAfterSeconds: 3600 }));
  return {
    has: async (number) => {
      const row = { clock: { $literal: clock }, number, until: { $add: ['$$NOW', followerLivesMs] } };
      await answerInTime('a follower of the clock', () => followers.updateOne({ _id }, [{ $set: row }], { upsert: true }));
    },
    isMissing: async (number) => {
      const others = { _id: { $ne: _id }, clock, number: { $lt: number }, $expr: { $gt: ['$until', '$$NOW'] } };
      return (await answerInTime('followers of the clock', () => followers.findOne(others))) !== null;
    },
    leave: async () => void (await answerInTime('a follower of the clock', () => followers.deleteOne({ _id }))),
  };
};
