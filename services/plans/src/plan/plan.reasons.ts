import { defineReasons } from '@laurel/event-sourcing';
import { issueName } from '../reading/issue-names.js';

export const because = defineReasons({
  PLAN_NOT_IMPORTED: () => ({ vi: 'Kế hoạch chưa được nhập.', en: 'The plan was never imported.' }),
  PLAN_IS_DRAFT: () => ({ vi: 'Kế hoạch còn là dự thảo, chưa ban hành.', en: 'The plan is a draft; it is not issued yet.' }),
  PLAN_IS_ISSUED: () => ({
    vi: 'Kế hoạch đã ban hành; chỉ còn sửa đổi, bổ sung được bằng văn bản.',
    en: 'The plan is issued; from now on it is changed by an amendment with its document.',
  }),
  PLAN_IS_CLOSED: () => ({ vi: 'Kế hoạch đã kết thúc, không thay đổi được nữa.', en: 'The plan is closed and can no longer change.' }),
  PLAN_IS_DISCARDED: () => ({ vi: 'Dự thảo kế hoạch đã bị bỏ.', en: 'The draft was discarded.' }),
  PLAN_WAS_READ_AGAIN: () => ({
    vi: 'Văn bản vừa được đọc lại; hãy xem lại các vấn đề rồi thử lại.',
    en: 'The document was read again meanwhile; look at its issues again, then retry.',
  }),
  PLAN_HAS_BLOCKING_ISSUE: ({ taskNo, text, code }: { taskNo: number | undefined; text: string; code: string }) => ({
    vi: `${taskNo === undefined ? 'Văn bản' : `Nhiệm vụ số ${taskNo}`}: “${text}” phải được xử lý trước khi ban hành (${issueName(code).vi}).`,
    en: `${taskNo === undefined ? 'The document' : `Task ${taskNo}`}: “${text}” has to be settled before the plan is issued (${issueName(code).en}).`,
  }),
  ISSUE_ALREADY_RESOLVED: () => ({ vi: 'Vấn đề này đã được xử lý.', en: 'This issue is settled already.' }),
  ISSUE_NOT_RESOLVED: () => ({ vi: 'Vấn đề này chưa được xử lý.', en: 'This issue is not settled.' }),
  ISSUE_CHOICE_NOT_FITTING: ({ code, kinds }: { code: string; kinds: readonly string[] }) => ({
    vi: `Vấn đề “${issueName(code).vi}” chỉ nhận cách xử lý: ${kinds.join(', ')}.`,
    en: `An issue “${issueName(code).en}” is settled by one of: ${kinds.join(', ')}.`,
  }),
  DEADLINE_NEEDS_AMENDMENT: () => ({
    vi: 'Kế hoạch đã ban hành: thời hạn chỉ thay đổi bằng văn bản sửa đổi.',
    en: 'The plan is issued: a deadline changes by an amendment with its document.',
  }),
  DOCUMENT_NOT_AWAITED: ({ awaited }: { awaited: string }) => ({
    vi: `Kế hoạch không chờ văn bản nào như vậy (${awaited}).`,
    en: `The plan waits for no such document (${awaited}).`,
  }),
  DOCUMENT_ALREADY_RECEIVED: () => ({ vi: 'Văn bản này đã được ghi nhận.', en: 'This document was recorded already.' }),
  PLAN_ALREADY_IMPORTED: ({ number }: { number: string }) => ({
    vi: `Kế hoạch ${number} đã được nhập trước đó.`,
    en: `Plan ${number} was imported before.`,
  }),
  PLAN_HEADER_INCOMPLETE: ({ missing }: { missing: readonly string[] }) => ({
    vi: `Văn bản không ghi ${missing.join(', ')}; hãy nhập kèm.`,
    en: `The text does not say its ${missing.join(', ')}: give it with the import.`,
  }),
  MILESTONE_NOT_AWAITING: ({ milestoneId }: { milestoneId: string }) => ({
    vi: `Mốc ${milestoneId} không chờ văn bản này.`,
    en: `Milestone ${milestoneId} does not wait for this document.`,
  }),
  MILESTONE_NOT_RELATIVE: ({ milestoneId }: { milestoneId: string }) => ({
    vi: `Mốc ${milestoneId} không tính theo một ngày khác.`,
    en: `Milestone ${milestoneId} does not hang on another date.`,
  }),
  UNKNOWN_REFERENCE: ({ ref }: { ref: string }) => ({
    vi: `Không có đơn vị, chức danh, nhiệm vụ hay mốc nào là ${ref}.`,
    en: `No organisation, office, task or milestone is known as ${ref}.`,
  }),
  NO_SUCH_DAY_IN_YEAR: ({ text, year }: { text: string; year: number }) => ({
    vi: `“${text}” không có ngày tương ứng trong năm ${year}.`,
    en: `"${text}" has no such day in the year ${year}.`,
  }),
  YEAR_WITHOUT_DAYS_OFF: ({ year }: { year: number }) => ({
    vi: `Chưa có dữ liệu ngày nghỉ của năm ${year} nên không tính được ngày làm việc.`,
    en: `The days off of ${year} are not known, so its working days cannot be counted.`,
  }),
  ANCHOR_ALREADY_RECORDED: () => ({ vi: 'Ngày này đã được ghi nhận.', en: 'This date was recorded already.' }),
});
