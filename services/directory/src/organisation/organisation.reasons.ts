import { defineReasons } from '@laurel/event-sourcing';

export const because = defineReasons({
  ORGANISATION_ENDED: ({ on }: { on: string }) => ({
    vi: `Tổ chức chấm dứt hoạt động từ ngày ${on}.`,
    en: `The organisation does not exist from ${on} on.`,
  }),
  BEFORE_FOUNDING: ({ from }: { from: string }) => ({
    vi: `Ngày có hiệu lực sớm hơn ngày thành lập ${from}.`,
    en: `The effective day is earlier than the founding on ${from}.`,
  }),
  ENDS_BEFORE_IT_BEGINS: ({ from }: { from: string }) => ({
    vi: `Ngày chấm dứt hoạt động phải sau ngày thành lập ${from}.`,
    en: `It can end only after its founding on ${from}.`,
  }),
  PARENT_CYCLE: () => ({
    vi: 'Một tổ chức không thể trực thuộc chính nó hoặc tổ chức cấp dưới của nó.',
    en: 'An organisation cannot lie below itself.',
  }),
  NOT_A_CLUSTER: () => ({ vi: 'Chỉ cụm, khối thi đua mới có đơn vị cụm trưởng.', en: 'Only a cluster has a leading unit.' }),
  SUCCESSOR_IS_ITSELF: () => ({ vi: 'Một tổ chức không thể kế thừa chính nó.', en: 'An organisation cannot succeed itself.' }),
  ALIAS_ENDS_BEFORE_IT_BEGINS: () => ({ vi: 'Tên gọi khác phải hết dùng sau khi bắt đầu dùng.', en: 'An alias must end after it begins.' }),
});
