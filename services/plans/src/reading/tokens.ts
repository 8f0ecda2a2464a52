/** A word, a number or a single mark of punctuation, with its place in the text. */
export interface Token {
  /** What it is compared by: no case, and "hoá" equals "hóa". */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

export const tokenise = (text: string): readonly Token[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)].map((match) => ({
    folded: foldToken(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A syllable has one tone: put behind its letters, it does not matter over which vowel the document writes it. */
const foldToken = (word: string): string => {
  if (/^[–—−]$/.test(word)) return '-';
  const letters = word.toLowerCase().normalize('NFD');
  return letters.replace(tones, '') + (letters.match(tones) ?? []).join('');
};
