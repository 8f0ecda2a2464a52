import type { RuleOf } from '@laurel/calendar';
import type { GazetteerIndex } from './gazetteer.js';
import { bodyWords, makingWords } from './grammar/bodies.js';
import { tokenise } from './tokens.js';

type Awaited = RuleOf<'AWAITS_DOCUMENT'>['awaits'];

/** Which tasks make which documents: by the words behind "Xây dựng và triển khai …". */
export interface Outputs {
  /** The only other task whose output begins with these words. */
  readonly makerOf: (document: string, otherThan: number | undefined) => number | undefined;
}

interface Node {
  readonly next: Map<string, Node>;
  /** Up to three: more than two are too many to tell apart anyway. */
  readonly tasks: number[];
}

const deepest = 16;

export const outputsOf = (tasks: readonly { readonly no?: number; readonly content: string }[]): Outputs => {
  const root: Node = { next: new Map(), tasks: [] };
  for (const { no, content } of tasks) {
    const making = makingWords.exec(content);
    if (!making || no === undefined) continue;
    let at = root;
    for (const { folded } of tokenise(content.slice(making[0].length, making[0].length + 200)).slice(0, deepest)) {
      const next = at.next.get(folded) ?? { next: new Map<string, Node>(), tasks: [] };
      at.next.set(folded, next);
      at = next;
      if (at.tasks.length < 3 && !at.tasks.includes(no)) at.tasks.push(no);
    }
  }
  return {
    makerOf: (document, otherThan) => {
      const makers = find(root, document)?.tasks.filter((no) => no !== otherThan) ?? [];
      return makers.length === 1 ? makers[0] : undefined;
    },
  };
};

const find = (root: Node, words: string): Node | undefined => {
  let at: Node | undefined = root;
  for (const { folded } of tokenise(words)) at = at?.next.get(folded);
  return at;
};

/** A bare "hướng dẫn" names no document of the plan in particular; it takes more words than that. */
const bareDocument = 3;

/** Nothing longer is the name of a document. */
const longestDocument = 400;

/** "hướng dẫn của A và B" awaits two documents, "Hướng dẫn tổng kết" the one that a task of this plan makes, if one does. */
export const awaitedIn = (words: string, no: number | undefined, outputs: Outputs, gazetteer: GazetteerIndex): Awaited => {
  if (words.length > longestDocument) return [];
  for (const { index, 0: of } of words.matchAll(/\s+của\s+/giu)) {
    const issuers = issuersIn(words.slice(index + of.length), gazetteer);
    if (issuers.length > 0) return issuers.map((external) => ({ document: words.slice(0, index), external }));
  }
  const fromTask = tokenise(words).length >= bareDocument ? outputs.makerOf(words, no) : undefined;
  return [{ document: words, ...(fromTask !== undefined && { fromTask }) }];
};

/** References of known bodies; the words themselves where a body is named that nobody knows. */
const issuersIn = (words: string, gazetteer: GazetteerIndex): readonly string[] => {
  const tokens = tokenise(words);
  const found: string[] = [];
  for (let at = 0; at < tokens.length;) {
    const match = gazetteer.longestAt(tokens, at);
    const start = tokens[at]!.start;
    if (match?.entries.length === 1) found.push(match.entries[0]!.ref);
    else if (bodyWords.test(words.slice(start))) return [...found, words.slice(start)];
    else if (!/^(?:,|va\u0300)$/.test(tokens[at]!.folded)) return found;
    at += match?.length ?? 1;
  }
  return found;
};
