import { z } from 'zod';
import { type Token, tokenise } from './tokens.js';

/** The names by which documents call bodies, offices and groups. UNRESOLVED: a collective that names nobody. */
export const gazetteer = z
  .object({
    entries: z
      .array(
        z
          .object({
            ref: z.string(),
            nameVi: z.string(),
            aliases: z.array(z.string()).readonly(),
            kind: z.enum(['ORGANISATION', 'OFFICE', 'GROUP', 'UNRESOLVED']),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type Gazetteer = z.infer<typeof gazetteer>;
export type GazetteerEntry = Gazetteer['entries'][number];

export interface NameMatch {
  /** One entry, or several that share the name. */
  readonly entries: readonly GazetteerEntry[];
  /** Tokens that it covers. */
  readonly length: number;
}

/** Names that differ only by a last number ("Cụm thi đua số 8"): by that number. */
export type Series = ReadonlyMap<number, GazetteerEntry>;

export interface GazetteerIndex {
  /** The longest name that begins at a token. */
  readonly longestAt: (tokens: readonly Token[], from: number) => NameMatch | undefined;
  /** The one entry that has exactly this name. */
  readonly exactly: (name: string) => GazetteerEntry | undefined;
  /** The longest series whose common words begin at a token: "Cụm thi đua". */
  readonly seriesAt: (tokens: readonly Token[], from: number) => { readonly series: Series; readonly length: number } | undefined;
  readonly seriesOf: (entry: GazetteerEntry) => { readonly number: number; readonly series: Series; readonly head: string } | undefined;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: GazetteerEntry[];
}

export const indexGazetteer = ({ entries }: Gazetteer): GazetteerIndex => {
  const root = node();
  const series = new Map<string, Map<number, GazetteerEntry>>();
  for (const entry of entries)
    for (const name of [entry.nameVi, ...entry.aliases]) {
      const words = wordsOf(name);
      insert(root, words, entry);
      const numbered = numberedName(words);
      if (numbered) series.set(numbered.head, (series.get(numbered.head) ?? new Map<number, GazetteerEntry>()).set(numbered.number, entry));
    }
  return {
    longestAt: (tokens, from) => longestIn(root, tokens, from),
    exactly: (name) => {
      const tokens = tokenise(name.normalize('NFC'));
      const match = longestIn(root, tokens, 0);
      return match?.length === tokens.length && match.entries.length === 1 ? match.entries[0] : undefined;
    },
    seriesAt: (tokens, from) => seriesStarting(series, tokens, from),
    seriesOf: (entry) => {
      for (const name of [entry.nameVi, ...entry.aliases]) {
        const numbered = numberedName(wordsOf(name));
        const members = numbered && series.get(numbered.head);
        if (numbered && members && members.size > 1) return { ...numbered, series: members };
      }
      return undefined;
    },
  };
};

const node = (): Node => ({ next: new Map(), entries: [] });

const wordsOf = (name: string): readonly string[] => tokenise(name.normalize('NFC')).map(({ folded }) => folded);

const insert = (root: Node, words: readonly string[], entry: GazetteerEntry): void => {
  if (words.length === 0) return;
  let at = root;
  for (const word of words) {
    const next = at.next.get(word) ?? node();
    at.next.set(word, next);
    at = next;
  }
  if (!at.entries.includes(entry)) at.entries.push(entry);
};

const longestIn = (root: Node, tokens: readonly Token[], from: number): NameMatch | undefined => {
  let found: NameMatch | undefined;
  let at: Node | undefined = root;
  for (let index = from; index < tokens.length; index += 1) {
    at = at.next.get(tokens[index]!.folded);
    if (!at) break;
    if (at.entries.length > 0) found = { entries: at.entries, length: index - from + 1 };
  }
  return found;
};

/** "số 08" is no member of the series of "số 8": a leading zero marks another authority's numbering. */
const numberedName = (words: readonly string[]): { readonly head: string; readonly number: number } | undefined => {
  const last = words.at(-1);
  if (!last || !/^[1-9]\d{0,3}$/.test(last) || words.length < 2) return undefined;
  const head = words.slice(0, words.at(-2) === numberWord ? -2 : -1);
  return head.length > 0 ? { head: head.join(' '), number: Number(last) } : undefined;
};

const numberWord = tokenise('số')[0]!.folded;

const longestHead = 8;

const seriesStarting = (series: ReadonlyMap<string, Series>, tokens: readonly Token[], from: number) => {
  for (let length = Math.min(longestHead, tokens.length - from); length > 0; length -= 1) {
    const words = tokens.slice(from, from + length).map(({ folded }) => folded);
    const found = series.get(words.join(' '));
    const next = tokens[from + length]?.folded;
    if (found && next !== numberWord && !/^\d/.test(next ?? '')) return { series: found, length };
  }
  return undefined;
};
