import type { Validity } from '@laurel/contracts';
import { defineReasons, type Reason } from '@laurel/event-sourcing';

const because = defineReasons({
  GROUP_RETIRED: ({ on }: { on: string }) => ({
    vi: `Nhóm không còn được dùng từ ngày ${on}.`,
    en: `The group is not used from ${on} on.`,
  }),
  BEFORE_GROUP_BEGAN: ({ from }: { from: string }) => ({
    vi: `Ngày có hiệu lực sớm hơn ngày ${from} bắt đầu dùng nhóm.`,
    en: `The effective day is earlier than ${from}, when the group began.`,
  }),
});

export const groupActions = ['RenameGroup', 'AddGroupAlias', 'ChangeGroupRule', 'RetireGroup'] as const;
export type GroupAction = (typeof groupActions)[number];

/** Why a change cannot take effect on a day; undefined when it can. */
export const whyNot = (action: GroupAction, { from, to }: Validity, day: string): Reason | undefined => {
  if (to !== undefined && (to <= day || action === 'RetireGroup')) return because('GROUP_RETIRED', { on: to });
  return from !== undefined && day < from ? because('BEFORE_GROUP_BEGAN', { from }) : undefined;
};
