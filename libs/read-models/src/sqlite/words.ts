import { foldText, wordsOf } from '../fold-text.js';
import type { AnyCollection } from '../collection.js';

type Document = Readonly<Record<string, unknown>>;

/** The words by which a document is found: folded → as they are written. */
export const searchWords = (spec: AnyCollection, document: Document): readonly (readonly [word: string, exact: string])[] => {
  const texts = (spec.search ?? [])
    .flatMap((field) => [document[field]].flat())
    .filter((text) => typeof text === 'string' || typeof text === 'number');
  return [...new Set(texts.flatMap((text) => wordsOf(String(text))))]
    .map((exact) => [foldText(exact), exact] as const)
    .filter(([word]) => word !== '');
};

/** A word of a query. One that was typed with diacritics is found with these only. */
export interface Term {
  readonly word: string;
  readonly exact: string | undefined;
  /** The last one: whoever types has not finished it. */
  readonly prefix: boolean;
}

export const termsOf = (query: string): readonly Term[] =>
  wordsOf(query)
    .map((written) => [foldText(written), written] as const)
    .filter(([word]) => word !== '')
    .map(([word, written], at, all) => ({ word, exact: written === word ? undefined : written, prefix: at === all.length - 1 }));
