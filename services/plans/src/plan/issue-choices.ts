import type { IssueChoice } from './plan.events.js';

type Kind = IssueChoice['kind'];

/** What may be chosen for an issue, by its code. A code that is not here takes `AS_WRITTEN` only. */
const choices: Readonly<Record<string, readonly Kind[]>> = {
  INVALID_DATE: ['DATE', 'RULE'],
  YEAR_MISMATCH: ['AS_WRITTEN', 'DATE', 'YEAR', 'RULE'],
  QUARTER_MISMATCH: ['AS_WRITTEN', 'DATE'],
  REVERSED_MILESTONES: ['AS_WRITTEN', 'DATE'],
  MISSING_LEAD: ['AS_WRITTEN', 'REFS'],
  MISSING_ADVISER: ['AS_WRITTEN', 'REFS'],
  TYPO: ['AS_WRITTEN', 'TEXT'],
  AMBIGUOUS_RECURRENCE: ['RECURRENCE'],
  UNRESOLVED_GROUP: ['AS_WRITTEN', 'REFS'],
  UNKNOWN_ORGANISATION: ['AS_WRITTEN', 'REFS'],
  UNREADABLE_DEADLINE: ['AS_WRITTEN', 'RULE'],
  YEAR_ASSUMED: ['AS_WRITTEN', 'DATE'],
  TORN_ROW: ['AS_WRITTEN', 'TEXT'],
};

export const choicesFor = (code: string): readonly Kind[] => choices[code] ?? ['AS_WRITTEN'];

/** Choices that would move a deadline: after the issue only an amendment may. */
export const movesDeadline = (kind: Kind): boolean => kind === 'DATE' || kind === 'RULE' || kind === 'YEAR';
