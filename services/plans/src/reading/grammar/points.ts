import { dayOf, halfYear, lastDayOfMonth, month, quarter, wholeYear } from '@laurel/calendar';

/** A day, month, quarter, half-year or year as a deadline names it. */
export interface Point {
  /** The words that name it ("30/02/2021", without "ngày"), and where they begin in the text read. */
  readonly text: string;
  readonly at: number;
  /** First and last day; absent where the calendar has no such day. */
  readonly from?: string;
  readonly to?: string;
  readonly isDay: boolean;
  readonly year: number;
  readonly month?: number;
  /** The text names no year: it is the one that was assumed. */
  readonly yearAssumed: boolean;
  /** Days that may be meant by an impossible one. */
  readonly candidates: readonly string[];
}

const years = String.raw`(?: {1,9}năm {1,9}| ?[/-] ?)\d{4}`;
const monthName = String.raw`tháng {1,9}\d{1,2}(?![\p{L}\p{N}])`;
const numeral = String.raw`(?:IV|I{1,3}|[1-4])(?![\p{L}\p{N}])`;
/** "Tháng 5, 6" and "quý I, II" name several: not read as the first of them. */
const alone = (what: string, one: string): string => String.raw`(?! ?(?:,|-|–|và|hoặc) ?(?:${what} ?)?${one})`;

export const dayPattern = [
  String.raw`(?:ngày {1,9})?(?<!\d[/.])\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}`,
  String.raw`(?:ngày {1,9})?(?<!\d[/.])\d{1,2}/\d{1,2}`,
  String.raw`ngày {1,9}\d{1,2}[.-]\d{1,2}(?!-\d)`,
  String.raw`(?:(?:ngày|mùng|mồng) {1,9})?\d{1,2} {1,9}${monthName}(?:${years})?`,
]
  .map((pattern) => String.raw`${pattern}(?![/.]?\d)`)
  .join('|');

export const periodPattern = [
  String.raw`${monthName}(?:${years})?(?![/.-]?\d)${alone('tháng', String.raw`\d`)}`,
  String.raw`quý {1,9}${numeral}(?:${years})?(?![/.-]?\d)${alone('quý', numeral)}`,
  String.raw`6 tháng (?:đầu|cuối)(?: năm(?: {1,9}\d{4}(?!\d))?)?`,
  String.raw`năm {1,9}\d{4}(?![-–\p{N}])`,
].join('|');

export const pointPattern = `${dayPattern}|${periodPattern}`;

/** Reads what `pointPattern` found at an index. `year` is taken where the words name none. */
export const readPoint = (words: string, at: number, year: number): Point => {
  const written = /\d{4}$/.exec(words.trim())?.[0];
  const common = { year: written ? Number(written) : year, yearAssumed: written === undefined };
  const numbers = [...words.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const lower = words.toLowerCase();
  if (lower.startsWith('quý')) return { ...named(words, at), ...common, ...bounds(quarter(common.year, quarterIn(words))) };
  if (lower.startsWith('6 tháng'))
    return { ...named(words, at), ...common, ...bounds(halfYear(common.year, lower.includes('đầu') ? 1 : 2)) };
  if (lower.startsWith('năm')) return { ...named(words, at), ...common, ...bounds(wholeYear(common.year)) };
  if (lower.startsWith('tháng')) {
    const exists = numbers[0]! >= 1 && numbers[0]! <= 12;
    return { ...named(words, at), ...common, ...(exists ? bounds(month(common.year, numbers[0]!)) : { isDay: false, candidates: [] }) };
  }
  return dayAt(words, at, common, numbers[0]!, numbers[1]!);
};

const named = (words: string, at: number): { text: string; at: number } => {
  const text = words.replace(/^ngày {1,9}/iu, '');
  return { text, at: at + words.length - text.length };
};

const bounds = ({ from, to }: { from: string; to: string }) => ({ from, to, isDay: false, candidates: [] });

const quarterIn = (words: string): number => {
  const [, found = ''] = /^quý {1,9}(IV|I{1,3}|[1-4])/iu.exec(words) ?? [];
  return ['I', 'II', 'III', 'IV'].indexOf(found.toUpperCase()) + 1 || Number(found);
};

const dayAt = (words: string, at: number, common: { year: number; yearAssumed: boolean }, day: number, monthNo: number): Point => {
  const date = dayOf(common.year, monthNo, day);
  const base = { ...named(words, at), ...common, isDay: true, month: monthNo };
  return date ? { ...base, from: date, to: date, candidates: [] } : { ...base, candidates: mayBeMeant(common.year, monthNo, day) };
};

/** For 30/02 the end of the month; for 05/13 the day read the other way round. */
const mayBeMeant = (year: number, monthNo: number, day: number): readonly string[] => {
  if (monthNo >= 1 && monthNo <= 12) return day > 28 && day <= 31 ? [lastDayOfMonth(year, monthNo)] : [];
  const swapped = dayOf(year, day, monthNo);
  return swapped ? [swapped] : [];
};
