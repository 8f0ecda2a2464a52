import type { Point } from './grammar/points.js';

/** Rows that say the same in the same words, but for one day. */
export interface Siblings {
  /** The row whose deadline cell is this one with a possible day in place of an impossible one. */
  readonly sayingInstead: (deadline: string, impossible: Point) => { readonly row: string; readonly day: string } | undefined;
}

export const siblingsOf = (rows: readonly { readonly key: string; readonly deadline: string }[]): Siblings => {
  const byWords = new Map<string, string>();
  for (const { key, deadline } of rows) {
    const words = bareWords(deadline);
    if (!byWords.has(words)) byWords.set(words, key);
  }
  return {
    sayingInstead: (deadline, { text, at, candidates }) => {
      if (deadline.length > longestCell) return undefined;
      for (const day of candidates) {
        const [year, month, date] = day.split('-');
        const instead = `${date}/${text.split(/[/.-]/)[1] ?? month}/${year}`;
        const row = byWords.get(bareWords(deadline.slice(0, at) + instead + deadline.slice(at + text.length)));
        if (row) return { row, day };
      }
      return undefined;
    },
  };
};

/** A longer cell has no sibling worth the search. */
const longestCell = 2000;

const bareWords = (deadline: string): string =>
  deadline
    .replace(/[\s.;,–-]+/g, ' ')
    .trim()
    .toLowerCase();
