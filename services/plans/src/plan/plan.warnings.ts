import { defineReasons, type Handled, type Reason } from '@laurel/event-sourcing';
import type { Count } from '@laurel/subgraph';
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
  OBLIGATIONS_END_UNFILED: ({ count, exact }: Count) => ({
    vi: `${exact ? '' : 'Ít nhất '}${count} nghĩa vụ chưa nộp hồ sơ sẽ kết thúc và được tính là không nộp.`,
    en: `${exact ? '' : 'At least '}${count} obligations that were never filed end and count as unfiled.`,
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

/** What closing leaves unfiled. Those that it has ended already are among them, so that a repeat is told the same. */
export const warningsOfClosing = (owed: Count): readonly Reason[] => (owed.count > 0 ? [advise('OBLIGATIONS_END_UNFILED', owed)] : []);
