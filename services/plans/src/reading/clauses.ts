import type { GazetteerIndex } from './gazetteer.js';
import { deadlineForms, tentativeBefore, timeWords, vagueBefore } from './grammar/deadline-forms.js';
import type { DeadlineForm } from './grammar/form.js';
import { tokenise } from './tokens.js';

/** Where a form fits. */
export interface Match {
  readonly form: DeadlineForm;
  readonly start: number;
  readonly end: number;
  readonly groups: RegExpExecArray;
  /** Behind "dự kiến". */
  readonly tentative: boolean;
}

/** A stretch of the cell between full stops, semicolons, dashes or brackets that separate deadlines. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly matches: readonly Match[];
  /** Words of time that no form fits. */
  readonly unread: readonly Span[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Clauses {
  readonly clauses: readonly Clause[];
  /** Names that the gazetteer knows; marks inside them separate nothing. */
  readonly names: readonly Span[];
}

/** Cuts a deadline cell into clauses. A dash or full stop only separates where something timed stands before it: it may belong to a name. */
export const clausesOf = (text: string, gazetteer: GazetteerIndex): Clauses => {
  const matches = matchesIn(text);
  const unread = [...text.matchAll(timeWords)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
  const names = knownNames(text, gazetteer);
  const cell: Cell = {
    text,
    matches,
    unread: outside(neighbours(text, unread), matches),
    skip: merge(matches, names),
    closing: closingBrackets(text),
  };
  return { clauses: cut(cell, 0, text.length), names };
};

interface Cell {
  readonly text: string;
  readonly matches: readonly Match[];
  readonly unread: readonly Span[];
  /** What separators are not looked for in, by start. */
  readonly skip: readonly Span[];
  /** For each index the next closing bracket, or -1. */
  readonly closing: Int32Array;
}

/** Left to right, the longest first, none over another. */
const matchesIn = (text: string): readonly Match[] => {
  const all = deadlineForms.flatMap((form) => [...text.matchAll(form.pattern)].flatMap((groups) => matchOf(text, form, groups)));
  const kept: Match[] = [];
  for (const match of all.sort((one, other) => one.start - other.start || other.end - one.end))
    if (match.start >= (kept.at(-1)?.end ?? 0)) kept.push(match);
  return kept;
};

const lookBehind = 40;

const matchOf = (text: string, form: DeadlineForm, groups: RegExpExecArray): readonly Match[] => {
  const before = text.slice(Math.max(0, groups.index - lookBehind), groups.index);
  const bare = form.strength === 'firm at an edge' || form.name === 'a period';
  if (bare && vagueBefore.test(before)) return [];
  return [{ form, start: groups.index, end: groups.index + groups[0].length, groups, tentative: tentativeBefore.test(before) }];
};

const knownNames = (text: string, gazetteer: GazetteerIndex): readonly Span[] => {
  const tokens = tokenise(text);
  const names: Span[] = [];
  for (let at = 0; at < tokens.length;) {
    const length = gazetteer.longestAt(tokens, at)?.length ?? 0;
    if (length > 0) names.push({ start: tokens[at]!.start, end: tokens[at + length - 1]!.end });
    at += Math.max(1, length);
  }
  return names;
};

const cut = (cell: Cell, from: number, to: number): readonly Clause[] => {
  const clauses: Clause[] = [];
  let start = from;
  const end = (at: number): void => {
    const clause = clauseOf(cell, start, at);
    if (clause) clauses.push(clause);
  };
  for (let at = from; at < to;) {
    const skipped = firstFrom(cell.skip, at);
    if (skipped && skipped.start <= at && skipped.end <= to) {
      at = skipped.end;
      continue;
    }
    const close = cell.text[at] === '(' ? cell.closing[at]! : -1;
    if (close > at && close < to) {
      if (opensClause(cell, start, at, close)) {
        end(at);
        clauses.push(...cut(cell, at + 1, close));
        start = close + 1;
      }
      at = close + 1;
    } else if (separates(cell, start, at, to)) {
      end(at);
      start = at + 1;
      at += 1;
    } else at += 1;
  }
  end(to);
  return clauses;
};

/** A bracket with a deadline of its own; not one that only adds a planned day to the document that is awaited before it. */
const opensClause = (cell: Cell, start: number, open: number, close: number): boolean => {
  const inner = firstFrom(cell.matches, open + 1);
  if (!inner || inner.end > close) return false;
  const before = firstFrom(cell.matches, start);
  return !(inner.tentative && before && before.end <= open && before.form.open);
};

const separates = (cell: Cell, start: number, at: number, to: number): boolean => {
  const mark = cell.text[at]!;
  const next = at + 1 < to ? cell.text[at + 1]! : ' ';
  const isMark = mark === ';' || ((mark === '.' || ((mark === '-' || mark === '–') && (cell.text[at - 1] ?? ' ') === ' ')) && next === ' ');
  return isMark && (isWithin(firstFrom(cell.matches, start), at) || isWithin(firstFrom(cell.unread, start), at));
};

const isWithin = (span: Span | undefined, before: number): boolean => span !== undefined && span.end <= before;

const clauseOf = (cell: Cell, start: number, end: number): Clause | undefined => {
  let from = start;
  let to = end;
  while (from < to && /[\s\-–;,.:]/.test(cell.text[from]!)) from += 1;
  while (to > from && /[\s\-–;,.:]/.test(cell.text[to - 1]!)) to -= 1;
  if (!/[\p{L}\p{N}]/u.test(cell.text.slice(from, to))) return undefined;
  return { from, to, matches: between(cell.matches, from, to), unread: between(cell.unread, from, to) };
};

const between = <S extends Span>(spans: readonly S[], from: number, to: number): readonly S[] => {
  const found: S[] = [];
  for (let index = indexFrom(spans, from); index < spans.length && spans[index]!.start < to; index += 1) found.push(spans[index]!);
  return found;
};

/** The first span that ends behind an index; spans do not overlap. */
const firstFrom = <S extends Span>(spans: readonly S[], at: number): S | undefined => spans[indexFrom(spans, at)];

const indexFrom = (spans: readonly Span[], at: number): number => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** "Tuần 2" and "tháng 6" side by side are one piece. */
const neighbours = (text: string, spans: readonly Span[]): readonly Span[] => {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && /^\s*(?:(?:của|trong)\s+)?$/iu.test(text.slice(last.end, span.start)))
      joined[joined.length - 1] = { start: last.start, end: span.end };
    else joined.push(span);
  }
  return joined;
};

const outside = (spans: readonly Span[], others: readonly Span[]): readonly Span[] =>
  spans.filter(({ start, end }) => {
    const other = firstFrom(others, start);
    return !other || other.start >= end;
  });

const merge = (...lists: readonly (readonly Span[])[]): readonly Span[] => {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of lists.flat().sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};

const closingBrackets = (text: string): Int32Array => {
  const closing = new Int32Array(text.length);
  for (let at = text.length - 1, next = -1; at >= 0; at -= 1) {
    if (text[at] === ')') next = at;
    closing[at] = next;
  }
  return closing;
};
