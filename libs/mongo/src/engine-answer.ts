import { EngineUnavailable } from '@laurel/event-sourcing';
import mongoose from 'mongoose';

const { MongoError } = mongoose.mongo;

// By name: one process may hold two copies of the driver, and Jest gives every spec its own.
const unreachable: ReadonlySet<string> = new Set([
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoServerClosedError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoStalePrimaryError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoWriteConcernError',
  'PoolClearedOnNetworkError',
]);

/** The server's way to say: not now. Somebody else is the primary, it goes down, it waited for a lock, the snapshot is gone. */
const passing: ReadonlySet<unknown> = new Set([
  6, 7, 24, 50, 64, 89, 91, 112, 189, 202, 239, 246, 251, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436,
]);

const passingLabels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

/** Nothing is wrong with what was asked: the server did not answer, or not for now. */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (unreachable.has(error.name)) return true;
  if (error instanceof MongoError && passingLabels.some((label) => error.hasErrorLabel(label))) return true;
  if ('code' in error && error.name.startsWith('Mongo') && passing.has(error.code)) return true;
  return 'errorResponse' in error && isUnavailable(error.errorResponse); // what a bulk write met, where it is no answer of the server
};

/** What MongoDB answers to `ask`. What says that it is not there, or not for now, becomes `EngineUnavailable`; all else passes. */
export const engineAnswer = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw new EngineUnavailable(`MongoDB does not answer (${what}): ${messageOf(error)}`, { cause: error });
  }
};

/** Another one holds this key already. */
export const isDuplicateKey = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 11000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
