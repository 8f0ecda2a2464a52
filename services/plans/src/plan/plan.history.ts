import type { Recorded } from '@laurel/event-sourcing';
import type { Told } from '@laurel/subgraph';
import { issueName } from '../reading/issue-names.js';
import type { PlanEvent } from './plan.events.js';

const day = (iso: string): string => iso.split('-').toReversed().join('/');

/** A plan's events in words. */
export const tellPlan = (event: Recorded<PlanEvent>): Told => {
  switch (event.type) {
    case 'PlanImported': {
      const { number, counts } = event.data;
      return {
        text: {
          vi: `Nhập kế hoạch ${number}: ${counts.tasks} nhiệm vụ, ${counts.blocking} vấn đề phải xử lý.`,
          en: `Plan ${number} was imported: ${counts.tasks} tasks, ${counts.blocking} issues to settle first.`,
        },
      };
    }
    case 'PlanReadAgain':
      return {
        text: {
          vi: `Đọc lại văn bản; giữ ${event.data.kept.length} cách xử lý, bỏ ${event.data.dropped.length}.`,
          en: `The document was read again; ${event.data.kept.length} choices were kept, ${event.data.dropped.length} dropped.`,
        },
      };
    case 'PlanIssueResolved': {
      const { code, taskNo, text, reason } = event.data;
      const { vi, en } = issueName(code);
      const words = text ? `, “${text}”` : '';
      const place = taskNo === undefined ? { vi: 'văn bản', en: 'the document' } : { vi: `nhiệm vụ số ${taskNo}`, en: `task ${taskNo}` };
      return {
        text: { vi: `Xử lý vấn đề của ${place.vi}: ${vi}${words}.`, en: `An issue of ${place.en} was settled: ${en}${words}.` },
        reason,
      };
    }
    case 'PlanIssueReopened':
      return { text: { vi: 'Mở lại một vấn đề.', en: 'An issue was reopened.' }, reason: event.data.reason };
    case 'PlanIssued': {
      const { on, counts } = event.data;
      return {
        text: {
          vi: `Ban hành ngày ${day(on)}: ${counts.obligations} nghĩa vụ có hạn.`,
          en: `Issued on ${day(on)}: ${counts.obligations} dated obligations.`,
        },
      };
    }
    case 'PlanAmended': {
      const { document, reason, changes } = event.data;
      return {
        text: {
          vi: `Sửa đổi ${changes.length} nội dung theo ${document.number} ngày ${day(document.date)}.`,
          en: `${changes.length} changes by ${document.number} of ${day(document.date)}.`,
        },
        reason,
      };
    }
    case 'AwaitedDocumentReceived': {
      const { document, receivedOn } = event.data;
      return {
        text: {
          vi: `Nhận ${document.number} của ${document.issuer} ngày ${day(receivedOn)}.`,
          en: `${document.number} of ${document.issuer} arrived on ${day(receivedOn)}.`,
        },
      };
    }
    case 'OccurrenceBegan': {
      const occurrence = event.data.opens[0]?.occurrence ?? '';
      return { text: { vi: `Bắt đầu kỳ ${occurrence}.`, en: `The round of ${occurrence} began.` } };
    }
    case 'AnchorRecorded': {
      const { name, date } = event.data;
      return { text: { vi: `Ghi nhận ngày ${day(date)} của “${name}”.`, en: `The date ${day(date)} of “${name}” was recorded.` } };
    }
    case 'ChainReached':
      return { text: { vi: 'Mốc trước đã hoàn thành; tính hạn mốc sau.', en: 'A milestone was accomplished; the next one is dated.' } };
    case 'PlanClosed':
      return { text: { vi: 'Kết thúc kế hoạch.', en: 'The plan was closed.' }, reason: event.data.reason };
    case 'PlanDiscarded':
      return { text: { vi: 'Bỏ dự thảo.', en: 'The draft was discarded.' }, reason: event.data.reason };
  }
};
