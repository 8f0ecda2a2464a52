import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * The commands of one transaction. MongoDB takes them one after the other; what is worked out here meanwhile need not wait for them. The
 * first that fails keeps the later ones from being sent.
 */
export interface Line {
  /** Resolves when the command was handed over, not when it was answered. Rejects with what an earlier one met. */
  put(command: () => Promise<unknown>): Promise<void>;
  /** The answer of a command, in its turn. */
  ask<T>(command: () => Promise<T>): Promise<T>;
  /** Resolves when all were answered; rejects with the first failure. */
  empty(): Promise<void>;
  /** As `empty`, whatever they met: a transaction is not to be ended beside a command of its own. */
  still(): Promise<void>;
}

export const line = (): Line => {
  let last: Promise<unknown> = Promise.resolve();
  const ask: Line['ask'] = (command) => {
    const answer = last.then(command);
    last = answer;
    answer.catch(() => undefined); // whoever asks next, or waits for all, meets it
    return answer;
  };
  return {
    ask,
    put: async (command) => {
      await last; // one is under way at most: what waits here takes room
      void ask(command);
      await nextTurn(); // it is sent now, before anything else takes the processor
    },
    empty: async () => {
      await last;
    },
    still: () => last.then(() => undefined).catch(() => undefined),
  };
};
