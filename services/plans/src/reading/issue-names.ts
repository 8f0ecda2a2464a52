import type { Message } from '@laurel/event-sourcing';
import { type IssueCode, issueCodes } from './reading.js';

/** What the reader can remark, as people call it. */
const names = {
  INVALID_DATE: { vi: 'ngày không có thật', en: 'a date that does not exist' },
  YEAR_MISMATCH: { vi: 'năm không khớp với kế hoạch', en: 'a year that is not the plan’s' },
  QUARTER_MISMATCH: { vi: 'thời hạn không thuộc quý của mục', en: 'a deadline outside its quarter' },
  REVERSED_MILESTONES: { vi: 'các mốc ngược thứ tự', en: 'milestones in reversed order' },
  MISSING_LEAD: { vi: 'thiếu đơn vị chủ trì', en: 'a missing lead' },
  MISSING_ADVISER: { vi: 'thiếu đơn vị tham mưu, phối hợp', en: 'a missing adviser' },
  LOST_SEPARATOR: { vi: 'mất dấu ngăn cách giữa các đơn vị', en: 'a lost separator' },
  SPLIT_ROW: { vi: 'dòng bị ngắt trang', en: 'a row split by a page' },
  TYPO: { vi: 'lỗi đánh máy', en: 'a slip of the pen' },
  HOLIDAY_OR_WEEKEND: { vi: 'hạn rơi vào ngày nghỉ', en: 'a deadline on a day off' },
  DEPENDENCY_UNDATED: { vi: 'thời hạn chờ văn bản khác', en: 'a deadline that awaits a document' },
  AMBIGUOUS_RECURRENCE: { vi: 'chu kỳ chưa rõ', en: 'an ambiguous rhythm' },
  UNRESOLVED_GROUP: { vi: 'nhóm đơn vị chưa xác định', en: 'a group of unknown members' },
  UNREADABLE_DEADLINE: { vi: 'thời hạn không đọc được', en: 'an unreadable deadline' },
  TORN_ROW: { vi: 'dòng không khớp với cột của bảng', en: 'a row that does not fit the columns' },
  NUMBERING: { vi: 'số thứ tự sai', en: 'a wrong number of a row' },
  YEAR_ASSUMED: { vi: 'ngày không ghi năm', en: 'a date without a year' },
  UNKNOWN_ORGANISATION: { vi: 'đơn vị không có trong danh bạ', en: 'an unknown unit' },
} as const satisfies Record<IssueCode, Message>;

/** A code that no reader gives any more is its own name. */
export const issueName = (code: string): Message => {
  const known = issueCodes.find((each) => each === code);
  return known ? names[known] : { vi: code, en: code };
};
