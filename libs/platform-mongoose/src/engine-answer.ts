import { EngineUnavailable } from '@laurel/event-sourcing';
import mongoose from 'mongoose';

/** How long an answer is waited for; a primary that was lost is replaced sooner. */
export const answerWithinMs = 5000;

/**
 * What MongoDB answers to `ask`. Throws `EngineUnavailable` when it does not answer in time, cannot be reached or has no primary: then it
 * is not known whether what was asked was done.
 */
export const engineAnswer = async <Answer>(what: string, ask: () => Promise<Answer>, withinMs = answerWithinMs): Promise<Answer> => {
  const { promise: late, reject } = deferred();
  const timer = setTimeout(
    () =>
      reject(new EngineUnavailable(`MongoDB did not answer within ${withinMs / 1000} s: ${what}; it is tried again, look at the server`)),
    withinMs,
  );
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    if (isUnavailable(error))
      throw new EngineUnavailable(`MongoDB cannot be reached: ${what}; it is tried again, look at the server`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

/** An upsert that is asked again when somebody else made the document at the same moment: then it is there. */
export const onceThere = async <Answer>(upsert: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await upsert();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
};

export const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11000;

const { MongoError, MongoServerError } = mongoose.mongo;
const unreachable = [
  mongoose.mongo.MongoClientClosedError,
  mongoose.mongo.MongoExpiredSessionError,
  mongoose.mongo.MongoNetworkError,
  mongoose.mongo.MongoNotConnectedError,
  mongoose.mongo.MongoServerSelectionError,
  mongoose.mongo.MongoTopologyClosedError,
  mongoose.mongo.MongoWriteConcernError,
];
/** The server's way to say that somebody else is the primary, that it goes down, or that it does not know whether it committed. */
const passing = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

const isUnavailable = (error: unknown): boolean =>
  unreachable.some((kind) => error instanceof kind) || (error instanceof MongoError && passing.some((label) => error.hasErrorLabel(label)));

const deferred = () => {
  let reject!: (error: Error) => void;
  const promise = new Promise<never>((_, no) => (reject = no));
  return { promise, reject };
};
