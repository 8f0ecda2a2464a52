import { refuse } from '@laurel/event-sourcing';
import { because } from './reading.reasons.js';

/** One line, normalised: NFC, every kind of blank an ordinary one, nothing invisible. Tabs stay. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Where the character at an index of `text` stands in the text as published. */
  readonly offsetAt: (index: number) => number;
}

export const sizeLimit = 5_000_000;

/** The text of a document as published. Throws a refusal when it is too large or no text. */
export const decode = (published: Uint8Array | string): string => {
  const bytes = typeof published === 'string' ? utf8Length(published) : published.byteLength;
  if (bytes > sizeLimit) throw refuse(because('PLAN_TOO_LARGE', { bytes, limit: sizeLimit }));
  if (typeof published === 'string') return published;
  try {
    return new TextDecoder(encodingOf(published), { fatal: true, ignoreBOM: true }).decode(published);
  } catch {
    throw refuse(because('PLAN_NOT_TEXT'));
  }
};

export const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n|[\n\r\f\v\u0085\u2028\u2029]/g)) {
    lines.push(normalised(lines.length + 1, text.slice(start, end.index), start));
    start = end.index + end[0].length;
  }
  lines.push(normalised(lines.length + 1, text.slice(start), start));
  return lines;
};

const utf8Length = (text: string): number => (text.length > sizeLimit ? text.length : new TextEncoder().encode(text).byteLength);

const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';

const blank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;

const normalised = (number: number, published: string, start: number): Line => {
  if (!blank.test(published) && !invisible.test(published) && published.normalize('NFC') === published)
    return { number, text: published, offsetAt: (index) => start + index };
  let text = '';
  const offsets: number[] = [];
  // Letters with their marks are composed one by one, so that each result still knows where it came from.
  for (const { 0: cluster, index } of published.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const [lead] = cluster;
    const clean = blank.test(lead!) ? ' ' : invisible.test(lead!) ? '' : cluster.normalize('NFC');
    text += clean;
    for (let unit = 0; unit < clean.length; unit += 1) offsets.push(start + index);
  }
  return { number, text, offsetAt: (index) => offsets[index] ?? start + published.length };
};
