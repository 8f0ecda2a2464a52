import type { Issue } from './reading.js';

type Texts = Issue['explanation'];

/** 2021-02-28 as Vietnamese documents write it: 28/02/2021. */
export const written = (day: string): string => day.split('-').toReversed().join('/');

const roman = ['', 'I', 'II', 'III', 'IV'];

/** What the reader says about each kind of oddity, with the words and days it is about. */
export const explain = {
  impossibleDate: (
    text: string,
    month: number,
    year: number,
    days: number | undefined,
    sibling: { row: string; day: string } | undefined,
  ): Texts => ({
    vi: `“${text}” không phải là ngày có thật${days ? `: tháng ${month} năm ${year} có ${days} ngày` : ''}.${sibling ? ` Dòng ${sibling.row}, cùng lời văn, ghi ${written(sibling.day)}.` : ''} Cần chọn ngày đúng.`,
    en: `"${text}" is no day of the calendar${days ? `: month ${month} of ${year} has ${days} days` : ''}.${sibling ? ` Row ${sibling.row}, in the same words, says ${written(sibling.day)}.` : ''} A person has to choose the day.`,
  }),
  otherYear: (text: string, year: number, candidate: string | undefined): Texts => ({
    vi: `Ngày ${text} không thuộc năm ${year} của kế hoạch và văn bản không nêu lý do${candidate ? `; có thể là ${written(candidate)}` : ''}.`,
    en: `${text} is not in ${year}, the year of the plan, and the text gives no reason${candidate ? `; ${written(candidate)} may be meant` : ''}.`,
  }),
  beforePlan: (text: string, planDate: string): Texts => ({
    vi: `Ngày ${text} đã qua khi kế hoạch được ban hành (${written(planDate)}) và văn bản không nêu lý do.`,
    en: `${text} had passed when the plan was issued (${written(planDate)}), and the text gives no reason.`,
  }),
  titleYear: (year: number, planYear: number): Texts => ({
    vi: `Nội dung ghi năm ${year} và các thời hạn của dòng cũng thuộc năm ${year}; có thể là năm ${planYear}.`,
    en: `The content names ${year} and the deadlines of the row lie in ${year} too; ${planYear} may be meant.`,
  }),
  otherQuarter: (day: string, quarter: number, year: number, tentative: boolean): Texts => ({
    vi: `Ngày cuối cùng còn đúng hạn, ${written(day)}, không thuộc quý ${roman[quarter]} năm ${year} của mục này${tentative ? '; ngày dự kiến, chỉ để lập lịch' : ''}.`,
    en: `The last valid day, ${written(day)}, does not lie in quarter ${roman[quarter]} of ${year}, under which the row stands${tentative ? '; tentative, for planning only' : ''}.`,
  }),
  reversed: (day: string, earlier: string): Texts => ({
    vi: `Hết hạn ngày ${written(day)} nhưng đứng sau một mốc hết hạn ngày ${written(earlier)}.`,
    en: `Ends on ${written(day)} but stands after a milestone that ends on ${written(earlier)}.`,
  }),
  emptyLeads: { vi: 'Ô chủ trì để trống.', en: 'The lead cell is empty.' },
  emptyAdvisers: { vi: 'Ô tham mưu, phối hợp để trống.', en: 'The adviser cell is empty.' },
  emptyImplementers: {
    vi: 'Ô đơn vị thực hiện để trống: không rõ ai làm.',
    en: 'The implementer cell is empty: nobody is named to do it.',
  },
  lostSeparator: (text: string): Texts => ({
    vi: `Trong “${text}”, hai thành phần đứng cạnh nhau chỉ cách một dấu cách; cần xác nhận cách tách.`,
    en: `In "${text}" two parts stand side by side with nothing but a blank between them; confirm how they part.`,
  }),
  splitRow: (text: string): Texts => ({
    vi: `Dòng bị ngắt trang; phần “${text}” đứng sau tiêu đề lặp lại đã được nối vào ô này.`,
    en: `A page break cuts the row; "${text}" stands after the repeated header and was joined to this cell.`,
  }),
  typo: (wrong: string, right: string): Texts => ({
    vi: `“${wrong}” có lẽ là “${right}”, như chính văn bản này viết ở chỗ khác. Nguyên văn được giữ.`,
    en: `"${wrong}" is probably "${right}", as the same document writes elsewhere. The text is kept as it stands.`,
  }),
  dayOff: (advice: Texts): Texts => ({
    vi: `Ngày cuối cùng còn đúng hạn là ngày nghỉ. ${advice.vi} Thời hạn không đổi.`,
    en: `The last valid day is a day off. ${advice.en} The deadline does not move.`,
  }),
  undated: (documents: string, tentative: boolean): Texts => ({
    vi: `Thời hạn chờ văn bản: ${documents}.${tentative ? ' Ngày trong văn bản chỉ là dự kiến.' : ''}`,
    en: `The binding date comes with a document that is not there yet: ${documents}.${tentative ? ' The date given is tentative.' : ''}`,
  }),
  recurrence: (text: string): Texts => ({
    vi: `“${text}” nêu nhiều chu kỳ mà không nói kết hợp thế nào: mỗi chu kỳ đều làm, hay chọn một.`,
    en: `"${text}" names several recurrences: each of them, or one of them as needed, the words do not say.`,
  }),
  unresolvedGroup: (text: string): Texts => ({
    vi: `“${text}” không chỉ rõ đơn vị nào; cơ quan ban hành cần xác định.`,
    en: `"${text}" is a collective that names nobody; the office has to say which units are meant.`,
  }),
  emptyDeadline: { vi: 'Ô thời gian để trống.', en: 'The deadline cell is empty.' },
  unreadable: (text: string): Texts => ({
    vi: `Không đọc được thời hạn từ “${text}”; nguyên văn được giữ, không suy đoán.`,
    en: `No deadline can be read from "${text}"; the words are kept, nothing is guessed.`,
  }),
  tornRow: (cells: number, columns: number): Texts => ({
    vi: `Dòng có ${cells} ô, bảng có ${columns} cột: không chắc ô nào thuộc cột nào, nên chỉ giữ nguyên văn.`,
    en: `The row has ${cells} cells, the table ${columns} columns: which cell is which is not certain, so they are kept as they stand.`,
  }),
  strayLine: {
    vi: 'Không xếp được dòng này vào nhiệm vụ nào; nguyên văn được giữ.',
    en: 'This line fits no task; it is kept as it stands.',
  },
  numberMissing: (text: string): Texts =>
    text === ''
      ? { vi: 'Dòng không có số thứ tự.', en: 'The row has no number.' }
      : { vi: `“${text}” không phải là số thứ tự.`, en: `"${text}" is no number of a row.` },
  numberRepeated: (no: number, line: number): Texts => ({
    vi: `Số thứ tự ${no} đã dùng ở dòng văn bản ${line}.`,
    en: `Number ${no} was used already, on line ${line}.`,
  }),
  numberOutOfOrder: (no: number, after: number): Texts => ({
    vi: `Số thứ tự ${no} đứng sau ${after}.`,
    en: `Number ${no} stands after ${after}.`,
  }),
  numberGap: (from: number, to: number): Texts => {
    const missing = from === to ? String(from) : `${from}–${to}`;
    return { vi: `Thiếu số thứ tự ${missing}.`, en: `Number ${missing} is missing.` };
  },
  yearAssumed: (text: string, year: number, fromPlan: boolean): Texts => ({
    vi: `“${text}” không ghi năm; hiểu là năm ${year}${fromPlan ? ' của kế hoạch' : ', theo mốc còn lại của cụm từ'}.`,
    en: `"${text}" names no year; read as ${year}, ${fromPlan ? 'the year of the plan' : 'from the other end of the phrase'}.`,
  }),
  unknownBody: (text: string): Texts => ({
    vi: `Danh bạ không có “${text}”; giữ nguyên cả cụm.`,
    en: `The directory does not know "${text}"; it is kept whole.`,
  }),
  ambiguousBody: (text: string): Texts => ({
    vi: `Danh bạ có nhiều đơn vị mang tên “${text}”.`,
    en: `The directory knows several by the name "${text}".`,
  }),
};
