import { defineReasons } from '@laurel/event-sourcing';

export const because = defineReasons({
  OFFICE_ABOLISHED: ({ on }: { on: string }) => ({ vi: `Chức vụ này bị bãi bỏ từ ${on}.`, en: `The office is abolished from ${on} on.` }),
  BEFORE_OFFICE_BEGAN: ({ from }: { from: string }) => ({
    vi: `Ngày có hiệu lực sớm hơn ngày ${from} lập chức vụ.`,
    en: `The effective day is earlier than ${from}, when the office began.`,
  }),
  OFFICE_HELD: ({ from, to }: { from: string; to: string | undefined }) => ({
    vi: `Chức vụ đã có người giữ từ ${from}${to === undefined ? '' : ` đến trước ${to}`}. Hãy kết thúc nhiệm kỳ đó trước.`,
    en: `Somebody holds the office from ${from}${to === undefined ? '' : ` until before ${to}`}. End that term first.`,
  }),
  OFFICE_VACANT: ({ on }: { on: string }) => ({ vi: `Ngày ${on} không có ai giữ chức vụ này.`, en: `Nobody holds the office on ${on}.` }),
  TERM_ENDS_BEFORE_IT_BEGINS: () => ({ vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'A term must end after it begins.' }),
});
