import { defineReasons, type Handled, type Reason } from '@laurel/event-sourcing';
import type { PlanEvent } from './plan.events.js';
import { isIssued, type Plan } from './plan.state.js';

const advise = defineReasons({
  GROUP_HAS_NO_MEMBERS: ({ name }: { name: string }) => ({
    vi: `“${name}” hiện không có đơn vị nào: chưa giao nghĩa vụ cho ai.`,
    en: `“${name}” has no members now: nobody owes anything for it.`,
  }),
  TASK_WITHOUT_ACTOR: ({ taskNo }: { taskNo: number }) => ({
    vi: `Nhiệm vụ số ${taskNo} có mốc chưa giao cho ai: chưa mở nghĩa vụ nào.`,
    en: `Task ${taskNo} has a milestone that nobody is named for: it opens nothing.`,
  }),
  ISSUES_LEFT_OPEN: ({ confirm }: { confirm: number }) => ({
    vi: `Còn ${confirm} vấn đề cần xác nhận.`,
    en: `${confirm} issues still want a confirmation.`,
  }),
});

/** What the office should know beside success; from the events, so that a repeat is told the same. */
export const warningsOfIssue = async (
  { state, events }: Handled<Plan, PlanEvent>,
  namesOf: (refs: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly Reason[]> => {
  const issued = events.find((event) => event.type === 'PlanIssued');
  if (!issued || !isIssued(state)) return [];
  const confirmed = [...state.resolutions.values()].filter(({ severity }) => severity === 'CONFIRM').length;
  const confirm = state.counts.confirm - confirmed;
  return [
    ...(await namesOf(issued.data.emptyGroups)).map((name) => advise('GROUP_HAS_NO_MEMBERS', { name })),
    ...issued.data.unassigned.map((taskNo) => advise('TASK_WITHOUT_ACTOR', { taskNo })),
    ...(confirm > 0 ? [advise('ISSUES_LEFT_OPEN', { confirm })] : []),
  ];
};
