import { type Passage, placeIn } from './passage.js';
import { type Issue, type IssueCode, severities } from './reading.js';

/** What was remarked, before it is told: `at` is the index in the passage. */
export interface Remark {
  readonly code: IssueCode;
  readonly column: Issue['where']['column'];
  readonly passage: Passage;
  readonly at: number;
  readonly text: string;
  readonly explanation: Issue['explanation'];
  readonly severity?: Issue['severity'];
  readonly candidates?: readonly string[];
  readonly milestone?: number;
}

const columnOrder: readonly Remark['column'][] = ['row', 'number', 'content', 'leads', 'implementers', 'advisers', 'deadline', 'extra'];
const codeOrder = Object.keys(severities);

/** Remarks on one task (or on none) as issues, by column, place and code. */
export const toIssues = (owner: string, remarks: readonly Remark[]): readonly Issue[] => {
  const seen = new Map<string, number>();
  return remarks.toSorted(byPlace).map(({ code, column, passage, at, text, explanation, severity, candidates, milestone }) => {
    const name = [owner, code, column, print(text)].join('.');
    const ordinal = (seen.get(name) ?? 0) + 1;
    seen.set(name, ordinal);
    return {
      id: `${name}.${ordinal}`,
      code,
      severity: severity ?? severities[code],
      where: { column, text, ...placeIn(passage, at) },
      explanation,
      ...(candidates && candidates.length > 0 && { candidates }),
      ...(milestone !== undefined && { milestone }),
    };
  });
};

const byPlace = (one: Remark, other: Remark): number =>
  columnOrder.indexOf(one.column) - columnOrder.indexOf(other.column) ||
  one.at - other.at ||
  codeOrder.indexOf(one.code) - codeOrder.indexOf(other.code);

/** A short print of the words (FNV-1a), so that an id stays one word. */
const print = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
};
