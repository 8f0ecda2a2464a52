import { reaches, type Scope } from '@laurel/event-sourcing';
import {
  absent,
  type AnyCollection,
  type CollectionOf,
  compareRows,
  compareValues,
  cursorOf,
  indexValue,
  type Page,
  type PageRequest,
  pagingOf,
  type Reader,
  type Tally,
} from '@laurel/read-models';
import { type AnyIndex, NotServed, ownerOf, questions, rangeOf, searchWords, type Term, termsOf } from '@laurel/read-models/engine-kit';
import { at, type Document } from './data.js';

interface Query {
  readonly index: string;
  readonly where: Readonly<Record<string, unknown>>;
}
const mostCounted = 10_000;

/** Every read of one collection, by looking at all of its documents. Each asks the reader first. */
export const answersOf = (spec: AnyCollection, documents: () => ReadonlyMap<string, Document>): CollectionOf<AnyCollection> => {
  const isWithin = (scope: Scope, document: Document) => document['tenant'] === scope.tenant && reaches(scope, ownerOf(spec, document));
  const within = (reader: Reader): readonly Document[] => {
    const scope = reader.reach(spec.read);
    return [...documents().values()].filter((document) => isWithin(scope, document));
  };
  const byKeys = (reader: Reader, keys: readonly string[]) => {
    const scope = reader.reach(spec.read);
    return keys.map((key) => {
      const document = documents().get(at(scope.tenant, key));
      return document && isWithin(scope, document) ? document : undefined;
    });
  };
  return {
    get: async (reader, key) => byKeys(reader, [key])[0],
    getMany: async (reader, keys) => byKeys(reader, keys),
    find: async (reader, { index, where, page }) => {
      const { found, order } = matching(spec, within(reader), { index, where });
      return pageOf(found, page, index, order);
    },
    count: async (reader, { index, where }) => {
      const { length } = matching(spec, within(reader), { index, where }).found;
      return { count: Math.min(length, mostCounted), exact: length <= mostCounted };
    },
    search: async (reader, words, page) => {
      const all = within(reader);
      if (!spec.search) throw new NotServed(spec.name, 'search', 'none of its fields is declared for it');
      const terms = termsOf(words);
      const found = terms.length === 0 ? [] : all.filter((document) => hasAll(searchWords(spec, document), terms));
      return pageOf(found, page, '?', [spec.key]);
    },
    tally: async (reader, name, group, asOf) => {
      const all = within(reader);
      const facts = spec.tallies?.[name];
      if (!facts) throw new NotServed(spec.name, name, 'there is no such tally');
      return summedUp(
        all.flatMap((document) => facts(document)),
        group,
        asOf,
      );
    },
  };
};

const matching = (spec: AnyCollection, documents: readonly Document[], { index: name, where }: Query) => {
  const index = spec.indexes[name] as AnyIndex | undefined; // by a name that may be none of them
  if (!index) throw new NotServed(spec.name, name, 'there is no such index');
  const { equal, order } = index;
  const asked = questions(spec, name, equal, order[0]!, where);
  const { from, to } = rangeOf(spec.name, name, where[order[0]!]);
  const isInRange = (document: Document) => {
    if (from === undefined && to === undefined) return true;
    const value = indexValue(document[order[0]!]);
    return (
      value !== absent && (from === undefined || compareValues(value, from) >= 0) && (to === undefined || compareValues(value, to) <= 0)
    );
  };
  const isAsked = (document: Document) => {
    const elements = equal.map((field) => [document[field]].flat().map(indexValue));
    return asked.some((values) => values.every((value, place) => elements[place]!.includes(value)));
  };
  return {
    found: documents.filter((document) => isAsked(document) && isInRange(document)),
    order: order.includes(spec.key) ? order : [...order, spec.key],
  };
};

const pageOf = (documents: readonly Document[], page: PageRequest, list: string, order: readonly string[]): Page<Document> => {
  const { size, backwards, bound } = pagingOf(page, list, order.length);
  const way = backwards ? -1 : 1;
  const all = documents
    .map((document) => ({ document, place: order.map((field) => indexValue(document[field])) }))
    .sort((a, b) => way * compareRows(a.place, b.place));
  const ahead = bound ? all.filter(({ place }) => way * compareRows(place, bound) > 0) : all;
  const [beyond, behind] = [ahead.length > size, ahead.length < all.length];
  const items = ahead.slice(0, size);
  return {
    items: (backwards ? items.toReversed() : items).map(({ place, document }) => ({ cursor: cursorOf(list, place), document })),
    hasNext: backwards ? behind : beyond,
    hasPrevious: backwards ? beyond : behind,
  };
};

const hasAll = (words: ReturnType<typeof searchWords>, terms: readonly Term[]): boolean =>
  terms.every(({ word, exact, prefix }) => {
    const fits = (text: string, wanted: string) => (prefix ? text.startsWith(wanted) : text === wanted);
    return words.some(([folded, written]) => fits(folded, word) && (exact === undefined || fits(written, exact)));
  });

const summedUp = (facts: readonly Tally[], group: Tally['group'], asOf: string): ReadonlyMap<Tally['group'], number> => {
  const sums = new Map<string, number>();
  for (const fact of facts) {
    if (fact.day > asOf || !group.every((part, place) => fact.group[place] === part)) continue;
    const text = JSON.stringify(fact.group);
    sums.set(text, (sums.get(text) ?? 0) + fact.by);
  }
  return new Map(
    [...sums]
      .filter(([, sum]) => sum !== 0)
      .sort(([a], [b]) => compareValues(a, b))
      .map(([text, sum]) => [JSON.parse(text) as Tally['group'], sum]),
  );
};
