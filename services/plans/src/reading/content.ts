import { explain } from './explanations.js';
import type { Span } from './clauses.js';
import { spans } from './grammar/spans.js';
import { typos } from './grammar/typos.js';
import type { Remark } from './issue.js';
import type { Passage } from './passage.js';
import type { ColumnRole, Period } from './reading.js';

/** Items that a content sets apart by a dash of their own; one when it does not begin with a dash. */
export const itemsOf = (content: string): readonly Span[] => {
  if (!content.startsWith('- ')) return [{ start: 0, end: content.length }];
  const starts = [...content.matchAll(/(?:^|\s)-\s+(?=\p{Lu})/gu)].map((match) => ({
    at: match.index,
    start: match.index + match[0].length,
  }));
  return starts.map(({ start }, index) => ({ start, end: starts[index + 1]?.at ?? content.length }));
};

export interface TargetYear {
  readonly year: number;
  readonly text: string;
  readonly at: number;
}

/** The one year that a content names as "năm yyyy" or "đợt n/yyyy". */
export const targetYearIn = (content: string): TargetYear | undefined => {
  const found = [...content.matchAll(/(?<![\p{L}\p{N}])(?:năm\s+(\d{4})(?![\p{N}]|\s?[-–]\s?\d)|đợt\s+\d+\s?\/\s?(\d{4})(?!\p{N}))/giu)];
  const years = new Set(found.map(([, named, ofBatch]) => Number(named ?? ofBatch)));
  const [first] = found;
  return first && years.size === 1 ? { year: [...years][0]!, text: first[0], at: first.index } : undefined;
};

export const periodsIn = (content: string): readonly Period[] =>
  spans
    .flatMap(({ kind, pattern, read }) =>
      [...content.matchAll(pattern)].map((match) => ({ at: match.index, raw: match[0], kind, ...read(match.slice(1).map(Number)) })),
    )
    .sort((one, other) => one.at - other.at)
    .flatMap(({ raw, kind, from, to }) => (from && to ? [{ raw, kind, from, to }] : []));

const quoted = '[“"][^“”"]{1,200}(?:[”"]|$)';
const quotedMovements = new RegExp(`(?:phong trào(?: thi đua)?|thi đua)\\s*(${quoted}(?:\\s*(?:,|và)\\s*${quoted}){0,20})`, 'giu');

/** Movements in quotation marks: “X” after "phong trào" or "thi đua", and “Y” in the same list. */
export const movementsIn = (text: string): readonly string[] => {
  const lists = [...text.matchAll(quotedMovements)].map(([, list]) => list!);
  return [...new Set(lists.flatMap((list) => [...list.matchAll(/[“"]([^“”"]+)/gu)].map(([, name]) => upToMark(name!))))].filter((name) =>
    /\p{L}{2}/u.test(name),
  );
};

/** A quotation that the document forgot to close ends with its clause. */
const upToMark = (quoted: string): string => quoted.split(';')[0]!.trim();

/** The words of the known typos of which this document also writes the right form. */
export const certainTypos = (document: string): typeof typos => {
  const text = document.toLowerCase();
  return typos.filter(({ right, wrong }) => text.includes(wrong) && text.includes(right));
};

export const typosIn = (passage: Passage, column: ColumnRole, certain: typeof typos): readonly Remark[] =>
  certain.flatMap(({ wrong, right }) =>
    [...passage.text.matchAll(new RegExp(String.raw`(?<!\p{L})${wrong}(?!\p{L})`, 'giu'))].map(({ 0: text, index }) => {
      const corrected = /^\p{Lu}/u.test(text) ? right[0]!.toUpperCase() + right.slice(1) : right;
      return { code: 'TYPO', column, passage, at: index, text, explanation: explain.typo(text, corrected), candidates: [corrected] };
    }),
  );
