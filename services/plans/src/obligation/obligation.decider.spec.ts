import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@laurel/event-sourcing';
import { specification } from '@laurel/testing';
import { opened, report, row8 } from './fixtures/row-8.js';
import type { ObligationCommand, ObligationOrder } from './obligation.commands.js';
import { obligation } from './obligation.decider.js';
import type { ObligationData, ObligationEvent } from './obligation.events.js';

const { given } = specification(obligation.decider);

const filed = (on: string, late: boolean, more: Partial<ObligationData<'ObligationFiled'>> = {}): ObligationEvent => ({
  type: 'ObligationFiled',
  data: { on, documents: [report], late, ...more },
});
const returned = (on: string, resubmitBy?: string): ObligationEvent => ({
  type: 'FilingReturned',
  data: { on, reasons: ['Thiếu biên bản'], ...(resubmitBy && { resubmitBy }) },
});
const overdue = (on: string): ObligationEvent => ({ type: 'ObligationBecameOverdue', data: { on, lastDay: '2021-01-27' } });
const accepted: ObligationEvent = { type: 'FilingAccepted', data: { on: '2021-01-28' } };
const extended: ObligationEvent = { type: 'ObligationExtended', data: { on: '2021-01-26', lastDay: '2021-02-05', reason: 'dịch bệnh' } };
const excused: ObligationEvent = { type: 'ObligationExcused', data: { on: '2021-01-26', reason: 'Đơn vị mới thành lập' } };

/** At a local time in Hà Nội. */
const at = <Type extends ObligationCommand['type']>(local: string, type: Type, data: ObligationOrder<Type>) =>
  ({
    type,
    data,
    id: 'cmd_1',
    hash: 'hash',
    at: `${local}:00+07:00`,
    scope: { tenant: 'ba-dinh' },
    by: { person: 'per_1' },
    correlationId: 'req_1',
  }) as unknown as ObligationCommand; // type and data belong together, as the arguments say
const file = (local: string) => at(local, 'FileObligation', { documents: [report] });

describe('an obligation', () => {
  it('is opened once', () => {
    given()
      .when(at('2021-01-22T08:00', 'OpenObligation', row8))
      .then(opened);
    given(opened)
      .when(at('2021-01-23T08:00', 'OpenObligation', row8))
      .thenNothing();
  });

  it('is in time until midnight in Hà Nội on its last day', () =>
    given(opened).when(file('2021-01-27T23:59')).then(filed('2021-01-27', false)));

  it('is late from the day that the plan names', () => given(opened).when(file('2021-01-28T00:00')).then(filed('2021-01-28', true)));

  it('cannot be filed twice, nor once it is closed', () => {
    given(opened, filed('2021-01-27', false)).when(file('2021-01-27T10:00')).refuses('OBLIGATION_ALREADY_FILED');
    given(opened, filed('2021-01-27', false), accepted).when(file('2021-01-28T10:00')).refuses('FILING_ALREADY_ACCEPTED');
    given(opened, excused).when(file('2021-01-27T10:00')).refuses('OBLIGATION_CLOSED');
  });

  it('is filed with papers that exist by then, and says all that is wrong with them', () => {
    given(opened)
      .when(at('2021-01-26T10:00', 'FileObligation', { documents: [] }))
      .refuses('NO_DOCUMENT');
    given(opened, excused)
      .when(
        at('2021-01-26T10:00', 'FileObligation', {
          documents: [
            { ...report, date: '2021-01-27' },
            { ...report, date: '2021-01-28' },
          ],
        }),
      )
      .refuses('OBLIGATION_CLOSED', 'DOCUMENT_FROM_THE_FUTURE', 'DOCUMENT_FROM_THE_FUTURE');
  });

  it('can be filed again after a return', () => {
    given(opened, filed('2021-01-26', false), returned('2021-01-26')).when(file('2021-01-27T10:00')).then(filed('2021-01-27', false));
  });

  it('can be withdrawn and corrected by the unit until it is accepted, and keeps its day of filing', () => {
    const reason = 'Nhầm biểu mẫu';
    given(opened, filed('2021-01-26', false))
      .when(at('2021-01-29T10:00', 'WithdrawFiling', { reason }))
      .then({ type: 'FilingWithdrawn', data: { on: '2021-01-29', reason } });
    const corrected: ObligationEvent = { type: 'FilingCorrected', data: { on: '2021-01-29', documents: [report], reason } };
    given(opened, filed('2021-01-26', false))
      .when(at('2021-01-29T10:00', 'CorrectFiling', { documents: [report], reason }))
      .then(corrected);
    expect([opened, filed('2021-01-26', false), corrected].reduce(obligation.decider.evolve, obligation.decider.initial)).toMatchObject({
      filing: { on: '2021-01-26', late: false },
    });
    given(opened, filed('2021-01-26', false), accepted)
      .when(at('2021-01-29T10:00', 'WithdrawFiling', { reason }))
      .refuses('FILING_ALREADY_ACCEPTED');
  });

  it('says to which chain it belongs when others wait for it', () => {
    const chained: ObligationEvent = { type: 'ObligationOpened', data: { on: '2021-01-22', ...row8, chained: true } };
    const chain = { planId: 'plan_1', milestoneId: 'ms_8a' };
    given(chained, filed('2021-01-26', false))
      .when(at('2021-01-28T09:00', 'AcceptFiling', {}))
      .then({ type: 'FilingAccepted', data: { on: '2021-01-28', chain } });
    given(opened, filed('2021-01-26', false))
      .when(at('2021-01-28T09:00', 'AcceptFiling', {}))
      .then(accepted);
  });
});

describe('leave, extension and postmark', () => {
  const leave: ObligationEvent = { type: 'LateFilingPermitted', data: { on: '2021-01-27', until: '2021-02-01', reason: 'mất điện' } };

  it('leaves a permitted late filing late, and says that it had leave', () => {
    given(opened)
      .when(at('2021-01-27T09:00', 'PermitLateFiling', { until: '2021-02-01', reason: 'mất điện' }))
      .then(leave);
    given(opened, leave).when(file('2021-01-27T10:00')).then(filed('2021-01-27', false));
    given(opened, leave)
      .when(file('2021-02-01T10:00'))
      .then(filed('2021-02-01', true, { withLeave: true }));
    given(opened, leave).when(file('2021-02-02T10:00')).then(filed('2021-02-02', true));
  });

  it('takes the day named in a return as leave', () =>
    given(opened, filed('2021-01-27', false), returned('2021-01-28', '2021-02-03'))
      .when(file('2021-02-03T10:00'))
      .then(filed('2021-02-03', true, { withLeave: true })));

  it('permits nothing that is in time anyway or already past', () => {
    given(opened)
      .when(at('2021-01-25T09:00', 'PermitLateFiling', { until: '2021-01-27', reason: 'x' }))
      .refuses('LEAVE_WITHIN_TERM');
    given(opened)
      .when(at('2021-02-05T09:00', 'PermitLateFiling', { until: '2021-02-04', reason: 'x' }))
      .refuses('DAY_ALREADY_PAST');
  });

  it('is only ever extended to a later day that is still to come', () => {
    given(opened)
      .when(at('2021-01-26T10:00', 'ExtendObligation', { lastDay: '2021-02-05', reason: 'dịch bệnh' }))
      .then(extended);
    given(opened)
      .when(at('2021-01-26T10:00', 'ExtendObligation', { lastDay: '2021-01-27', reason: 'x' }))
      .refuses('EXTENSION_NOT_LATER');
    given(opened)
      .when(at('2021-01-28T10:00', 'ExtendObligation', { lastDay: '2021-01-26', reason: 'x' }))
      .refuses('EXTENSION_NOT_LATER', 'DAY_ALREADY_PAST');
    given(opened, extended).when(file('2021-02-05T10:00')).then(filed('2021-02-05', false));
  });

  it('counts from the postmark, which lies between the opening or the return and the arrival', () => {
    const postmarked = (on: string, late: boolean): ObligationEvent => ({
      type: 'FilingDatedByPostmark',
      data: { on, evidence: 'Dấu bưu điện Ba Đình', late },
    });
    const mark = (on: string) => at('2021-02-02T10:00', 'DateFilingByPostmark', { on, evidence: 'Dấu bưu điện Ba Đình' });
    given(opened, filed('2021-01-29', true)).when(mark('2021-01-27')).then(postmarked('2021-01-27', false));
    given(opened, filed('2021-01-29', true)).when(mark('2021-01-28')).then(postmarked('2021-01-28', true));
    given(opened, filed('2021-01-29', true)).when(mark('2021-01-30')).refuses('POSTMARK_AFTER_FILING');
    given(opened, filed('2021-01-29', true)).when(mark('2021-01-21')).refuses('POSTMARK_TOO_EARLY');
    given(opened, filed('2021-01-26', false), returned('2021-01-28'), filed('2021-01-29', true))
      .when(mark('2021-01-27'))
      .refuses('POSTMARK_TOO_EARLY');
    given(opened).when(mark('2021-01-27')).refuses('NOTHING_FILED');
  });

  it('says of a postmark that is too early what the filing can only follow', () => {
    const marked = at('2021-02-02T10:00', 'DateFilingByPostmark', { on: '2021-01-20', evidence: 'Dấu bưu điện Ba Đình' });
    const told = (...before: readonly ObligationEvent[]) => {
      try {
        obligation.decider.decide(marked, before.reduce(obligation.decider.evolve, obligation.decider.initial));
      } catch (error) {
        return (error as Refusal).reasons.map(({ text }) => text.vi);
      }
      return [];
    };
    const first = [opened, filed('2021-01-26', false)] as const;
    expect(told(...first)).toEqual(['Dấu bưu điện không thể trước ngày 22/01/2021, ngày nhiệm vụ được mở.']);
    expect(told(...first, returned('2021-01-28'), filed('2021-01-29', true))).toEqual([
      'Dấu bưu điện không thể trước ngày 28/01/2021, ngày hồ sơ trước bị trả lại: hồ sơ nộp lại chỉ có thể gửi từ ngày đó.',
    ]);
    expect(told(...first, { type: 'FilingWithdrawn', data: { on: '2021-01-27', reason: 'x' } }, filed('2021-01-29', true))).toEqual([
      'Dấu bưu điện không thể trước ngày 27/01/2021, ngày hồ sơ trước được rút: hồ sơ nộp lại chỉ có thể gửi từ ngày đó.',
    ]);
  });

  it('counts the day of the return itself', () =>
    given(opened, filed('2021-01-26', false), returned('2021-01-28', '2021-01-30'), filed('2021-01-29', true))
      .when(at('2021-02-02T10:00', 'DateFilingByPostmark', { on: '2021-01-28', evidence: 'Dấu bưu điện Ba Đình' }))
      .then({
        type: 'FilingDatedByPostmark',
        data: { on: '2021-01-28', evidence: 'Dấu bưu điện Ba Đình', late: true, withLeave: true },
      }));
});

describe('overdue', () => {
  const mark = (local: string) => at(local, 'MarkOverdue', {});

  it('comes once, the day after the last day', () => {
    given(opened).when(mark('2021-01-27T23:59')).thenNothing();
    given(opened).when(mark('2021-01-28T00:00')).then(overdue('2021-01-28'));
    given(opened, overdue('2021-01-28')).when(mark('2021-01-29T00:00')).thenNothing();
  });

  it('comes again when a late filing is returned or withdrawn', () => {
    given(opened, overdue('2021-01-28'), filed('2021-01-29', true), returned('2021-01-30'))
      .when(mark('2021-01-30T09:00'))
      .then(overdue('2021-01-30'));
    given(opened, overdue('2021-01-28'), filed('2021-01-29', true), { type: 'FilingWithdrawn', data: { on: '2021-01-30', reason: 'x' } })
      .when(mark('2021-01-30T09:00'))
      .then(overdue('2021-01-30'));
  });

  it('waits for the extended day', () => {
    given(opened, overdue('2021-01-28'), extended).when(mark('2021-02-05T10:00')).thenNothing();
    given(opened, overdue('2021-01-28'), extended)
      .when(mark('2021-02-06T00:00'))
      .then({ type: 'ObligationBecameOverdue', data: { on: '2021-02-06', lastDay: '2021-02-05' } });
  });

  it('never comes to what is filed, excused or ended', () => {
    given(opened, filed('2021-01-27', false)).when(mark('2021-02-01T00:00')).thenNothing();
    given(opened, excused).when(mark('2021-02-01T00:00')).thenNothing();
    given().when(mark('2021-02-01T00:00')).thenNothing();
  });

  it('is explained once it was asked for', () => {
    const asked: ObligationEvent = {
      type: 'ExplanationAsked',
      data: { on: '2021-01-29', question: 'Vì sao chậm?', answerBy: '2021-02-02' },
    };
    const answer = { text: 'Cán bộ phụ trách nghỉ ốm', documents: [] };
    const told: ObligationEvent = { type: 'ExplanationGiven', data: { on: '2021-01-30', ...answer } };
    const ask = at('2021-01-29T10:00', 'AskExplanation', { question: 'Vì sao chậm?', answerBy: '2021-02-02' });
    const give = at('2021-01-30T10:00', 'GiveExplanation', answer);
    given(opened).when(ask).refuses('NOTHING_TO_EXPLAIN');
    given(opened, overdue('2021-01-28')).when(ask).then(asked);
    given(opened, filed('2021-01-29', true)).when(ask).then(asked);
    given(opened, overdue('2021-01-28')).when(give).refuses('NO_EXPLANATION_ASKED');
    given(opened, overdue('2021-01-28'), asked).when(give).then(told);
    given(opened, overdue('2021-01-28'), asked, filed('2021-01-30', true)).when(give).then(told);
    given(opened, overdue('2021-01-28'), asked, told).when(give).refuses('EXPLANATION_ALREADY_GIVEN');
  });
});

describe('what processes order', () => {
  it('moves the last day by an amendment, earlier too, and judges again what is filed', () => {
    const order = { lastDay: '2021-01-25', reason: 'Sửa đổi kế hoạch' };
    const move = at('2021-01-26T10:00', 'RescheduleObligation', order);
    given(opened)
      .when(move)
      .then({ type: 'ObligationRescheduled', data: { on: '2021-01-26', ...order } });
    given(opened, filed('2021-01-26', false))
      .when(move)
      .then({ type: 'ObligationRescheduled', data: { on: '2021-01-26', ...order, late: true } });
    given(opened, filed('2021-01-26', false), accepted).when(move).thenNothing();
    given(opened)
      .when(at('2021-01-26T10:00', 'RescheduleObligation', { lastDay: '2021-01-27', reason: 'x' }))
      .thenNothing();
  });

  it('hands an open obligation to the successor, who files beside the predecessor', () => {
    const passed = { from: 'org_phuc-xa', to: ['org_hong-ha'] as const, effectiveOn: '2021-01-25', why: 'MERGED' as const };
    const transferred: ObligationEvent = { type: 'ObligationTransferred', data: { on: '2021-01-25', ...passed, to: [...passed.to] } };
    const pass = at('2021-01-25T00:00', 'TransferObligation', { ...passed, to: [...passed.to] });
    given(opened).when(pass).then(transferred);
    given(opened, transferred).when(pass).thenNothing();
    given(opened, excused).when(pass).thenNothing();
    const after = [opened, transferred].reduce(obligation.decider.evolve, obligation.decider.initial);
    expect(after).toMatchObject({ unitIds: ['org_hong-ha'], holderIds: ['org_phuc-xa', 'org_hong-ha'] });
    expect(obligation.owner(after)).toEqual({ units: ['org_phuc-xa', 'org_hong-ha'] });
  });

  it('lets the successor of a leading unit act for the cluster, which still owes', () => {
    const ofCluster: ObligationEvent = {
      type: 'ObligationOpened',
      data: { on: '2021-01-22', ...row8, unitIds: ['org_cluster-1'], holderIds: ['org_cluster-1', 'org_phuc-xa'] },
    };
    const passed = { from: 'org_phuc-xa', to: ['org_hong-ha'] as [string], effectiveOn: '2021-01-25', why: 'MERGED' as const };
    const transferred: ObligationEvent = { type: 'ObligationTransferred', data: { on: '2021-01-25', ...passed } };
    given(ofCluster)
      .when(at('2021-01-25T00:00', 'TransferObligation', passed))
      .then(transferred);
    given(ofCluster, transferred)
      .when(at('2021-01-25T00:00', 'TransferObligation', passed))
      .thenNothing();
    expect([ofCluster, transferred].reduce(obligation.decider.evolve, obligation.decider.initial)).toMatchObject({
      unitIds: ['org_cluster-1'],
      holderIds: ['org_cluster-1', 'org_phuc-xa', 'org_hong-ha'],
    });
  });

  it('withdraws what is not accepted yet, ends what was never filed', () => {
    const reason = 'Nhiệm vụ bị hủy';
    const withdrawn: ObligationEvent = { type: 'ObligationWithdrawn', data: { on: '2021-01-29', reason } };
    const withdraw = at('2021-01-29T10:00', 'WithdrawObligation', { reason });
    const end = at('2021-01-29T10:00', 'EndObligationUnfiled', { reason });
    given(opened).when(withdraw).then(withdrawn);
    given(opened, filed('2021-01-27', false)).when(withdraw).then(withdrawn);
    given(opened, filed('2021-01-27', false), accepted).when(withdraw).thenNothing();
    given(opened, withdrawn)
      .when(at('2021-01-30T10:00', 'OpenObligation', row8))
      .then({ type: 'ObligationOpened', data: { on: '2021-01-30', ...row8 } });
    given(opened)
      .when(end)
      .then({ type: 'ObligationEndedUnfiled', data: { on: '2021-01-29', reason } });
    given(opened, filed('2021-01-27', false)).when(end).thenNothing();
  });

  it('finds nothing to refuse where nothing was opened', () => {
    const orders = [
      at('2021-01-29T10:00', 'WithdrawObligation', { reason: 'x' }),
      at('2021-01-29T10:00', 'EndObligationUnfiled', { reason: 'x' }),
      at('2021-01-29T10:00', 'RescheduleObligation', { lastDay: '2021-02-01', reason: 'x' }),
      at('2021-01-29T10:00', 'TransferObligation', { from: 'a', to: ['b'], effectiveOn: '2021-01-29', why: 'SPLIT' }),
    ];
    for (const order of orders) given().when(order).thenNothing();
    expect(() => obligation.decider.decide(file('2021-01-29T10:00'), obligation.decider.initial)).toThrow(Refusal);
  });
});
