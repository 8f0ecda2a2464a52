import type { Session } from '@laurel/mongo';
import { type AnyChange, type AnyCollection, ChangeFailed, cursorName, type Ownership, type Transaction } from '@laurel/read-models';
import { pace } from '@laurel/read-models/engine-kit';
import type { Generations } from './generations.js';
import { advanceCursor, advanceCursors, type Ledger, markChanges, marksOf, parkMessage, settleInput, unparkMessage } from './ledger.js';
import { line } from './line.js';
import { type Staged, staged } from './staged.js';

/** Something failed at the end of the work that the caller wants to meet where it asked for it: the work is to be run again, step by step. */
export class FailedLate extends Error {
  override readonly name = 'FailedLate';
}

export interface Written<T> {
  readonly result: T;
  /** Cursor → where it stands now. */
  readonly advanced: ReadonlyMap<string, string>;
}

/**
 * Runs a work of changes in an open transaction. Gathers what it asks for and does it together at the end: one read of the documents, one
 * write. What cannot be done is then found late: throws `FailedLate`, and the next run goes `stepwise`, where each call fails by itself.
 */
export const written = async <T>(
  session: Session,
  ledger: Ledger,
  generations: Generations,
  work: (tx: Transaction) => Promise<T>,
  stepwise: boolean,
): Promise<Written<T>> => {
  const breathe = pace();
  const stages = new Map<string, Staged>();
  const asked = new Map<string, { readonly tenant: string; readonly changes: readonly AnyChange[] }[]>();
  const moves: { readonly owner: Ownership; readonly to: string }[] = [];
  const advanced = new Map<string, string>();
  const marks = markChanges(ledger, session);

  const stage = (spec: AnyCollection): Staged => {
    const { layout, physical } = generations.of(spec);
    const known = stages.get(layout.id) ?? staged(layout, physical);
    stages.set(layout.id, known);
    return known;
  };

  const tx: Transaction = {
    apply: async (spec, tenant, changes) => {
      const of = stage(spec);
      if (stepwise) {
        await of.fetch(session, [{ tenant, changes }]);
        return of.take(tenant, changes, breathe);
      }
      const id = cursorName(spec);
      const known = asked.get(id) ?? [];
      known.push({ tenant, changes });
      asked.set(id, known);
      const pause = breathe();
      if (pause) await pause;
    },
    advance: async (owner, to) => {
      if (stepwise) await advanceCursor(ledger, session, owner, to);
      else moves.push({ owner, to });
      advanced.set(owner.name, to);
    },
    settle: (sender, input, answer) => settleInput(ledger, session, sender, input, answer),
    marks: async (consumer, keys) => {
      await marks.write();
      return marksOf(ledger, consumer, keys, session);
    },
    raiseHighWater: async (consumer, key, sequence) => marks.touch(consumer, key, sequence),
    park: async (consumer, message) => {
      marks.touch(consumer, message.key);
      await parkMessage(ledger, session, consumer, message);
    },
    unpark: async (consumer, key, sequence) => {
      marks.touch(consumer, key);
      return unparkMessage(ledger, session, consumer, key, sequence);
    },
  };

  const result = await work(tx);
  await marks.write();
  const commands = line();
  try {
    // The cursors behind the documents: they are answered while the changes are worked out.
    const reads = [...asked].map(([id, changes]) => commands.ask(() => stages.get(id)!.fetch(session, changes))); // asked after it was staged
    const moved = commands.ask(() => advanceCursors(ledger, session, moves));
    for (const [at, [id, changes]] of [...asked].entries()) {
      await reads[at];
      for (const { tenant, changes: some } of changes) await stages.get(id)!.take(tenant, some, breathe);
    }
    if (!(await moved)) throw new FailedLate('a cursor does not stand where it was left');
    // Whoever moves a collection's own cursor is fenced out when its documents are replaced. A timer that settles its row in the old ones then
    // settles it again: its answer is kept.
    for (const of of stages.values()) await of.write(session, commands, breathe);
    await commands.empty();
  } catch (error) {
    if (error instanceof ChangeFailed) throw new FailedLate(error.message, { cause: error });
    throw error;
  } finally {
    await commands.still();
  }
  return { result, advanced };
};
