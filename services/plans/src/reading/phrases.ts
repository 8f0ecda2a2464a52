import type { DeadlineRule } from '@laurel/calendar';
import { borderBetween, bracketAt, firstMark } from './borders.js';
import { type Clause, clausesOf, type Match, type Span } from './clauses.js';
import { explain } from './explanations.js';
import type { GazetteerIndex } from './gazetteer.js';
import { foundIn, type ReadRule, type Strength, type Surroundings } from './grammar/form.js';
import type { Point } from './grammar/points.js';
import type { Remark } from './issue.js';
import type { Passage } from './passage.js';

/** One deadline with its words. Indexes are those of the cell. */
export interface Phrase {
  readonly start: number;
  readonly end: number;
  readonly rule: DeadlineRule;
  readonly points: readonly Point[];
  /** Words before and behind the deadline itself: who does what. */
  readonly before: Span;
  readonly behind: Span;
  readonly condition?: string;
  /** It only makes sense with the phrase before it. */
  readonly leans: boolean;
}

export interface ReadPhrases {
  readonly phrases: readonly Phrase[];
  readonly remarks: readonly Remark[];
}

/** The deadlines of one cell in the order of the text. Words that no form reads become a phrase without a deadline, and are told. */
export const readPhrases = (passage: Passage, gazetteer: GazetteerIndex, around: Omit<Surroundings, 'earlier'>): ReadPhrases => {
  const { clauses, names } = clausesOf(passage.text, gazetteer);
  const reader: Reader = { passage, text: passage.text, names, around, phrases: [], rules: [], remarks: [] };
  for (const clause of clauses) readClause(reader, clause);
  if (clauses.length === 0 && passage.text !== '') addUnreadable(reader, { from: 0, to: passage.text.length, matches: [], unread: [] });
  return reader;
};

interface Reader {
  readonly passage: Passage;
  readonly text: string;
  readonly names: readonly Span[];
  readonly around: Omit<Surroundings, 'earlier'>;
  readonly phrases: Phrase[];
  /** The rules so far, as the forms of later phrases see them; ahead of the phrases by those of the clause being read. */
  readonly rules: DeadlineRule[];
  readonly remarks: Remark[];
}

const readClause = (reader: Reader, clause: Clause): void => {
  const { text } = reader;
  const { read, failed } = readMatches(reader, clause);
  if (read.length === 0) return addUnreadable(reader, clause);
  let start = clause.from;
  for (const [index, one] of read.entries()) {
    const next = read[index + 1];
    const border = next
      ? borderBetween(reader, { start: one.match.start, end: one.core }, next.match)
      : { end: clause.to, next: clause.to };
    if ('lost' in border && border.lost) tellLostSeparator(reader, border.lost);
    addPhrase(reader, clause, { ...one, start, end: border.end }, next === undefined);
    start = border.next;
  }
  for (const { start: at, end } of [...clause.unread, ...failed])
    remark(reader, 'UNREADABLE_DEADLINE', at, end, explain.unreadable(text.slice(at, end)), reader.phrases.length - 1);
};

interface ReadMatch {
  readonly match: Match;
  readonly read: ReadRule;
  /** Where the words that the form takes end. */
  readonly core: number;
}

/** The strongest matches of a clause that are deadlines on a second look too, and those that are not. */
const readMatches = (reader: Reader, clause: Clause): { readonly read: readonly ReadMatch[]; readonly failed: readonly Match[] } => {
  const { text } = reader;
  const done: ReadMatch[] = [];
  const failed: Match[] = [];
  for (const match of strongest(text, clause)) {
    const restEnd = match.form.open ? endOfRest(reader, match, nextMatch(clause, match) ?? clause.to, clause.to) : match.end;
    const rest = text.slice(match.end, restEnd);
    const read = match.form.read(foundIn(match.groups, rest.trim(), { ...reader.around, earlier: reader.rules }));
    if (read) {
      reader.rules.push(read.rule);
      done.push({ match, read, core: match.end + rest.trimEnd().length });
    } else failed.push(match);
  }
  return { read: done, failed };
};

const rank: Readonly<Record<Strength, number>> = { firm: 3, 'firm at an edge': 3, 'firm at the start': 3, mention: 2, weak: 1 };

/** The matches of the strongest kind in the clause, without the days that are only planned. */
const strongest = (text: string, clause: Clause): readonly Match[] => {
  const ranked = clause.matches
    .filter(({ tentative }) => !tentative)
    .map((match) => ({ match, rank: rank[strengthOf(text, clause, match)] }));
  const highest = ranked.reduce((best, one) => Math.max(best, one.rank), 0);
  return ranked.filter((one) => one.rank === highest).map(({ match }) => match);
};

const strengthOf = (text: string, { from, to }: Clause, { form, start, end }: Match): Strength => {
  if (form.strength !== 'firm at an edge' && form.strength !== 'firm at the start') return form.strength;
  if (start === from || /[,:([]\s*$/.test(text.slice(Math.max(from, start - 3), start))) return 'firm';
  const atEnd = end === to || /^\s*[,;.:)\]([]/.test(text.slice(end, Math.min(to, end + 3)));
  return form.strength === 'firm at an edge' && atEnd ? 'firm' : 'mention';
};

/** The next form that binds; a planned day belongs to the document it stands behind. */
const nextMatch = ({ matches }: Clause, match: Match): number | undefined => {
  let next = matches.indexOf(match) + 1;
  while (matches[next]?.tentative) next += 1;
  return matches[next]?.start;
};

/** Up to a mark outside a name, or the next form. */
const endOfRest = (reader: Reader, match: Match, limit: number, to: number): number => {
  const end = firstMark(reader, match.end, Math.min(limit, to), /[.,;:()]/);
  const planned = /(?<!\p{L})dự kiến(?!\p{L})/iu.exec(reader.text.slice(match.end, end));
  return match.form.name === documentForm && planned ? match.end + planned.index : end;
};

const documentForm = 'as a document says';

const tellLostSeparator = (reader: Reader, { start, middle, end }: Span & { readonly middle: number }): void => {
  const { text } = reader;
  const candidate = `${text.slice(start, middle)}; ${text.slice(middle, end).trim()}`;
  remark(reader, 'LOST_SEPARATOR', start, end, explain.lostSeparator(text.slice(start, end)), reader.phrases.length, [candidate]);
};

interface Draft extends ReadMatch {
  readonly start: number;
  readonly end: number;
}

const addPhrase = (reader: Reader, clause: Clause, { match, read, start, core, end }: Draft, isLast: boolean): void => {
  const { text } = reader;
  const index = reader.phrases.length;
  const planned = isLast ? plannedDay(reader, clause, read.rule) : undefined;
  const bracket = bracketAt(text, core, end);
  const condition = bracket && conditionIn(text.slice(bracket.start + 1, bracket.end - 1));
  const words = text.slice(start, match.start).trim();
  reader.phrases.push({
    start,
    end,
    rule: planned?.rule ?? read.rule,
    points: [...(read.points ?? []), ...(planned?.points ?? [])],
    before: { start, end: match.start },
    behind: { start: bracket?.end ?? core, end },
    ...(condition && { condition }),
    leans: words === '' && read.rule.kind === 'RELATIVE' && text.slice(match.end, core).trim() === '' && index > 0,
  });
  if (read.ambiguous)
    remark(reader, 'AMBIGUOUS_RECURRENCE', match.start, match.end, explain.recurrence(text.slice(match.start, match.end)), index);
  if (!planned && isLast) tellPlannedDays(reader, clause, index);
};

/** The day in "dự kiến trước D" behind an awaited document. */
const plannedDay = (reader: Reader, clause: Clause, rule: DeadlineRule): ReadRule | undefined => {
  const match = clause.matches.find(({ tentative }) => tentative);
  if (!match || rule.kind !== 'AWAITS_DOCUMENT') return undefined;
  const read = match.form.read(foundIn(match.groups, '', { ...reader.around, earlier: [] }));
  if (!read || !('candidates' in read.rule || 'date' in read.rule || 'to' in read.rule)) return undefined;
  const { rule: day, points = [] } = read;
  const date = day.kind === 'BEFORE' || day.kind === 'BY' ? day.date : day.kind === 'WITHIN' ? day.to : undefined;
  const candidates = points.flatMap((point) => point.candidates);
  return {
    rule: {
      ...rule,
      ...(date && { date }),
      ...(day.kind !== 'BEFORE' && { dayCounts: true }),
      ...(candidates.length > 0 && { candidates }),
      tentative: true,
    },
    points,
  };
};

/** A planned day binds nobody and no rule can hold it without a document: it is told. */
const tellPlannedDays = (reader: Reader, clause: Clause, milestone: number): void => {
  for (const match of clause.matches.filter(({ tentative }) => tentative)) {
    const { start, end } = match;
    const words = reader.text.slice(start, end);
    remark(reader, 'UNREADABLE_DEADLINE', start, end, explain.unreadable(`dự kiến ${words}`), milestone, daysNamed(reader, [match]));
  }
};

const conditionWords = /^(?:đối với |với |(?=cấp |nếu |trường hợp ))/iu;

const conditionIn = (words: string): string | undefined =>
  conditionWords.test(words.trim()) ? words.trim().replace(conditionWords, '') : undefined;

const addUnreadable = (reader: Reader, clause: Clause): void => {
  const { from, to } = clause;
  const index = reader.phrases.length;
  remark(
    reader,
    'UNREADABLE_DEADLINE',
    from,
    to,
    explain.unreadable(reader.text.slice(from, to)),
    index,
    daysNamed(reader, clause.matches),
  );
  reader.rules.push({ kind: 'NONE' });
  reader.phrases.push({
    start: from,
    end: to,
    rule: { kind: 'NONE' },
    points: [],
    before: { start: from, end: to },
    behind: { start: to, end: to },
    leans: false,
  });
};

const daysNamed = (reader: Reader, matches: readonly Match[]): readonly string[] =>
  matches.flatMap(({ form, groups }) => {
    const read = form.read(foundIn(groups, '', { ...reader.around, earlier: [] }));
    return read?.points?.flatMap(({ to, candidates }) => (to ? [to] : candidates)) ?? [];
  });

const remark = (
  { passage, remarks }: Reader,
  code: Remark['code'],
  start: number,
  end: number,
  explanation: Remark['explanation'],
  milestone: number,
  candidates: readonly string[] = [],
): void => {
  remarks.push({ code, column: 'deadline', passage, at: start, text: passage.text.slice(start, end), explanation, milestone, candidates });
};
