import {
  type AnyCollection,
  checkDeclaration,
  type CollectionOf,
  compareRows,
  compareValues,
  cursorName,
  DeclarationChanged,
  fingerprint,
  type ReadModels,
} from '@laurel/read-models';
import { answersOf } from './memory-read-models/answers.js';
import { at, copyOf, type Data, keptOf, marksOf, noData } from './memory-read-models/data.js';
import { writingOn } from './memory-read-models/writing.js';

/** The port of the read models in memory, for specs that are about something else. It looks at every document for every question. */
export const memoryReadModels = (opened: readonly AnyCollection[] = []): ReadModels => {
  let data = noData();
  for (const spec of opened) openIn(data, spec);
  let line: Promise<unknown> = Promise.resolve(); // writes, one after the other
  let waiting: (() => void)[] = [];

  const write = <T>(work: (draft: Data) => T | Promise<T>): Promise<T> => {
    const turn = line.then(async () => {
      const draft = copyOf(data);
      const result = await work(draft);
      data = draft;
      const woken = waiting;
      waiting = [];
      woken.forEach((one) => one());
      return result;
    });
    line = turn.catch(() => undefined);
    return turn;
  };

  return {
    open: (collections) => write((draft) => collections.forEach((spec) => openIn(draft, spec))),
    collection: <Spec extends AnyCollection>(spec: Spec) =>
      answersOf(keptOf(data, spec).spec, () => keptOf(data, spec).documents) as CollectionOf<Spec>, // documents are data here
    tenants: async (spec) => {
      const tenants = [...keptOf(data, spec).documents.values()].map(({ tenant }) => String(tenant));
      return [...new Set(tenants)].sort(compareValues);
    },
    acquire: (name) =>
      write((draft) => {
        const before = draft.cursors.get(name);
        const owner = { name, epoch: (before?.epoch ?? 0) + 1, position: before?.position };
        draft.cursors.set(name, owner);
        return owner;
      }),
    position: async (name) => data.cursors.get(name)?.position,
    waitFor: async (name, position, timeoutMs) => {
      const until = Date.now() + timeoutMs;
      while ((data.cursors.get(name)?.position ?? '') < position) {
        const left = until - Date.now();
        if (left <= 0) return false;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          waiting.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return true;
    },
    transaction: (work) => write((draft) => work(writingOn(draft))),
    settled: async (sender, input) => {
      const answer = data.answers.get(at(sender, input));
      return answer === undefined ? undefined : (JSON.parse(answer) as unknown);
    },
    marks: async (consumer, keys) => marksOf(data, consumer, keys),
    parked: async (consumer, key) =>
      (data.parked.get(consumer) ?? [])
        .filter((message) => key === undefined || message.key === key)
        .sort((a, b) => compareRows([a.key, a.sequence], [b.key, b.sequence])),
    parkedCount: async (consumer) => (data.parked.get(consumer) ?? []).length,
    parkedKeys: async (consumer) => {
      const messages = [...(data.parked.get(consumer) ?? [])].sort((a, b) => compareRows([a.key, a.sequence], [b.key, b.sequence]));
      return [...new Set(messages.map(({ key }) => key))].map((key) => {
        const those = messages.filter((message) => message.key === key);
        const { parkedAt, error } = those[0]!;
        return { key, messages: those.length, since: parkedAt, ...(error !== undefined && { error }) };
      });
    },
    versions: async () =>
      [...data.collections.values()]
        .map(({ spec: { name, version } }) => ({ name, version }))
        .sort((a, b) => compareRows([a.name, a.version], [b.name, b.version])),
    replace: (live, by) => write((draft) => replaceIn(draft, live, by)),
    drop: (version) => write((draft) => dropIn(draft, version)),
    close: async () => undefined,
  };
};

type Version = Pick<AnyCollection, 'name' | 'version'>;

const openIn = (draft: Data, spec: AnyCollection): void => {
  checkDeclaration(spec);
  const id = cursorName(spec);
  const print = fingerprint(spec);
  const known = draft.collections.get(id);
  if (known && known.print !== print) throw new DeclarationChanged(id);
  draft.collections.set(id, { spec, print, documents: known?.documents ?? new Map() });
};

const replaceIn = (draft: Data, live: Version, by: Version): void => {
  const id = cursorName(live);
  const [before, after] = [draft.collections.get(id), draft.collections.get(cursorName(by))];
  if (!before || before.print !== after?.print) throw new DeclarationChanged(id);
  draft.collections.set(id, { ...before, documents: after.documents });
  const owner = draft.cursors.get(id);
  if (owner) draft.cursors.set(id, { ...owner, epoch: owner.epoch + 1, position: draft.cursors.get(cursorName(by))?.position });
  dropIn(draft, by);
};

const dropIn = (draft: Data, { name, version }: Version): void => {
  draft.collections.delete(cursorName({ name, version }));
  draft.cursors.delete(cursorName({ name, version }));
};
