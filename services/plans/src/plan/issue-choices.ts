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

/** Of an issue about words that date nothing, such as the year in a title. */
const choicesBesideDates: Readonly<Record<string, readonly Kind[]>> = { YEAR_MISMATCH: ['AS_WRITTEN', 'YEAR', 'TEXT'] };

interface About {
  readonly code: string;
  /** Absent where no deadline is meant. */
  readonly milestoneId?: string | undefined;
}

export const choicesFor = ({ code, milestoneId }: About): readonly Kind[] =>
  (milestoneId === undefined ? choicesBesideDates[code] : undefined) ?? choices[code] ?? ['AS_WRITTEN'];

/** A choice that would move a deadline: after the issue only an amendment may. */
export const movesDeadline = ({ milestoneId }: About, kind: Kind): boolean =>
  milestoneId !== undefined && (kind === 'DATE' || kind === 'RULE' || kind === 'YEAR');
