import { setImmediate as macrotask } from 'node:timers/promises';
import { checkpointElsewhere } from './checkpoint-thread.js';
import type { Connection } from './connection.js';
import type { mutex } from './mutex.js';

/** Pages of 4 KiB: a checkpoint is due once about 4 MiB of the write-ahead log are not home. */
const due = 1024;
/** Looked at with every so many commits: the look itself costs a lone client a tenth of its rate, and so few cannot run far ahead. */
const each = 8;
/** So far the commits may run ahead of a checkpoint under way; then they wait for it. */
const farAhead = 4 * due;

/**
 * Keeps the write-ahead log short. SQLite's own checkpoint runs inside COMMIT and holds the event loop for as long as the file takes to be
 * written and synced: the writer has it switched off, and this does it in another thread.
 */
export const checkpoints = (path: string, writer: Connection, turn: ReturnType<typeof mutex>) => {
  let running: Promise<void> | undefined;
  let beside: Promise<void> | undefined;
  let next = due;
  let commits = 0;

  const run = async (): Promise<void> => {
    beside = checkpointElsewhere(path); // most of it, beside the commits
    await beside.finally(() => (beside = undefined));
    await turn(async () => {
      // The rest while nothing is committed here: only when all of it is home does the log begin anew, else it would grow for ever under load.
      if (notHome(writer) > 0) await checkpointElsewhere(path);
      next = notHome(writer) + due; // what a reader's snapshot still needs is not tried again with every commit
    });
  };
  return {
    /** After a commit, which stands whatever happens here. */
    look: (): void => {
      if (++commits % each !== 0 || running || writer.inTransaction || notHome(writer) < next) return;
      running = run()
        // No room, a fault of the disk: what was committed stands in the log all the same.
        .catch(() => void (next += due))
        .finally(() => (running = undefined));
    },
    /** Before a transaction. */
    room: async (): Promise<void> => {
      if (!beside) return;
      if (notHome(writer) > farAhead)
        await beside.catch(() => undefined); // told to whoever began it
      // One commit after the other without a pause would never hear that it is done, and the log would begin anew much later.
      else await macrotask();
    },
    /** Resolves when none is under way. */
    rested: async (): Promise<void> => running,
  };
};

/** Outside of a transaction. Brings all of the log home and empties it, unless a reader or another process is in the way: then false. */
export const emptied = (writer: Connection): boolean =>
  writer.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get()!.busy === 0;

const notHome = (writer: Connection): number => {
  try {
    const { log, checkpointed } = writer.prepare<{ log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)').get()!;
    return log - checkpointed;
  } catch {
    return 0; // some statement of the writer was left open: asked again after the next commit
  }
};
