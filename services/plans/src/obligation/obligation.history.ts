import type { Recorded } from '@laurel/event-sourcing';
import type { Told } from '@laurel/subgraph';
import type { ObligationEvent } from './obligation.events.js';

const vn = (iso: string): string => iso.split('-').toReversed().join('/');

/** An obligation's events in words. */
export const tellObligation = (event: Recorded<ObligationEvent>): Told => {
  switch (event.type) {
    case 'ObligationOpened':
      return {
        text: { vi: `Giao nhiệm vụ, hạn đến hết ngày ${vn(event.data.lastDay)}.`, en: `Opened; the last day is ${event.data.lastDay}.` },
      };
    case 'ObligationFiled': {
      const { on, late, documents } = event.data;
      return {
        text: {
          vi: `Nộp ${documents.length} văn bản ngày ${vn(on)}${late ? ', sau hạn' : ''}.`,
          en: `${documents.length} documents were filed on ${on}${late ? ', late' : ''}.`,
        },
      };
    }
    case 'FilingWithdrawn':
      return { text: { vi: 'Rút hồ sơ đã nộp.', en: 'The filing was withdrawn.' }, reason: event.data.reason };
    case 'FilingCorrected':
      return { text: { vi: 'Đính chính hồ sơ đã nộp.', en: 'The filing was corrected.' }, reason: event.data.reason };
    case 'FilingAccepted':
      return { text: { vi: 'Chấp nhận hồ sơ.', en: 'The filing was accepted.' } };
    case 'FilingReturned':
      return { text: { vi: 'Trả lại hồ sơ.', en: 'The filing was returned.' }, reason: event.data.reasons.join('; ') };
    case 'LateFilingPermitted':
      return {
        text: {
          vi: `Cho phép nộp muộn đến hết ngày ${vn(event.data.until)}.`,
          en: `Leave was given to file late until ${event.data.until}.`,
        },
        reason: event.data.reason,
      };
    case 'FilingDatedByPostmark':
      return {
        text: { vi: `Tính ngày nộp theo dấu bưu điện: ${vn(event.data.on)}.`, en: `Dated by its postmark: ${event.data.on}.` },
        reason: event.data.evidence,
      };
    case 'ObligationExtended':
      return {
        text: { vi: `Gia hạn đến hết ngày ${vn(event.data.lastDay)}.`, en: `Extended until ${event.data.lastDay}.` },
        reason: event.data.reason,
      };
    case 'ObligationRescheduled':
      return {
        text: { vi: `Hạn mới theo kế hoạch sửa đổi: ${vn(event.data.lastDay)}.`, en: `Moved by an amendment to ${event.data.lastDay}.` },
        reason: event.data.reason,
      };
    case 'ObligationExcused':
      return { text: { vi: 'Miễn thực hiện.', en: 'Excused.' }, reason: event.data.reason };
    case 'ObligationBecameOverdue':
      return { text: { vi: `Quá hạn (${vn(event.data.lastDay)}).`, en: `Overdue (${event.data.lastDay}).` } };
    case 'ExplanationAsked':
      return { text: { vi: 'Yêu cầu giải trình.', en: 'An explanation was asked for.' }, reason: event.data.question };
    case 'ExplanationGiven':
      return { text: { vi: 'Đơn vị giải trình.', en: 'The unit explained.' }, reason: event.data.text };
    case 'ObligationTransferred':
      return {
        text: {
          vi: `Chuyển cho đơn vị kế thừa từ ngày ${vn(event.data.effectiveOn)}.`,
          en: `Passed to the successor from ${event.data.effectiveOn} on.`,
        },
      };
    case 'ObligationWithdrawn':
      return { text: { vi: 'Rút nhiệm vụ.', en: 'Withdrawn.' }, reason: event.data.reason };
    case 'ObligationEndedUnfiled':
      return { text: { vi: 'Kết thúc kế hoạch mà chưa nộp.', en: 'The plan ended and nothing was filed.' }, reason: event.data.reason };
  }
};
