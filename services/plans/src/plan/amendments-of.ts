import { type DeadlinePolicy, lastValidDay } from '@laurel/calendar';
import { type Reason, type Reasons, refuse } from '@laurel/event-sourcing';
import type { EditionTask } from './edition.js';
import type { Amendment } from './plan.events.js';
import { because } from './plan.reasons.js';

/** A deadline as people set it: it has its day. */
export type GivenDeadline =
  { readonly kind: 'BEFORE' | 'BY'; readonly date: string } | { readonly kind: 'WITHIN'; readonly from: string; readonly to: string };

/** A change of an issued plan as people ask for it. */
export type AskedChange =
  | { readonly kind: 'DEADLINE'; readonly milestoneId: string; readonly rule: GivenDeadline }
  | { readonly kind: 'ACTORS'; readonly milestoneId: string; readonly refs: readonly [string, ...string[]] }
  | { readonly kind: 'WITHDRAW'; readonly taskId: string };

/** What a plan takes down of the changes. Refuses every one about a task or milestone that is not, or no longer, among the tasks. */
export const amendmentsOf = (
  changes: readonly [AskedChange, ...AskedChange[]],
  standing: readonly EditionTask[],
  policy: DeadlinePolicy,
): [Amendment, ...Amendment[]] => {
  const milestones = new Set(standing.flatMap((task) => task.milestones.map(({ id }) => id)));
  const made = changes.map((change): Amendment | Reason => {
    if (change.kind === 'WITHDRAW') {
      const task = standing.find(({ id }) => id === change.taskId);
      return task ? { kind: 'TASK_WITHDRAWN', taskId: task.id, taskNo: task.no } : because('UNKNOWN_REFERENCE', { ref: change.taskId });
    }
    const { milestoneId } = change;
    if (!milestones.has(milestoneId)) return because('UNKNOWN_REFERENCE', { ref: milestoneId });
    if (change.kind === 'ACTORS') return { kind: 'MILESTONE_ACTORS', milestoneId, refs: [...change.refs] as [string, ...string[]] }; // a copy of what is not empty
    return { kind: 'MILESTONE_DEADLINE', milestoneId, rule: change.rule, lastDay: lastValidDay(change.rule, policy)! }; // a given deadline has its day
  });
  const wrong = made.filter((each): each is Reason => 'code' in each);
  if (wrong.length > 0) throw refuse(...(wrong as unknown as Reasons)); // not empty, as just seen
  return made as [Amendment, ...Amendment[]]; // as many as were asked, and none is wrong
};
