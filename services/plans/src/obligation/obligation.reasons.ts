import { defineReasons } from '@laurel/event-sourcing';
import type { OpenBy } from './obligation.state.js';

/** What was on the first day on which the filing can have been posted. */
const tooEarly = {
  OPENING: { vi: 'ngày nhiệm vụ được mở', en: 'the day on which it was opened' },
  RETURN: {
    vi: 'ngày hồ sơ trước bị trả lại: hồ sơ nộp lại chỉ có thể gửi từ ngày đó',
    en: 'the day of the return: what is filed again can only have been posted since',
  },
  WITHDRAWAL: {
    vi: 'ngày hồ sơ trước được rút: hồ sơ nộp lại chỉ có thể gửi từ ngày đó',
    en: 'the day of the withdrawal: what is filed again can only have been posted since',
  },
} as const satisfies Record<OpenBy, unknown>;

const vn = (day: string): string => day.split('-').toReversed().join('/');

/** Why an obligation cannot be acted on. */
export const because = defineReasons({
  OBLIGATION_NOT_OPENED: () => ({ vi: 'Nhiệm vụ này chưa được giao cho đơn vị.', en: 'This obligation was never opened.' }),
  OBLIGATION_ALREADY_FILED: () => ({ vi: 'Đơn vị đã nộp hồ sơ.', en: 'The unit has filed already.' }),
  OBLIGATION_CLOSED: () => ({
    vi: 'Nhiệm vụ đã kết thúc, không thay đổi được nữa.',
    en: 'The obligation is closed and can no longer change.',
  }),
  NOTHING_FILED: () => ({ vi: 'Đơn vị chưa nộp hồ sơ.', en: 'The unit has not filed yet.' }),
  FILING_ALREADY_ACCEPTED: () => ({ vi: 'Hồ sơ đã được chấp nhận.', en: 'The filing has been accepted already.' }),
  NO_DOCUMENT: () => ({ vi: 'Cần nêu ít nhất một văn bản.', en: 'At least one document has to be named.' }),
  DOCUMENT_FROM_THE_FUTURE: ({ number, date }: { number: string; date: string }) => ({
    vi: `Văn bản ${number} ghi ngày ${vn(date)}, sau ngày hôm nay.`,
    en: `Document ${number} is dated ${date}, which lies after today.`,
  }),
  EXTENSION_NOT_LATER: ({ lastDay }: { lastDay: string }) => ({
    vi: `Ngày gia hạn phải sau ngày ${vn(lastDay)}.`,
    en: `An extension must end after ${lastDay}.`,
  }),
  DAY_ALREADY_PAST: ({ day, today }: { day: string; today: string }) => ({
    vi: `Ngày ${vn(day)} đã qua (hôm nay là ${vn(today)}).`,
    en: `${day} has passed already (today is ${today}).`,
  }),
  LEAVE_WITHIN_TERM: ({ lastDay }: { lastDay: string }) => ({
    vi: `Đến hết ngày ${vn(lastDay)} vẫn còn trong hạn; chỉ cho phép nộp muộn sau ngày đó.`,
    en: `Until ${lastDay} filing is in time; leave to file late must end after it.`,
  }),
  POSTMARK_AFTER_FILING: ({ filedOn }: { filedOn: string }) => ({
    vi: `Dấu bưu điện không thể sau ngày nhận hồ sơ (${vn(filedOn)}).`,
    en: `A postmark cannot be later than the day of filing (${filedOn}).`,
  }),
  POSTMARK_TOO_EARLY: ({ from, by }: { from: string; by: OpenBy }) => ({
    vi: `Dấu bưu điện không thể trước ngày ${vn(from)}, ${tooEarly[by].vi}.`,
    en: `A postmark cannot lie before ${from}, ${tooEarly[by].en}.`,
  }),
  NOTHING_TO_EXPLAIN: () => ({
    vi: 'Nhiệm vụ không quá hạn và không nộp muộn, không có gì phải giải trình.',
    en: 'It is neither overdue nor filed late: there is nothing to explain.',
  }),
  NO_EXPLANATION_ASKED: () => ({ vi: 'Chưa có yêu cầu giải trình.', en: 'No explanation was asked for.' }),
  EXPLANATION_ALREADY_GIVEN: () => ({ vi: 'Đơn vị đã giải trình.', en: 'The explanation has been given already.' }),
  UNKNOWN_FILE: ({ fileId }: { fileId: string }) => ({ vi: `Không có tệp ${fileId}.`, en: `There is no file ${fileId}.` }),
  FILED_LATE: ({ lastDay }: { lastDay: string }) => ({
    vi: `Hồ sơ nộp sau hạn (${vn(lastDay)}).`,
    en: `Filed after the last day (${lastDay}).`,
  }),
});
