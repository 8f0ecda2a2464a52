import type { Line } from './published-text.js';

/** Text of one cell, put together from one line or, over a page break, from several. */
export interface Passage {
  readonly text: string;
  readonly parts: readonly Part[];
}

interface Part {
  /** Where it begins in the passage. */
  readonly at: number;
  readonly line: Line;
  /** Where it begins in the line. */
  readonly from: number;
}

export const emptyPassage: Passage = { text: '', parts: [] };

/** What stands between two indexes of a line, without the blanks around it. */
export const passageOf = (line: Line, from: number, to: number): Passage => {
  const cell = line.text.slice(from, to);
  const text = cell.trim();
  return { text, parts: [{ at: 0, line, from: from + cell.length - cell.trimStart().length }] };
};

/** Two parts of one cell, joined by one blank. */
export const join = (one: Passage, other: Passage): Passage => {
  if (other.text === '') return one;
  if (one.text === '') return other;
  const at = one.text.length + 1;
  return { text: `${one.text} ${other.text}`, parts: [...one.parts, ...other.parts.map((part) => ({ ...part, at: at + part.at }))] };
};

/** Where an index of the passage stands in the document as published. */
export const placeIn = (passage: Passage, index: number): { readonly line: number; readonly offset: number } => {
  const part = passage.parts.findLast(({ at }) => at <= index) ?? passage.parts[0];
  return part ? { line: part.line.number, offset: part.line.offsetAt(part.from + index - part.at) } : { line: 0, offset: 0 };
};
