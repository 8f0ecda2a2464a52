import { explain } from './explanations.js';
import type { GazetteerEntry, GazetteerIndex } from './gazetteer.js';
import { bodyWords } from './grammar/bodies.js';
import type { Remark } from './issue.js';
import type { Passage } from './passage.js';
import type { Name } from './reading.js';
import { type Token, tokenise } from './tokens.js';

export interface ReadNames {
  readonly names: readonly Name[];
  readonly entries: readonly GazetteerEntry[];
  readonly remarks: readonly Remark[];
}

type NameColumn = 'leads' | 'implementers' | 'advisers';

/**
 * The names of one cell. The gazetteer splits it, longest name first; "và", a comma or a dash separate two names only where the
 * gazetteer or the opening of a public body's name stands on either side. What it does not know stays whole and is told.
 */
export const readNames = (passage: Passage, column: NameColumn, gazetteer: GazetteerIndex): ReadNames => {
  const pieces = piecesOf(passage.text, gazetteer);
  const remarks = pieces.flatMap((piece, index) => remarksOn(piece, pieces[index - 1], passage, column));
  return {
    names: pieces.map(({ raw, entries }) => ({ raw, ...(entries.length === 1 && { ref: entries[0]!.ref }) })),
    entries: pieces.flatMap(({ entries }) => (entries.length === 1 ? entries : [])),
    remarks,
  };
};

interface Piece {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly GazetteerEntry[];
  /** Nothing but a blank stands between it and the piece before. */
  readonly touches: boolean;
  /** Entries whose names the unknown words contain. */
  readonly near: readonly GazetteerEntry[];
}

const remarksOn = (piece: Piece, before: Piece | undefined, passage: Passage, column: NameColumn): readonly Remark[] => {
  const on = (code: Remark['code'], start: number, explanation: Remark['explanation'], candidates: readonly string[] = []): Remark => ({
    code,
    column,
    passage,
    at: start,
    text: passage.text.slice(start, piece.end),
    explanation,
    candidates,
  });
  const remarks: Remark[] = [];
  if (before && piece.touches)
    remarks.push(
      on('LOST_SEPARATOR', before.start, explain.lostSeparator(passage.text.slice(before.start, piece.end)), [
        `${before.raw}, ${piece.raw}`,
      ]),
    );
  if (piece.entries.length === 0)
    remarks.push(
      on(
        'UNKNOWN_ORGANISATION',
        piece.start,
        explain.unknownBody(piece.raw),
        piece.near.map(({ ref }) => ref),
      ),
    );
  if (piece.entries.length > 1)
    remarks.push(
      on(
        'UNKNOWN_ORGANISATION',
        piece.start,
        explain.ambiguousBody(piece.raw),
        piece.entries.map(({ ref }) => ref),
      ),
    );
  if (piece.entries.length === 1 && piece.entries[0]!.kind === 'UNRESOLVED')
    remarks.push(on('UNRESOLVED_GROUP', piece.start, explain.unresolvedGroup(piece.raw)));
  return remarks;
};

/** Stretches of tokens: names that the gazetteer knows, and the words between them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly GazetteerEntry[];
}

const piecesOf = (text: string, gazetteer: GazetteerIndex): readonly Piece[] => {
  const tokens = tokenise(text);
  const pieces: Piece[] = [];
  for (let at = 0; at < tokens.length;) {
    if (isSeparator(tokens, at)) {
      at += 1;
      continue;
    }
    const previous = pieces.at(-1);
    const found =
      knownAt(text, tokens, at, gazetteer) ?? numberAfter(previous, tokens, at, gazetteer) ?? unknownAt(text, tokens, at, gazetteer);
    const touches = at > 0 && previous !== undefined && text.slice(previous.end, tokens[at]!.start).trim() === '';
    pieces.push(pieceOf(text, tokens, found, touches, gazetteer));
    at = found.to;
  }
  return pieces;
};

const pieceOf = (
  text: string,
  tokens: readonly Token[],
  { from, to, entries }: Stretch,
  touches: boolean,
  gazetteer: GazetteerIndex,
): Piece => {
  const start = tokens[from]!.start;
  const end = tokens[to - 1]!.end;
  const near = entries.length > 0 ? [] : namesWithin(tokens, from, to, gazetteer);
  return { raw: text.slice(start, end), start, end, entries, touches, near };
};

/** A known name that ends where a name can end: at a separator, before "và", or before another known name. */
const knownAt = (text: string, tokens: readonly Token[], at: number, gazetteer: GazetteerIndex): Stretch | undefined => {
  const match = gazetteer.longestAt(tokens, at);
  if (!match) return undefined;
  const found = { from: at, to: at + match.length, entries: match.entries };
  return endsAt(text, tokens, found, gazetteer) ? found : undefined;
};

const endsAt = (text: string, tokens: readonly Token[], { to, entries }: Stretch, gazetteer: GazetteerIndex): boolean => {
  const next = tokens[to];
  if (!next || isHardSeparator(next)) return true;
  if (next.folded === and || next.folded === '-') return beginsName(text, tokens, to + 1, gazetteer);
  return gazetteer.longestAt(tokens, to) !== undefined || memberOf(entries[0], next, gazetteer) !== undefined;
};

/** "9" after "Cụm thi đua số 8": a name of the same series, cut down to its number. */
const numberAfter = (before: Piece | undefined, tokens: readonly Token[], at: number, gazetteer: GazetteerIndex): Stretch | undefined => {
  const member = memberOf(before?.entries[0], tokens[at]!, gazetteer);
  return member && { from: at, to: at + 1, entries: [member] };
};

const memberOf = (entry: GazetteerEntry | undefined, { folded }: Token, gazetteer: GazetteerIndex): GazetteerEntry | undefined =>
  entry && /^[1-9]\d{0,3}$/.test(folded) ? gazetteer.seriesOf(entry)?.series.get(Number(folded)) : undefined;

/** Unknown words up to the next place where another name begins behind a separator. */
const unknownAt = (text: string, tokens: readonly Token[], from: number, gazetteer: GazetteerIndex): Stretch => {
  let to = from + 1;
  while (to < tokens.length && !(isSeparator(tokens, to) && (isEnd(tokens[to]!) || beginsName(text, tokens, to + 1, gazetteer)))) to += 1;
  return { from, to, entries: [] };
};

const namesWithin = (tokens: readonly Token[], from: number, to: number, gazetteer: GazetteerIndex): readonly GazetteerEntry[] => {
  const found = new Map<string, GazetteerEntry>();
  for (let at = from; at < to && found.size < 5; at += 1)
    for (const entry of gazetteer.longestAt(tokens, at)?.entries ?? []) found.set(entry.ref, entry);
  return [...found.values()];
};

const and = tokenise('và')[0]!.folded;

const isHardSeparator = ({ folded }: Token): boolean => /^[,;.()[\]/:]$/.test(folded);
const isEnd = ({ folded }: Token): boolean => /^[;()[\]]$/.test(folded);
const isSeparator = (tokens: readonly Token[], at: number): boolean =>
  isHardSeparator(tokens[at]!) || tokens[at]!.folded === and || tokens[at]!.folded === '-';

const beginsName = (text: string, tokens: readonly Token[], at: number, gazetteer: GazetteerIndex): boolean =>
  at >= tokens.length ||
  isSeparator(tokens, at) ||
  gazetteer.longestAt(tokens, at) !== undefined ||
  bodyWords.test(text.slice(tokens[at]!.start, tokens[at]!.start + longestOpening));

const longestOpening = 40;
