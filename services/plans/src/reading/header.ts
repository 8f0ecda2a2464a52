import { refuse } from '@laurel/event-sourcing';
import { annexCaption } from './annex.js';
import { bodyWords } from './grammar/bodies.js';
import { dayPattern, readPoint } from './grammar/points.js';
import type { Line } from './published-text.js';
import { because } from './reading.reasons.js';
import type { Header } from './reading.js';

const planTitle = /^KẾ HOẠCH(?![\p{L}\p{N}])\s*(.*)$/u;
const documentNumber = String.raw`số\s{0,9}:?\s{0,9}(?<number>\d{1,9})\s{0,9}\/\s{0,9}(?<symbol>[\p{L}\d][\p{L}\d-]*)`;
const someDay = `(?<day>${dayPattern})`;

/** Who issued the plan, when, under which number and on whose plan it rests. Throws a refusal for a text without a plan's title or year. */
export const readHeader = (lines: readonly Line[], table: number): Header => {
  const captionStart = startOfCaption(lines, table);
  const body = lines.slice(0, captionStart).flatMap(({ text }) => text.split('\t').map((part) => part.trim()));
  const title = body.findIndex((text) => planTitle.test(text));
  if (title < 0) throw refuse(because('NOT_A_PLAN'));
  const titleVi = titleAt(body, title);
  const caption = lines
    .slice(captionStart, table)
    .map(({ text }) => text.trim())
    .join(' ');
  const cited = citation(caption) ?? { ...letterhead(body.slice(0, title)) };
  const text = body.slice(title + 1).filter((paragraph) => paragraph !== '');
  const issuerInText = firstOf(text, issuerIn);
  const parent = firstOf(text, parentIn);
  const { year: ownYear } = /năm\s+(?<year>\d{4})/iu.exec(titleVi)?.groups ?? {};
  const year = ownYear ?? cited.date?.slice(0, 4);
  if (!year) throw refuse(because('PLAN_WITHOUT_YEAR'));
  const issuer = cited.issuer ?? issuerInText;
  return {
    ...(cited.number && { number: cited.number }),
    ...(cited.date && { date: cited.date }),
    ...(issuer && { issuer }),
    ...(issuerInText && { issuerInText }),
    titleVi,
    ...signature(body.slice(title)),
    ...(parent && { parent }),
    year: Number(year),
  };
};

/** Lines that lead up to the table, from "PHỤ LỤC" or "(Kèm theo …" on; none where nothing is called so. */
export const startOfCaption = (lines: readonly Line[], table: number): number => {
  const heading = lines.slice(0, table).findLastIndex(({ text }) => annexCaption.test(text.trim()));
  const attached = lines.slice(0, table).findLastIndex(({ text }) => /^\(?\s*(?:ban hành\s+)?kèm theo/iu.test(text.trim()));
  return heading >= 0 ? heading : attached >= 0 ? attached : table;
};

const titleAt = (body: readonly string[], at: number): string => {
  const end = body.findIndex((text, index) => index > at && (text === '' || /^[-_–—*=]+$/.test(text)));
  const rest = body.slice(at + 1, end < 0 ? at + 4 : end);
  return [planTitle.exec(body[at]!)![1]!, ...rest].filter((part) => part !== '').join(' ');
};

interface Cited {
  readonly number?: string;
  readonly date?: string;
  readonly issuer?: string;
}

const citedPlan = new RegExp(String.raw`Kế hoạch\s+${documentNumber},?\s+(?:ngày\s+)?${someDay}\s+của\s+(?<issuer>[^)]+)`, 'iu');

/** "(Kèm theo Kế hoạch số 28 /KH-UBND ngày 22/01/2021 của UBND quận Ba Đình)" */
const citation = (caption: string): Cited | undefined => {
  const groups = citedPlan.exec(caption)?.groups;
  return groups && { number: `${groups['number']}/${groups['symbol']}`, ...dateOf(groups['day']!), issuer: groups['issuer']!.trim() };
};

/** "Số: 28/KH-UBND" and "Hà Nội, ngày 22 tháng 01 năm 2021" above the title. */
const letterhead = (lines: readonly string[]): Cited => {
  const number = firstOf(lines, (line) => new RegExp(documentNumber, 'iu').exec(line)?.groups);
  const day = firstOf(lines, (line) => new RegExp(`ngày\\s+${someDay}`, 'iu').exec(line.replace(/ngày\s+ngày/iu, 'ngày'))?.groups);
  return { ...(number && { number: `${number['number']}/${number['symbol']}` }), ...(day && dateOf(day['day']!)) };
};

const dateOf = (words: string): { date?: string } => {
  const point = readPoint(words, 0, 0);
  return point.to && !point.yearAssumed ? { date: point.to } : {};
};

const parentPlan = new RegExp(
  String.raw`(?:Thực hiện|Căn cứ|Triển khai)[^.;]{0,40}?Kế hoạch\s+số\s{0,9}(?<number>\d{1,9})\s{0,9}\/\s{0,9}(?<symbol>[\p{L}\d-]+),?\s+(?:ngày\s+)?${someDay}\s+của\s+(?<issuer>.{1,200}?)(?=\s+về(?:\s|$)|[,;.])`,
  'iu',
);

const parentIn = (paragraph: string): Header['parent'] => {
  const groups = parentPlan.exec(paragraph)?.groups;
  return groups && { number: `${groups['number']}/${groups['symbol']}`, ...dateOf(groups['day']!), issuer: groups['issuer']!.trim() };
};

/** "…, UBND-Hội đồng Thi đua, khen thưởng quận Ba Đình xây dựng Kế hoạch …": from the last comma behind which a body's name begins. */
const issuerIn = (paragraph: string): string | undefined => {
  const end = /\s(?:xây dựng|ban hành|triển khai)\s+(?:và\s+\p{L}+\s+\p{L}+\s+)?kế hoạch/iu.exec(paragraph)?.index;
  if (end === undefined) return undefined;
  const starts = [0, ...[...paragraph.slice(0, end).matchAll(/[,;]\s+/g)].map((mark) => mark.index + mark[0].length)];
  const start = starts.findLast((index) => bodyWords.test(paragraph.slice(index, end)));
  return start === undefined ? undefined : paragraph.slice(start, end);
};

/** "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / Tạ Nam Chiến": the capitals are the office, the first line without is the name. */
const signature = (body: readonly string[]): Pick<Header, 'signatory' | 'signatoryTitle'> => {
  const start = body.findLastIndex((text) => /^(?:TM|KT|TL|TUQ|Q)\.\s*\p{Lu}/u.test(text));
  if (start < 0) return {};
  const lines = body.slice(start).filter((text) => text !== '');
  const name = lines.findIndex((text) => text !== text.toUpperCase() && !/^\(.*\)$/.test(text));
  const title = lines.slice(0, name < 0 ? undefined : name).filter((text) => text === text.toUpperCase());
  return { ...(name >= 0 && { signatory: lines[name]! }), signatoryTitle: title.join(', ') };
};

const firstOf = <From, To>(items: readonly From[], find: (item: From) => To | undefined): To | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};
