import type { Section } from '../reading.js';

const quarters = ['I', 'II', 'III', 'IV'];

/** What the title of a section row says about its tasks. A title that none fits is `OTHER`. */
export const sectionTitles: readonly {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Omit<Section, 'code' | 'titleVi'>;
}[] = [
  {
    pattern: /(?<![\p{L}\p{N}])quý\s+(IV|I{1,3}|[1-4])(?![\p{L}\p{N}])/iu,
    read: ([, numeral = '']) => ({ kind: 'QUARTER', quarter: quarters.indexOf(numeral.toUpperCase()) + 1 || Number(numeral) }),
  },
  { pattern: /thường xuyên/iu, read: () => ({ kind: 'REGULAR' }) },
];

/** Roman numerals or one capital letter, as sections are numbered. */
export const sectionCode = /^([IVXLC]+|[A-HĐ])\s*[.)/:-]?$/u;

/** The same with the title behind it, in one cell or in a line without tabs. */
export const codedSection = /^([IVXLC]+|[A-HĐ])\s*[.)/:-]\s*(\S.*)$/u;

/** A title that needs no code to be one. */
export const bareSection = /^quý\s+(?:IV|I{1,3}|[1-4])(?![\p{L}\p{N}])[^,;]*$/iu;
