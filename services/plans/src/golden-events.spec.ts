import { fileURLToPath } from 'node:url';
import { describeGoldenEvents } from '@laurel/testing';
import { plansService } from './plans.service.js';

const on = '2021-01-29';
const lastDay = '2021-01-27';
const reason = 'Theo đề nghị của đơn vị';
const document = {
  number: '12/BC-UBND',
  date: on,
  issuer: 'UBND phường Phúc Xá',
  titleVi: 'Báo cáo',
  fileId: 'file_1',
  hash: 'a'.repeat(64),
};
const documents = [document];
const counts = { tasks: 42, milestones: 57, blocking: 3, confirm: 22, info: 41 };
const reading = 'b'.repeat(64);
const edition = 'c'.repeat(64);
const opens = [{ milestoneId: 'milestone_1', lastDay, occurrence: '2021-01', firstDay: '2021-01-01' }];
const groups = { grp_wards: ['org_1', 'org_2'] };
const acting = { org_cluster: ['org_1'] };
const chain = { planId: 'plan_1', milestoneId: 'milestone_1' };
const reminders = { before: [7, 3, 1], overdueEvery: 7 };
const changes = [
  { kind: 'MILESTONE_DEADLINE', milestoneId: 'milestone_1', rule: { kind: 'BY', date: lastDay }, lastDay },
  { kind: 'MILESTONE_ACTORS', milestoneId: 'milestone_2', refs: ['org_1'] },
  { kind: 'TASK_WITHDRAWN', taskId: 'task_18', taskNo: 18 },
];
const handedOver = { from: 'org_1', to: ['org_2'], effectiveOn: '2025-07-01', why: 'MERGED' };
const about = {
  obligationId: 'obligation_1',
  planId: 'plan_1',
  taskId: 'task_8',
  taskNo: 8,
  milestoneId: 'milestone_1',
  unitIds: ['org_1'],
  holderIds: ['org_1'],
};
const at = '2021-01-22T01:00:00Z';
const extend = { kind: 'EXTEND', lastDay, reason, document };
const runner = {
  BatchSettled: { number: 0, done: 198, nothing: 1, refused: [{ target: 'obligation_1', reasons: ['OBLIGATION_IS_ACCEPTED'] }] },
  ProcessRested: {},
  ReachKept: { units: ['org_1'] },
};

describeGoldenEvents({
  catalogues: plansService.vocabulary,
  folder: fileURLToPath(new URL('../golden', import.meta.url)),
  examples: {
    plan: {
      PlanImported: {
        number: '28/KH-UBND',
        date: '2021-01-22',
        issuer: 'UBND quận Ba Đình',
        year: 2021,
        titleVi: 'Công tác Thi đua, khen thưởng năm 2021',
        signatory: 'Người Mẫu 07',
        signatoryTitle: 'CHỦ TỊCH',
        parent: { number: '229/KH-UBND', date: '2020-12-14', issuer: 'UBND Thành phố' },
        text: { fileId: 'file_1', hash: 'a'.repeat(64), bytes: 28_242 },
        reading,
        counts,
      },
      PlanReadAgain: { before: reading, reading: 'd'.repeat(64), counts, kept: ['issue_1'], dropped: ['issue_2'] },
      PlanIssueResolved: {
        issueId: 'issue_1',
        code: 'AMBIGUOUS_RECURRENCE',
        severity: 'CONFIRM',
        taskId: 'task_36',
        taskNo: 36,
        milestoneId: 'milestone_1',
        choice: { kind: 'RECURRENCE', every: ['MONTHLY'] },
        reason,
        edition,
        opens,
        groups,
        acting,
      },
      PlanIssueReopened: { issueId: 'issue_1', taskId: 'task_16', reason },
      PlanIssued: { on, edition, counts: { tasks: 42, milestones: 57, obligations: 335 }, emptyGroups: ['grp_schools'], unassigned: [7] },
      PlanAmended: { document, reason, changes, edition },
      AwaitedDocumentReceived: {
        awaited: 'task:28',
        document,
        receivedOn: on,
        dates: [{ milestoneId: 'milestone_1', lastDay, firstDay: '2021-01-20' }],
        tasks: ['task_30'],
        opens: [{ milestoneId: 'milestone_1', lastDay, firstDay: '2021-01-20' }],
        groups,
        acting,
      },
      OccurrenceBegan: { opens, groups, acting },
      AnchorRecorded: { anchor: 'Ngày gắn biển', name: 'Trường Tiểu học Ba Đình', date: on, units: ['org_1'], opens },
      ChainReached: { after: 'milestone_0', on, opens, groups, acting },
      PlanClosed: { on, reason, edition },
      PlanDiscarded: { reason, reading },
    },
    officePolicy: { OfficePolicySet: { policy: { beforeCountsTheDay: false, reminders }, reason } },
    obligation: {
      ObligationOpened: {
        on,
        planId: 'plan_1',
        taskId: 'task_8',
        taskNo: 8,
        quarter: 1,
        milestoneId: 'milestone_1',
        unitIds: ['org_1'],
        holderIds: ['org_1', 'org_2'],
        lastDay,
        firstDay: '2021-01-01',
        occurrence: '2021-01',
        condition: 'cấp quận',
        reminders,
        chained: true,
        of: 24,
      },
      ObligationFiled: { on, documents, late: true, withLeave: true },
      FilingWithdrawn: { on, reason },
      FilingCorrected: { on, documents, reason },
      FilingAccepted: { on, chain },
      FilingReturned: { on, reasons: ['Thiếu chữ ký'], resubmitBy: '2021-02-05' },
      LateFilingPermitted: { on, until: '2021-02-05', reason, document },
      FilingDatedByPostmark: { on: '2021-01-26', evidence: 'Dấu bưu điện Hà Nội', document, late: false, withLeave: true },
      ObligationExtended: { on, lastDay: '2021-02-05', reason, document },
      ObligationRescheduled: { on, lastDay: '2021-02-05', late: false, reason, document },
      ObligationExcused: { on, reason, document, chain },
      ObligationBecameOverdue: { on, lastDay },
      ExplanationAsked: { on, question: 'Vì sao nộp muộn?', answerBy: '2021-02-05' },
      ExplanationGiven: { on, text: 'Do nghỉ Tết', documents },
      ObligationTransferred: { on, ...handedOver },
      ObligationWithdrawn: { on, reason, document, chain },
      ObligationEndedUnfiled: { on, reason },
    },
    reminder: {
      ReminderSent: { on, no: 1, ...about, kind: 'MANUAL', daysToGo: -2, lastDay, message: 'Đề nghị nộp ngay' },
      ReminderAcknowledged: { on, obligationId: 'obligation_1', from: 1, upTo: 2 },
    },
    movement: {
      MovementPlanned: {
        on,
        planId: 'plan_1',
        nameVi: 'An toàn thực phẩm',
        kind: 'THEMED',
        launchTasks: [10],
        reviewTasks: [26],
        unitIds: ['org_1'],
      },
      MovementLaunched: { on, document },
      UnitJoinedMovement: { on, unitId: 'org_1', document },
      InterimReviewHeld: { on, document, summary: 'Đạt tiến độ' },
      FinalReviewHeld: { on, document, summary: 'Hoàn thành' },
    },
    handover: {
      HandoverPlanned: handedOver,
      HandoverStarted: { ...handedOver, list: 'e'.repeat(64), count: 12 },
    },
    bulk: { BulkStarted: { milestoneId: 'milestone_1', order: extend, units: ['org_1'], list: 'e'.repeat(64), count: 24 } },
    opening: {
      IssueTaken: { at, on, edition },
      OpeningsTaken: { at, edition, opens, groups, acting, units: ['org_1'], chosen: 'milestone_1' },
      AmendmentTaken: { at, on, before: edition, edition: 'f'.repeat(64), reason, document, changes },
      CloseTaken: { at, reason },
      ...runner,
    },
    chain: {
      EditionKnown: { edition },
      LinkOpened: { milestoneId: 'milestone_1', obligationId: 'obligation_1', of: 24 },
      LinkSettled: { at, milestoneId: 'milestone_1', obligationId: 'obligation_1', how: 'ACCEPTED' },
      ...runner,
    },
    movementPlanning: { MovementsTaken: { at, edition }, ...runner },
    bulkRun: { BulkTaken: { at, order: extend, list: 'e'.repeat(64), count: 24, units: ['org_1'] }, ...runner },
    handoverRun: { ListTaken: { at, ...handedOver, list: 'e'.repeat(64), count: 12 }, ...runner },
    reservation: {
      NameReserved: { kind: 'plan', name: 'ubnd quận ba đình|28/kh-ubnd|2021-01-22', holder: 'plan-plan_1' },
      ReservationTakenOver: { holder: 'plan-plan_2', from: 'plan-plan_1' },
      NameReleased: { by: 'plan-plan_1' },
    },
  },
});
