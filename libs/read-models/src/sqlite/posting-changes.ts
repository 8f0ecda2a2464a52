import type { Connection } from '@laurel/sqlite';
import type { pace } from '../pace.js';
import type { Layout } from './layout.js';

/** Whose word of which document: the key of the words' table. */
export type Posting = readonly [tenant: string, owner: string, word: string, key: string, exact: string];

/** What a transaction does to the words, kept to its end and done in the order of the table: in the order of the events it would touch every page many times. */
export interface PostingChanges {
  remove(layout: Layout, posting: Posting): void;
  add(layout: Layout, posting: Posting, id: number): void;
  /** Once, before COMMIT. */
  flush(db: Connection, breathe: ReturnType<typeof pace>): Promise<void>;
}

interface Entry {
  readonly posting: Posting;
  /** It stood there before the transaction. */
  readonly had: boolean;
  /** Of the document that has it now. */
  id: number | undefined;
}

export const postingChanges = (): PostingChanges => {
  const changes = new Map<Layout, Map<string, Entry>>();
  const entry = (layout: Layout, posting: Posting, had: boolean): Entry => {
    const known = changes.get(layout) ?? new Map<string, Entry>();
    changes.set(layout, known);
    const name = JSON.stringify(posting);
    const made = known.get(name) ?? { posting, had, id: undefined };
    known.set(name, made);
    return made;
  };
  return {
    remove: (layout, posting) => {
      entry(layout, posting, true).id = undefined;
    },
    add: (layout, posting, id) => {
      entry(layout, posting, false).id = id;
    },
    flush: async (db, breathe) => {
      for (const [{ words }, entries] of changes) {
        const remove = db.prepare(`DELETE FROM ${words} WHERE tenant = ? AND owner = ? AND word = ? AND key = ? AND exact = ?`);
        const add = db.prepare(`INSERT INTO ${words} (tenant, owner, word, key, exact, id) VALUES (?, ?, ?, ?, ?, ?)`);
        for (const [, { posting, had, id }] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
          const pause = breathe();
          if (pause) await pause;
          if (had) remove.run(...posting);
          if (id !== undefined) add.run(...posting, id);
        }
      }
    },
  };
};
