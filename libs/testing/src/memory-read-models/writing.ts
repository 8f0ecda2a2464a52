import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AnyChange,
  type AnyCollection,
  changed,
  cursorName,
  Fenced,
  keyOf,
  type ParkedMessage,
  type Transaction,
} from '@laurel/read-models';
import { at, type Data, type Document, keptOf, marksOf } from './data.js';

/** So many documents are written without giving way: by number, not by time, so that it happens on any machine. */
const stretch = 100;

/** A transaction's writes, on a draft that becomes the data when it is over. */
export const writingOn = (draft: Data): Transaction => {
  const own = new Map<string, Map<string, Document>>();
  /** Copied once a transaction. */
  const documentsOf = (spec: AnyCollection): Map<string, Document> => {
    const id = cursorName(spec);
    const kept = keptOf(draft, spec);
    const documents = own.get(id) ?? new Map(kept.documents);
    own.set(id, documents);
    draft.collections.set(id, { ...kept, documents });
    return documents;
  };
  return {
    apply: async (spec, tenant, changes: readonly AnyChange[]) => {
      const documents = documentsOf(spec);
      for (const [place, change] of changes.entries()) {
        if (place % stretch === stretch - 1) await nextTurn();
        const name = at(tenant, keyOf(spec, change));
        const after = changed(spec, tenant, change, documents.get(name));
        if (after) documents.set(name, JSON.parse(JSON.stringify(after)) as Document);
        else documents.delete(name);
      }
    },
    advance: async (owner, to) => {
      const now = draft.cursors.get(owner.name);
      if (now?.epoch !== owner.epoch || now.position !== owner.position) throw new Fenced(owner.name);
      draft.cursors.set(owner.name, { ...owner, position: to });
    },
    settle: async (sender, input, answer) => {
      const name = at(sender, input);
      if (!draft.answers.has(name)) draft.answers.set(name, JSON.stringify(answer ?? null));
    },
    marks: async (consumer, keys) => marksOf(draft, consumer, keys),
    raiseHighWater: async (consumer, key, sequence) => {
      const name = at(consumer, key);
      if (sequence > (draft.marks.get(name) ?? '')) draft.marks.set(name, sequence);
    },
    park: async (consumer, message) => {
      const parked = draft.parked.get(consumer) ?? [];
      if (without(parked, message).length === parked.length) draft.parked.set(consumer, [...parked, message]);
    },
    unpark: async (consumer, key, sequence) => {
      const parked = draft.parked.get(consumer) ?? [];
      const others = without(parked, { key, sequence });
      draft.parked.set(consumer, others);
      return others.length < parked.length;
    },
  };
};

const without = (parked: readonly ParkedMessage[], { key, sequence }: Pick<ParkedMessage, 'key' | 'sequence'>): readonly ParkedMessage[] =>
  parked.filter((message) => message.key !== key || message.sequence !== sequence);
