import { setTimeout as sleep } from 'node:timers/promises';
import { EngineUnavailable } from '@laurel/event-sourcing';
import mongoose, { type Connection, type mongo } from 'mongoose';
import { endAbandoned } from './abandoned.js';
import { engineAnswer, isUnavailable } from './engine-answer.js';

type Session = mongo.ClientSession;

const options: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};

/** So long somebody may hold a document that we need before we look whether they are still there. */
const patienceMs = 2000;

/** See `Mongo.transaction`. Not the driver's own `withTransaction`: that one tries for two minutes. */
export const runTransaction = async <T>(
  connection: Connection,
  work: (session: Session) => Promise<T>,
  { timeoutMs, onTrouble }: { readonly timeoutMs: number; readonly onTrouble: (error: unknown) => void },
): Promise<T> => {
  const until = performance.now() + timeoutMs;
  const session = await engineAnswer('a session', () => connection.startSession());
  let looked = performance.now();
  try {
    for (let tries = 0; ; tries++) {
      const outcome = await attempt(session, work, until);
      if ('result' in outcome) return outcome.result;
      if (performance.now() >= until) {
        throw new EngineUnavailable(
          `MongoDB did not take a transaction within ${timeoutMs / 1000} s (${tries + 1} tries): ${outcome.error.message}`,
          { cause: outcome.error },
        );
      }
      if (performance.now() >= looked + patienceMs) {
        await endAbandoned(connection, patienceMs).catch((error: unknown) => onTrouble(error));
        looked = performance.now();
      }
      // Those who met on one document part again.
      await sleep(Math.min(200, 2 ** Math.min(tries, 7)) * Math.random());
    }
  } finally {
    await session.endSession().catch(() => undefined);
  }
};

const attempt = async <T>(
  session: Session,
  work: (session: Session) => Promise<T>,
  until: number,
): Promise<{ readonly result: T } | { readonly error: Error }> => {
  session.startTransaction(options);
  let result: T;
  try {
    result = await work(session);
  } catch (error) {
    await session.abortTransaction().catch(() => undefined);
    if (isPassing(error)) return { error };
    throw error;
  }
  // The same commit is asked for again until it is answered: it may have been done.
  for (;;) {
    try {
      await session.commitTransaction();
      return { result };
    } catch (error) {
      if (has(error, 'TransientTransactionError')) return { error };
      if (!isUnavailable(error)) throw error;
      if (performance.now() >= until)
        throw new EngineUnavailable(`whether MongoDB has committed a transaction is not known: ${(error as Error).message}`, {
          cause: error, // isUnavailable has seen an Error
        });
      await sleep(20);
    }
  }
};

const has = (error: unknown, label: string): error is Error => error instanceof mongoose.mongo.MongoError && error.hasErrorLabel(label);

/** The transaction was undone by what others did, or by the loss of its primary. */
const isPassing = (error: unknown): error is Error =>
  has(error, 'TransientTransactionError') || (error instanceof Error && error.name.startsWith('Mongo') && isUnavailable(error));
