import { AppendOutcomeUnknown, type Appended, StoreUnavailable } from '@laurel/event-sourcing';
import { SqliteCommitFailed, sqliteFault, type SqliteFile, SqliteLocked } from '@laurel/sqlite';
import { append, type Writes } from './append.js';

interface Waiting {
  readonly writes: Writes;
  readonly bytes: number;
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (error: Error) => void;
}

const maximumAppends = 256;
const maximumBytes = 256 * 1024;
/** For so long one transaction may follow another without the event loop having been let go: a lone client need not wait for a macrotask. */
const heldMs = 2;

/**
 * Appends that wait at the same time share one transaction and one fsync: taken once everything that is ready has asked (a macrotask, at
 * most two milliseconds of them a tick), and small enough not to hold the event loop for long.
 */
export const groupCommit = (file: SqliteFile, committed: () => void) => {
  let queue: Waiting[] = [];
  let running = false;
  let closed = false;
  let drained: (() => void) | undefined;
  let closing: Promise<void> | undefined;
  let letGo = -Infinity;

  const run = async (): Promise<void> => {
    const group = take();
    try {
      const recordedAt = new Date().toISOString();
      const outcomes = await file.transaction((db) => group.map(({ writes }) => append(db, writes, recordedAt)));
      committed();
      outcomes.forEach((outcome, index) => {
        if (outcome instanceof Error) group[index]!.reject(outcome);
        else group[index]!.resolve(outcome);
      });
    } catch (error) {
      const told = faultOf(error);
      for (const { reject } of group) reject(told);
      // Those behind have waited for the same lock: telling them now is better than letting each group wait for its own bound.
      if (error instanceof SqliteLocked) for (const { reject } of queue.splice(0)) reject(told);
    }
    if (queue.length > 0) return next();
    running = false;
    drained?.();
  };

  const next = (): void => {
    running = true;
    if (performance.now() - letGo < heldMs) return process.nextTick(run);
    setImmediate(() => {
      letGo = performance.now();
      void run();
    });
  };

  const take = (): readonly Waiting[] => {
    let bytes = 0;
    const end = queue.findIndex((one, index) => index === maximumAppends || ((bytes += one.bytes) > maximumBytes && index > 0));
    const group = end < 0 ? queue : queue.slice(0, end);
    queue = end < 0 ? [] : queue.slice(end);
    return group;
  };

  return {
    append: (writes: Writes): Promise<readonly Appended[]> =>
      new Promise((resolve, reject) => {
        if (closed) throw new StoreUnavailable('the store is closed');
        queue.push({ writes, bytes: writes.reduce((sum, write) => sum + write.bytes, 0), resolve, reject });
        if (!running) next();
      }),
    /** Takes nothing more; resolves when everything that was taken is told. */
    close: (): Promise<void> => {
      closed = true;
      return (closing ??= running ? new Promise((resolve) => (drained = resolve)) : Promise.resolve());
    },
  };
};

const faultOf = (error: unknown): Error => {
  if (error instanceof SqliteCommitFailed) return new AppendOutcomeUnknown(error.message, { cause: error });
  // Before COMMIT was asked for nothing can stand.
  if (error instanceof SqliteLocked || sqliteFault(error)) return new StoreUnavailable(messageOf(error), { cause: error });
  return error instanceof Error ? error : new Error(messageOf(error), { cause: error });
};

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
