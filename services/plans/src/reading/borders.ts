import type { Span } from './clauses.js';

/** A cell as far as borders are concerned: marks inside names that the gazetteer knows separate nothing. */
export interface Bordered {
  readonly text: string;
  readonly names: readonly Span[];
}

export interface Border {
  /** Where the phrase before ends, its closing bracket included. */
  readonly end: number;
  /** Where the next one begins. */
  readonly next: number;
  /** Set when nothing separates the two: the neighbours, and where the second begins. */
  readonly lost?: Span & { readonly middle: number };
}

/** The border between a phrase whose own words stand at `one` and the next one, whose deadline stands at `other`. */
export const borderBetween = (cell: Bordered, one: Span, other: Span): Border => {
  const { text } = cell;
  const bracket = bracketAt(text, one.end, other.start);
  const end = bracket?.end ?? one.end;
  const mark = firstMark(cell, end, other.start, /[,;.:\-–]/);
  if (mark < other.start) return { end: end + text.slice(end, mark).trimEnd().length, next: afterBlanks(text, mark + 1) };
  const joined = /^\s*(?:và|rồi|sau đó)\s/iu.exec(text.slice(end, other.start));
  if (joined) return { end, next: end + joined[0].length };
  return { end, next: afterBlanks(text, end), lost: { start: bracket?.start ?? one.start, middle: end, end: other.end } };
};

/** A bracket that stands right at an index, blanks aside. */
export const bracketAt = (text: string, from: number, limit: number): Span | undefined => {
  const found = /^\s*\([^()]*\)/.exec(text.slice(from, limit));
  return found ? { start: from + found[0].indexOf('('), end: from + found[0].length } : undefined;
};

/** The first mark outside a name; `to` when there is none. */
export const firstMark = ({ text, names }: Bordered, from: number, to: number, mark: RegExp): number => {
  let name = names.findIndex(({ end }) => end > from);
  for (let at = from; at < to; at += 1) {
    while (name >= 0 && name < names.length && names[name]!.end <= at) name += 1;
    const within = name >= 0 && name < names.length && names[name]!.start <= at;
    if (!within && mark.test(text[at]!)) return at;
  }
  return to;
};

const afterBlanks = (text: string, from: number): number => from + text.slice(from).search(/\S|$/);
