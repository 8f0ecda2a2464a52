import { describe, expect, it } from '@jest/globals';
import { EngineUnavailable } from '@laurel/event-sourcing';
import mongoose from 'mongoose';
import { engineAnswer, isDuplicateKey, isUnavailable } from './engine-answer.js';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;
// The driver makes it by itself only, with a result that nobody looks at here.
const bulk = (error: Error) => Reflect.construct(MongoBulkWriteError, [error, {}]) as Error;
const answered = (code: number) => new MongoServerError({ message: 'no', code });

describe('what MongoDB answers', () => {
  it('is told from no answer, and from not for now, also in the middle of a bulk write', () => {
    const gone = new MongoNetworkError('connect ECONNREFUSED');
    expect(
      [gone, bulk(gone), answered(10107), bulk(answered(112)), answered(11000), bulk(answered(13)), new Error('no')].map(isUnavailable),
    ).toEqual([true, true, true, true, false, false, false]);
  });

  it('passes as it is, and no answer becomes EngineUnavailable', async () => {
    const failing = (error: Error) => engineAnswer('a question', () => Promise.reject(error));
    const told = await failing(new MongoNetworkError('gone')).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(EngineUnavailable);
    expect(told).toMatchObject({ message: 'MongoDB does not answer (a question): gone' });
    await expect(failing(answered(13))).rejects.toThrow(MongoServerError);
    expect([answered(11000), bulk(answered(11000)), answered(1)].map(isDuplicateKey)).toEqual([true, true, false]);
  });
});
