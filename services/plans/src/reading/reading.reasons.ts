import { defineReasons } from '@laurel/event-sourcing';

export const because = defineReasons({
  PLAN_TOO_LARGE: ({ bytes, limit }: { bytes: number; limit: number }) => ({
    vi: `Văn bản có ${bytes} byte, vượt giới hạn ${limit} byte (5 MB).`,
    en: `The text has ${bytes} bytes, over the limit of ${limit} bytes (5 MB).`,
  }),
  PLAN_TOO_COMPLEX: ({ bytes }: { bytes: number }) => ({
    vi: `Văn bản ${bytes} byte mất quá nhiều thời gian hoặc bộ nhớ để đọc; hãy tách thành nhiều phần.`,
    en: `The text of ${bytes} bytes takes too much time or memory to read; split it.`,
  }),
  PLAN_NOT_TEXT: () => ({
    vi: 'Tệp không phải văn bản UTF-8 hoặc UTF-16.',
    en: 'The file is not text in UTF-8 or UTF-16.',
  }),
  NOT_A_PLAN: () => ({
    vi: 'Văn bản không phải kế hoạch: không có dòng tiêu đề “KẾ HOẠCH”.',
    en: 'The text is no plan: it has no title line "KẾ HOẠCH".',
  }),
  PLAN_WITHOUT_ANNEX: () => ({
    vi: 'Kế hoạch không có phụ lục: không tìm thấy bảng có cột nội dung, đơn vị và thời gian, các cột cách nhau bằng dấu tab.',
    en: 'The plan has no annex: no table with columns for content, bodies and time, separated by tabs, was found.',
  }),
  PLAN_WITHOUT_YEAR: () => ({
    vi: 'Không rõ kế hoạch của năm nào: tiêu đề và ngày ban hành đều không ghi năm.',
    en: 'The year of the plan is unknown: neither its title nor its date names one.',
  }),
});
