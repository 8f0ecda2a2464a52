import { explain } from './explanations.js';
import type { GazetteerEntry, GazetteerIndex, Series } from './gazetteer.js';
import { actionWords, bodyWords, passiveOpening, whoeverAsks } from './grammar/bodies.js';
import type { Remark } from './issue.js';
import type { Passage } from './passage.js';
import { type Token, tokenise } from './tokens.js';

/** Who a row names, as far as the gazetteer knows them. */
export interface RowBodies {
  readonly content: Passage;
  /** Who acts when a phrase names nobody: the implementers; in a table without that column, the leads. */
  readonly doers: readonly GazetteerEntry[];
  /** Everybody that the cells of the row name. */
  readonly named: readonly GazetteerEntry[];
}

export interface Actors {
  readonly refs: readonly string[];
  readonly together: boolean;
  /** How many characters of the words the names take. */
  readonly taken: number;
  readonly remarks: readonly Pick<Remark, 'code' | 'text' | 'explanation' | 'candidates'>[];
}

/** Who owes a phrase: the body that its words begin with, otherwise the doers of the row. */
export const actorsOf = (words: string, row: RowBodies, gazetteer: GazetteerIndex): Actors => {
  const tokens = tokenise(words.slice(0, longestOpening));
  const asker = passiveOpening.test(words) ? whoeverAsksFor(row.content.text, gazetteer) : undefined;
  if (asker) return { refs: [asker.ref], together: false, taken: 0, remarks: [] };
  return (
    namedFirst(words, tokens, row, gazetteer) ?? collective(words, tokens, row, gazetteer) ?? unknownFirst(words) ?? doersOf(row, gazetteer)
  );
};

const longestOpening = 400;

const named = (entries: readonly GazetteerEntry[], row: RowBodies, gazetteer: GazetteerIndex): Pick<Actors, 'refs' | 'together'> => {
  const [only] = entries;
  const narrowed = entries.length === 1 && only!.kind === 'GROUP' ? narrowedBy(row.content.text, only!, gazetteer) : undefined;
  return {
    refs: [...new Set((narrowed ?? entries).map(({ ref }) => ref))],
    together: !narrowed && entries.length > 1 && entries.every(({ kind }) => kind === 'ORGANISATION' || kind === 'OFFICE'),
  };
};

const doersOf = (row: RowBodies, gazetteer: GazetteerIndex): Actors => ({ ...named(row.doers, row, gazetteer), taken: 0, remarks: [] });

/** One known name or several in a row. A capital letter right behind, or behind "và", shows a name that is not known. */
const namedFirst = (words: string, tokens: readonly Token[], row: RowBodies, gazetteer: GazetteerIndex): Actors | undefined => {
  const entries: GazetteerEntry[] = [];
  let at = 0;
  let end = 0;
  for (let match = gazetteer.longestAt(tokens, at); match?.entries.length === 1; match = gazetteer.longestAt(tokens, at)) {
    entries.push(match.entries[0]!);
    at += match.length;
    end = at;
    if (isJoint(tokens[at])) at += 1;
  }
  const [first] = entries;
  if (!first) return undefined;
  const next = tokens[at];
  if (next && /^\p{Lu}/u.test(words.slice(next.start))) return undefined;
  const taken = tokens[end - 1]!.end;
  const unresolved = entries.find(({ kind }) => kind === 'UNRESOLVED');
  const text = words.slice(0, taken);
  const remarks = unresolved ? [{ code: 'UNRESOLVED_GROUP' as const, text, explanation: explain.unresolvedGroup(text) }] : [];
  return { ...named(entries, row, gazetteer), taken, remarks };
};

const isJoint = (token: Token | undefined): boolean => token !== undefined && /^(?:,|va\u0300)$/.test(token.folded);

/** "Cụm thi đua" without a number: those of the series that the row names, or its group of them. */
const collective = (words: string, tokens: readonly Token[], row: RowBodies, gazetteer: GazetteerIndex): Actors | undefined => {
  const found = gazetteer.seriesAt(tokens, 0);
  if (!found) return undefined;
  const taken = tokens[found.length - 1]!.end;
  const members = [...found.series.values()];
  const head = headOf(tokens.slice(0, found.length));
  const inRow = row.named.filter((entry) => members.includes(entry));
  const refs = inRow.length > 0 ? inRow : row.named.filter((entry) => entry.kind === 'GROUP' && contains(entry, head));
  const text = words.slice(0, taken);
  const remarks = refs.length > 0 ? [] : [{ code: 'UNKNOWN_ORGANISATION' as const, text, explanation: explain.unknownBody(text) }];
  return { refs: [...new Set(refs.map(({ ref }) => ref))], together: false, taken, remarks };
};

/** A body that nobody knows: whoever it is, it is not the doers of the row. */
const unknownFirst = (words: string): Actors | undefined => {
  if (!bodyWords.test(words)) return undefined;
  const verb = actionWords.exec(words);
  const text = (verb ? words.slice(0, verb.index) : words).trim();
  return text === ''
    ? undefined
    : {
        refs: [],
        together: false,
        taken: text.length,
        remarks: [{ code: 'UNKNOWN_ORGANISATION', text, explanation: explain.unknownBody(text) }],
      };
};

/** "Hồ sơ gửi …" names nobody: it comes from whoever asks for what the content is about, if the gazetteer has a name for that. */
const whoeverAsksFor = (content: string, gazetteer: GazetteerIndex): GazetteerEntry | undefined => {
  const tokens = tokenise(`${whoeverAsks} ${content.replace(/^[\s-]+/, '').slice(0, longestOpening)}`);
  const match = gazetteer.longestAt(tokens, 0);
  return match && match.length > tokenise(whoeverAsks).length && match.entries.length === 1 ? match.entries[0] : undefined;
};

/** "(Cụm 1 đến Cụm 7)" in the content: those members instead of the whole group, if the gazetteer knows every one. */
const narrowedBy = (content: string, group: GazetteerEntry, gazetteer: GazetteerIndex): readonly GazetteerEntry[] | undefined => {
  if (!/\d\s*(?:đến|tới|-|–)\s/iu.test(content)) return undefined;
  const tokens = tokenise(content);
  for (let at = 0; at < tokens.length; at += 1) {
    const from = gazetteer.longestAt(tokens, at);
    const member = from?.entries.length === 1 ? gazetteer.seriesOf(from.entries[0]!) : undefined;
    if (!from || !member || !contains(group, member.head) || !isUpTo(tokens[at + from.length])) continue;
    const to = lastNumber(tokens, at + from.length + 1, member.series, gazetteer);
    const all = to === undefined ? [] : numbersFrom(member.number, to).map((number) => member.series.get(number));
    if (all.length > 0 && all.every((entry) => entry !== undefined)) return all;
  }
  return undefined;
};

const isUpTo = (token: Token | undefined): boolean =>
  token !== undefined && ['-', ...tokenise('đến tới').map(({ folded }) => folded)].includes(token.folded);

const lastNumber = (tokens: readonly Token[], at: number, series: Series, gazetteer: GazetteerIndex): number | undefined => {
  const match = gazetteer.longestAt(tokens, at);
  const [entry] = match?.entries ?? [];
  if (entry) return [...series].find(([, member]) => member === entry)?.[0];
  const number = Number(tokens[at]?.folded);
  return series.has(number) ? number : undefined;
};

const numbersFrom = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.min(to - from + 1, 1000) }, (_, index) => from + index);

const headOf = (tokens: readonly Token[]): string => tokens.map(({ folded }) => folded).join(' ');

const contains = ({ nameVi, aliases }: GazetteerEntry, head: string): boolean =>
  [nameVi, ...aliases].some((name) => ` ${headOf(tokenise(name))} `.includes(` ${head} `));
