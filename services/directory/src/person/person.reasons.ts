import { defineReasons } from '@laurel/event-sourcing';

export const because = defineReasons({
  BEFORE_ENTRY: ({ from }: { from: string }) => ({
    vi: `Ngày có hiệu lực sớm hơn ngày ${from} mà danh bạ biết về người này.`,
    en: `The effective day is earlier than ${from}, the first day on which the directory knows this person.`,
  }),
  ALREADY_LEFT: ({ on }: { on: string }) => ({ vi: `Người này đã thôi công tác từ ${on}.`, en: `This person has left on ${on}.` }),
  BORN_AFTER_ENTRY: () => ({ vi: 'Ngày sinh phải trước ngày vào danh bạ.', en: 'The birth date must lie before the day of entry.' }),
});
