import { type Owner, reaches } from '@laurel/event-sourcing';
import {
  type AnyChange,
  type AnyCollection,
  changed,
  type CollectionOf,
  Fenced,
  keyOf,
  type KeyMark,
  type Ownership,
  type Page,
  type PageRequest,
  type ParkedMessage,
  type Reader,
  type ReadModels,
  type Tally,
} from '@laurel/read-models';

type Document = Readonly<Record<string, unknown>>;
type Condition = unknown;

interface Data {
  /** Collection → `[tenant, key]` → document. */
  readonly documents: Map<string, Map<string, Document>>;
  readonly cursors: Map<string, Ownership>;
  readonly answers: Map<string, unknown>;
  readonly marks: Map<string, string>;
  readonly parked: Map<string, readonly ParkedMessage[]>;
  readonly serving: Map<string, number>;
}

/** The port of the read models in memory, for specs that are about something else. No search: that is for a real engine. */
export const memoryReadModels = (): ReadModels => {
  let data: Data = {
    documents: new Map(),
    cursors: new Map(),
    answers: new Map(),
    marks: new Map(),
    parked: new Map(),
    serving: new Map(),
  };
  const specs = new Map<string, AnyCollection>();
  let line: Promise<unknown> = Promise.resolve(); // transactions, one after the other
  let waiting: (() => void)[] = [];

  const documentsOf = (spec: AnyCollection): readonly Document[] => [...(data.documents.get(nameOf(spec))?.values() ?? [])];
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  };
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    woken.forEach((one) => one());
  };

  return {
    open: (collections) => {
      for (const spec of collections) specs.set(nameOf(spec), spec);
      return Promise.resolve();
    },
    collection: <Spec extends AnyCollection>(spec: Spec) => collectionOver(spec, () => documentsOf(spec)) as unknown as CollectionOf<Spec>, // documents are data here
    tenants: (spec) => Promise.resolve([...new Set(documentsOf(spec).map(({ tenant }) => String(tenant)))]),
    acquire: (name) =>
      inTurn(() => {
        const before = data.cursors.get(name);
        const owner = { name, epoch: (before?.epoch ?? 0) + 1, position: before?.position };
        data.cursors.set(name, owner);
        return Promise.resolve(owner);
      }),
    position: (name) => Promise.resolve(data.cursors.get(name)?.position),
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
    transaction: (work) =>
      inTurn(async () => {
        const draft = copyOf(data);
        const result = await work(transactionOn(draft));
        data = draft;
        wake();
        return result;
      }),
    settled: (sender, input) => Promise.resolve(data.answers.get(at(sender, input))),
    marks: (consumer, keys) => Promise.resolve(marksOf(data, consumer, keys)),
    parked: (consumer, key) => {
      const all = [...(data.parked.get(consumer) ?? [])].sort((a, b) => compare([a.key, a.sequence], [b.key, b.sequence]));
      return Promise.resolve(key === undefined ? all : all.filter((message) => message.key === key));
    },
    parkedCount: (consumer) => Promise.resolve((data.parked.get(consumer) ?? []).length),
    serving: (name) => Promise.resolve(data.serving.get(name)),
    switchTo: ({ name, version }) => {
      data.serving.set(name, version);
      return Promise.resolve();
    },
    versions: () => Promise.resolve([...specs.values()].map(({ name, version }) => ({ name, version }))),
    replace: (live, by) =>
      inTurn(() => {
        const [id, other] = [nameOf(live), nameOf(by)];
        data.documents.set(id, data.documents.get(other) ?? new Map());
        data.cursors.set(id, { name: id, epoch: (data.cursors.get(id)?.epoch ?? 0) + 1, position: data.cursors.get(other)?.position });
        data.documents.delete(other);
        data.cursors.delete(other);
        data.serving.delete(by.name);
        specs.delete(other);
        wake();
        return Promise.resolve();
      }),
    drop: (spec) => {
      specs.delete(nameOf(spec));
      data.documents.delete(nameOf(spec));
      data.cursors.delete(nameOf(spec));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
};

const transactionOn = (draft: Data): Parameters<Parameters<ReadModels['transaction']>[0]>[0] => ({
  apply: (spec, tenant, changes: readonly AnyChange[]) => {
    const documents = new Map(draft.documents.get(nameOf(spec)));
    for (const change of changes) {
      const key = at(tenant, keyOf(spec, change));
      const after = changed(spec, tenant, change, documents.get(key));
      if (after) documents.set(key, JSON.parse(JSON.stringify(after)) as Document);
      else documents.delete(key);
    }
    draft.documents.set(nameOf(spec), documents);
    return Promise.resolve();
  },
  advance: (owner, to) => {
    const now = draft.cursors.get(owner.name);
    if (now?.epoch !== owner.epoch || now.position !== owner.position) return Promise.reject(new Fenced(owner.name));
    draft.cursors.set(owner.name, { ...owner, position: to });
    return Promise.resolve();
  },
  settle: (sender, input, answer) => {
    if (!draft.answers.has(at(sender, input))) draft.answers.set(at(sender, input), answer);
    return Promise.resolve();
  },
  marks: (consumer, keys) => Promise.resolve(marksOf(draft, consumer, keys)),
  raiseHighWater: (consumer, key, sequence) => {
    const mark = at(consumer, key);
    if (sequence > (draft.marks.get(mark) ?? '')) draft.marks.set(mark, sequence);
    return Promise.resolve();
  },
  park: (consumer, message) => {
    const others = without(draft, consumer, message.key, message.sequence);
    if (others.length === (draft.parked.get(consumer)?.length ?? 0)) draft.parked.set(consumer, [...others, message]);
    return Promise.resolve();
  },
  unpark: (consumer, key, sequence) => {
    const others = without(draft, consumer, key, sequence);
    const wasThere = others.length < (draft.parked.get(consumer)?.length ?? 0);
    draft.parked.set(consumer, others);
    return Promise.resolve(wasThere);
  },
});

const marksOf = ({ marks, parked }: Data, consumer: string, keys: readonly string[]): readonly KeyMark[] =>
  keys.map((key) => ({
    sequence: marks.get(at(consumer, key)),
    parked: (parked.get(consumer) ?? []).some((message) => message.key === key),
  }));

const without = (draft: Data, consumer: string, key: string, sequence: string): readonly ParkedMessage[] =>
  (draft.parked.get(consumer) ?? []).filter((message) => message.key !== key || message.sequence !== sequence);

const collectionOver = (spec: AnyCollection, documents: () => readonly Document[]) => {
  const within = (reader: Reader): readonly Document[] => {
    const scope = reader.reach(spec.read);
    return documents().filter((document) => document['tenant'] === scope.tenant && reaches(scope, ownerOf(spec, document)));
  };
  const matching = (reader: Reader, { index, where }: { readonly index: string; readonly where: Readonly<Record<string, Condition>> }) => {
    const { equal, order } = spec.indexes[index]!;
    const range = where[order[0]] as { readonly from?: unknown; readonly to?: unknown } | undefined; // `Where` says so
    const found = within(reader).filter(
      (document) =>
        equal.every((field: string) => matches(document[field], where[field])) &&
        (range?.from === undefined || compare([document[order[0]]], [range.from]) >= 0) &&
        (range?.to === undefined || compare([document[order[0]]], [range.to]) <= 0),
    );
    return sorted(found, [...order, spec.key]);
  };
  return {
    get: (reader: Reader, key: string) => Promise.resolve(within(reader).find((document) => document[spec.key] === key)),
    getMany: (reader: Reader, keys: readonly string[]) =>
      Promise.resolve(keys.map((key) => within(reader).find((document) => document[spec.key] === key))),
    find: (reader: Reader, query: { readonly index: string; readonly where: Record<string, Condition>; readonly page: PageRequest }) =>
      Promise.resolve(paged(matching(reader, query), query.page)),
    count: (reader: Reader, query: { readonly index: string; readonly where: Record<string, Condition> }) => {
      const { length } = matching(reader, query);
      return Promise.resolve({ count: Math.min(length, 10_000), exact: length <= 10_000 });
    },
    search: () => Promise.reject(new Error('the read models in memory do not search')),
    tally: (reader: Reader, name: string, group: Tally['group'], asOf: string) => {
      const sums = new Map<string, number>();
      for (const tally of within(reader).flatMap((document): readonly Tally[] => spec.tallies![name]!(document))) {
        if (tally.day > asOf || !group.every((part, place) => tally.group[place] === part)) continue;
        const key = JSON.stringify(tally.group);
        sums.set(key, (sums.get(key) ?? 0) + tally.by);
      }
      return Promise.resolve(new Map([...sums].map(([key, sum]) => [JSON.parse(key) as Tally['group'], sum])));
    },
  };
};

const paged = (rows: readonly (Document & { readonly cursor: string })[], page: PageRequest): Page<Document> => {
  const [forward, size] = 'first' in page ? [true, page.first] : [false, page.last];
  const after = 'after' in page ? page.after : undefined;
  const before = 'before' in page ? page.before : undefined;
  const start = after === undefined ? 0 : rows.findIndex(({ cursor }) => cursor === after) + 1;
  const end = before === undefined ? rows.length : rows.findIndex(({ cursor }) => cursor === before);
  const [from, to] = forward ? [start, Math.min(end, start + size)] : [Math.max(start, end - size), end];
  const items = rows.slice(from, to).map(({ cursor, ...document }) => ({ cursor, document }));
  return { items, hasNext: to < rows.length, hasPrevious: from > 0 };
};

const sorted = (documents: readonly Document[], fields: readonly string[]): readonly (Document & { readonly cursor: string })[] => {
  const placeOf = (document: Document) => fields.map((field) => document[field]);
  return [...documents]
    .sort((a, b) => compare(placeOf(a), placeOf(b)))
    .map((document) => ({ ...document, cursor: JSON.stringify(placeOf(document)) }));
};

const matches = (value: unknown, wanted: Condition): boolean => {
  const values = Array.isArray(value) ? value : [value];
  return (Array.isArray(wanted) ? wanted : [wanted]).some((one) => values.includes(one));
};

const compare = (one: readonly unknown[], other: readonly unknown[]): number => {
  for (const [place, left] of one.entries()) {
    const right = other[place];
    if (left === right) continue;
    if (left === undefined || (right !== undefined && (left as string) < (right as string))) return -1; // both of one field's type
    return 1;
  }
  return 0;
};

const ownerOf = (spec: AnyCollection, document: Document): Owner => ({
  ...(spec.owner.units && { units: [document[spec.owner.units]].flat() as readonly string[] }),
  ...(spec.owner.person && { person: document[spec.owner.person] as string }),
});

const copyOf = (data: Data): Data => ({
  documents: new Map(data.documents),
  cursors: new Map(data.cursors),
  answers: new Map(data.answers),
  marks: new Map(data.marks),
  parked: new Map(data.parked),
  serving: new Map(data.serving),
});

const nameOf = ({ name, version }: Pick<AnyCollection, 'name' | 'version'>): string => `${name}@${version}`;
const at = (...names: readonly string[]): string => JSON.stringify(names);
