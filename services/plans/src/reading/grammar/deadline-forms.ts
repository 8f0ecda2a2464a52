import type { DeadlineRule, Frequency, RuleOf } from '@laurel/calendar';
import { documentWords } from './bodies.js';
import { type DeadlineForm, type Found, type ReadRule, template } from './form.js';
import type { Point } from './points.js';

const last = 'chậm nhất|muộn nhất|hạn cuối|hạn chót|thời hạn|hạn|không quá|xong|hoàn thành|đến|tới|vào|trong';
const every = 'hàng|hằng|mỗi';
const unit = '(?:tuần|tháng|quý|năm(?! \\d)|6 tháng)';

/** Every form of deadline that the reader knows. Patterns are words with places (form.ts); the order decides only between equals. */
export const deadlineForms: readonly DeadlineForm[] = [
  {
    name: 'done',
    strength: 'weak',
    pattern: template('đã (?:thực hiện|hoàn thành|tổ chức|triển khai|xong)'),
    read: () => ({ rule: { kind: 'DONE' } }),
  },
  {
    name: 'from … to …',
    strength: 'firm',
    pattern: template('từ (?:{from:point}|(?:ngày )?{first:number}) (?:đến|tới)(?: hết)? {to:point}'),
    read: between,
  },
  {
    name: 'days of one month',
    strength: 'firm',
    pattern: template('(?:từ )?(?:ngày )?{first:number} ?[-–] ?(?:ngày )?{to:day}'),
    read: between,
  },
  { name: 'day – day', strength: 'firm', pattern: template('{from:day} ?[-–] ?{to:day}'), read: between },
  {
    name: 'day of each month',
    strength: 'firm',
    pattern: template(`(?:(?<before>trước)|${last})?(?: ngày)? ?{number} (?:${every}|của mỗi) tháng`),
    read: dayOfEach,
  },
  {
    name: 'each month before a day',
    strength: 'firm',
    pattern: template(`(?:${every}) tháng,? ?\\(?(?:(?<before>trước)|${last}) ngày {number}\\)?(?! ?[/.-] ?\\d)`),
    read: dayOfEach,
  },
  {
    name: 'each month, quarter …',
    strength: 'firm',
    pattern: template(`(?:định kỳ )?(?:${every}|định kỳ) ${unit}(?:(?:,|/|;| và| hoặc) ?(?:(?:${every}) )?${unit}(?! \\d)){0,4}`),
    read: recurring,
  },
  { name: 'before', strength: 'firm', pattern: template('trước (?:hết )?{point}'), read: before },
  {
    name: 'days before an event',
    strength: 'firm',
    pattern: template('trước (?:ít nhất )?{count} ngày(?<working> làm việc)?'),
    open: true,
    read: beforeEvent,
  },
  {
    name: 'days after an event',
    strength: 'firm',
    pattern: template(
      '(?:sau|trong(?: vòng| thời hạn)?|chậm nhất(?: là| sau)?) {count} ngày(?<working> làm việc)?,? (?:tính từ|kể từ|sau)(?: khi| ngày)?',
    ),
    open: true,
    read: afterEvent,
  },
  { name: 'days after', strength: 'firm', pattern: template('sau {count} ngày(?<working> làm việc)?'), read: afterEvent },
  {
    name: 'after an event, days',
    strength: 'firm',
    pattern: template('sau (?:khi )?(?<event>[^.;:(),\\d]{1,80}) {count} ngày(?<working> làm việc)?'),
    read: afterEvent,
  },
  {
    name: 'by the end of',
    strength: 'firm',
    pattern: template(`(?:${last})(?: (?:là|vào|đến|trong)){0,4} (?:hết|cuối ngày) {point}`),
    read: by,
  },
  {
    name: 'by',
    strength: 'firm',
    pattern: template(`(?:${last})(?: (?:là|vào|đến|trong|chậm nhất|muộn nhất)){0,4} {point}`),
    read: byOrWithin,
  },
  { name: 'by the end of, alone', strength: 'firm', pattern: template('(?:hết|cuối ngày) {point}'), read: by },
  { name: 'a day', strength: 'firm at an edge', pattern: template('{day}'), read: byOrWithin },
  { name: 'a period', strength: 'firm at the start', pattern: template('{period}'), read: byOrWithin },
  { name: 'in the year', strength: 'firm at the start', pattern: template('(?:trong|cả) năm(?! \\d)'), read: inTheYear },
  {
    name: 'as a document says',
    strength: 'firm at the start',
    pattern: template(`theo (?:đúng )?(?:(?:tiến độ|thời gian|lịch) )?(?:(?:tại|của|trong) )?(?<document>${documentWords})`),
    open: true,
    read: awaiting,
  },
  { name: 'by rule', strength: 'weak', pattern: template('theo (?:đúng )?quy định'), read: () => ({ rule: { kind: 'BY_RULE' } }) },
  {
    name: 'all the time',
    strength: 'weak',
    pattern: template('(?:thường xuyên|liên tục)(?: trong (?:cả )?năm(?! \\d))?|quanh năm'),
    read: () => ({ rule: { kind: 'CONTINUOUS' } }),
  },
];

/** Words just before a form that make it vague ("khoảng", "cuối tháng 5"), one end of a span ("từ", "sau"), or one of several. */
export const vagueBefore =
  /(?:^|[^\p{L}\p{N}])(?:từ|kể từ|sau|sau khi|khoảng|tầm|tuần(?: {1,9}(?:thứ {1,9})?[\p{L}\p{N}]{1,5})?|thượng tuần|trung tuần|hạ tuần|đầu|giữa|cuối|nửa (?:đầu|cuối|sau)|tháng|quý|\d,|và)(?: {1,9}(?:của|trong|ngày|vào))? {1,9}$/iu;

/** The same for a day that is only planned; behind an awaited document it is the tentative day. */
export const tentativeBefore = /(?:^|[^\p{L}\p{N}])dự kiến(?: {1,9}(?:là|vào|trong|ngày))*[ :]{1,9}$/iu;

/** Words of time that show that something was meant as a deadline, though no form reads it. */
export const timeWords =
  /(?<![\p{L}\p{N}])(?:(?:tuần|tháng|quý|ngày)(?: thứ)? {1,9}(?:\d{1,4}|[IVX]{1,4})(?![\p{L}\p{N}])(?:[/.-]\d{1,4})*|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{1,4})?(?![\p{L}\p{N}/]))/giu;

function before(found: Found): ReadRule {
  const point = found.point('point');
  return { rule: { kind: 'BEFORE', ...dated(point, point.from) }, points: [point] };
}

function by(found: Found): ReadRule {
  const point = found.point('point');
  return { rule: { kind: 'BY', ...dated(point, point.to) }, points: [point] };
}

/** A day ends on itself; a longer period is a time within which. "Đến tháng 5" does not say which end of May, so it counts as May. */
function byOrWithin(found: Found): ReadRule | undefined {
  const place = ['point', 'day', 'period'].find((name) => found.words(name) !== '')!;
  const point = found.point(place);
  if (point.isDay) return { rule: { kind: 'BY', ...dated(point, point.to) }, points: [point] };
  return point.from && point.to ? { rule: { kind: 'WITHIN', from: point.from, to: point.to }, points: [point] } : undefined;
}

/** The end names the year for both; a start that would then lie behind the end is of the year before. */
function between(found: Found): ReadRule | undefined {
  const to = found.point('to');
  const from = found.words('from') ? startOf(found, to) : dayOnly(found, to);
  if (!from) return undefined;
  const candidates = [...from.candidates, ...to.candidates];
  const rule: DeadlineRule = {
    kind: 'WITHIN',
    ...(from.from && { from: from.from }),
    ...(to.to && { to: to.to }),
    ...(candidates.length > 0 && { candidates }),
  };
  return from.from && to.to && from.from > to.to ? undefined : { rule, points: [from, to] };
}

const startOf = (found: Found, to: Point): Point => {
  const from = found.point('from', to);
  return from.yearAssumed && from.from && to.to && from.from > to.to ? found.point('from', { ...to, year: to.year - 1 }) : from;
};

/** "Từ ngày 5 đến ngày 20/6": the month of the end. */
const dayOnly = (found: Found, to: Point): Point | undefined => {
  const date = to.to && to.isDay ? `${to.to.slice(0, 8)}${found.words('first').padStart(2, '0')}` : undefined;
  return date && date <= to.to! && !date.endsWith('-00')
    ? { ...to, text: found.words('first'), from: date, to: date, yearAssumed: false }
    : undefined;
};

const frequencies: readonly (readonly [RegExp, Frequency])[] = [
  [/6 {1,9}tháng/iu, 'HALF_YEARLY'],
  [/tuần/iu, 'WEEKLY'],
  [/tháng/iu, 'MONTHLY'],
  [/quý/iu, 'QUARTERLY'],
  [/năm/iu, 'YEARLY'],
];

function recurring(found: Found): ReadRule {
  const parts = found.text.split(/[,/;]| và | hoặc /iu);
  const named = [...new Set(parts.flatMap((part) => frequencies.find(([pattern]) => pattern.test(part))?.[1] ?? []))];
  const joined = / và /iu.test(found.text) && !/[,/;]| hoặc /iu.test(found.text);
  return { rule: { kind: 'RECURRING', every: named }, ambiguous: named.length > 1 && !joined };
}

function dayOfEach(found: Found): ReadRule | undefined {
  const day = Number(found.words('number'));
  if (day < 1 || day > 31) return undefined;
  const boundary = found.words('before') ? 'BEFORE' : 'BY';
  return { rule: { kind: 'RECURRING', every: ['MONTHLY'], dayOfMonth: { day, boundary } } };
}

/** Dates that other services of the house know by a name of their own. */
const anchors: readonly { readonly words: RegExp; readonly anchor: string }[] = [
  { words: /^(?:so với )?(?:ngày )?(?:dự kiến |tổ chức )*gắn biển/iu, anchor: 'plannedPlaqueDate' },
];

/** "Trước 15 ngày dự kiến gắn biển"; "trước 30 ngày" alone takes the anchor of the phrase before. */
function beforeEvent(found: Found): ReadRule | undefined {
  const known = anchors.find(({ words }) => words.test(found.rest));
  const earlier = found.surroundings.earlier.findLast((rule): rule is RuleOf<'RELATIVE'> => rule.kind === 'RELATIVE');
  const anchor = known?.anchor ?? (found.rest || earlier?.anchor);
  if (!anchor) return undefined;
  const working = found.words('working') !== '';
  return { rule: { kind: 'RELATIVE', anchor, days: -count(found), ...(working && { unit: 'WORKING' }) } };
}

/** Hangs on the milestone before it in the row; the first of a row hangs on the event that it names. */
function afterEvent(found: Found): ReadRule | undefined {
  const unit = found.words('working') ? 'WORKING' : 'CALENDAR';
  const after = found.surroundings.earlier.length - 1;
  if (after >= 0) return { rule: { kind: 'CHAINED', after, days: count(found), unit } };
  const anchor = (found.words('event') || found.rest).trim();
  return anchor ? { rule: { kind: 'RELATIVE', anchor, days: count(found), ...(unit === 'WORKING' && { unit }) } } : undefined;
}

function inTheYear({ surroundings: { planYear }, text, at }: Found): ReadRule {
  const point: Point = {
    text,
    at,
    from: `${planYear}-01-01`,
    to: `${planYear}-12-31`,
    isDay: false,
    year: planYear,
    yearAssumed: true,
    candidates: [],
  };
  return { rule: { kind: 'WITHIN', from: point.from!, to: point.to! }, points: [point] };
}

function awaiting(found: Found): ReadRule | undefined {
  const awaits = found.surroundings.documents(`${found.words('document')} ${found.rest}`.trim());
  return awaits.length > 0 ? { rule: { kind: 'AWAITS_DOCUMENT', awaits } } : undefined;
}

const count = (found: Found): number => Number.parseInt(found.words('count'), 10);

const dated = (point: Point, date: string | undefined) => ({
  ...(date && { date }),
  ...(point.candidates.length > 0 && { candidates: point.candidates }),
});
