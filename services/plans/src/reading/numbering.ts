import { explain } from './explanations.js';
import type { Remark } from './issue.js';
import { type Passage, placeIn } from './passage.js';

export interface Numbered {
  /** Unique in the reading. */
  readonly key: string;
  readonly no?: number;
  readonly remarks: readonly Remark[];
}

/** The numbers of the rows, and what is missing, repeated, out of order or no number at all. */
export const readNumbers = (cells: readonly Passage[]): readonly Numbered[] => {
  const numbers = cells.map(({ text }) => numberIn(text));
  const gaps = gapsBelow(numbers);
  const uses = new Map<number, { times: number; first: Passage }>();
  let highest = 0;
  return numbers.map((no, index) => {
    const passage = cells[index]!;
    const remark = (explanation: Remark['explanation']): Remark => ({
      code: 'NUMBERING',
      column: 'number',
      passage,
      at: 0,
      text: passage.text,
      explanation,
    });
    if (no === undefined) return { key: `row-${index + 1}`, remarks: [remark(explain.numberMissing(passage.text))] };
    const used = uses.get(no);
    if (used) {
      used.times += 1;
      return { key: `${no}-${used.times}`, no, remarks: [remark(explain.numberRepeated(no, placeIn(used.first, 0).line))] };
    }
    uses.set(no, { times: 1, first: passage });
    const remarks: Remark[] = [];
    const gap = gaps.get(no);
    if (gap) remarks.push(remark(explain.numberGap(gap.from, gap.to)));
    if (no < highest) remarks.push(remark(explain.numberOutOfOrder(no, highest)));
    highest = Math.max(highest, no);
    return { key: String(no), no, remarks };
  });
};

/** In a table without a column for numbers the rows count themselves. */
export const countedRows = (count: number): readonly Numbered[] =>
  Array.from({ length: count }, (_, index) => ({ key: String(index + 1), no: index + 1, remarks: [] }));

/** "1", "1.", "01", "1)", "1/". */
const numberIn = (text: string): number | undefined => {
  const match = /^0*(\d{1,6})\s*[.)/:]?$/.exec(text);
  return match ? Number(match[1]) : undefined;
};

/** The numbers that stand nowhere, each run of them told at the next number that does. */
const gapsBelow = (numbers: readonly (number | undefined)[]): ReadonlyMap<number, { readonly from: number; readonly to: number }> => {
  const gaps = new Map<number, { from: number; to: number }>();
  let before = 0;
  for (const no of [...new Set(numbers.filter((number) => number !== undefined))].sort((one, other) => one - other)) {
    if (no > before + 1) gaps.set(no, { from: before + 1, to: no - 1 });
    before = no;
  }
  return gaps;
};
