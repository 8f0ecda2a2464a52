import type { DeadlineRule } from '@laurel/calendar';

/** The papers that a rule waits for, as keys: the output of a task of this plan, or a body outside. */
export const awaitedBy = (rule: DeadlineRule): readonly string[] =>
  rule.kind === 'AWAITS_DOCUMENT'
    ? rule.awaits.map(({ document, fromTask, external }) => (fromTask === undefined ? (external ?? document) : `task:${fromTask}`))
    : [];
