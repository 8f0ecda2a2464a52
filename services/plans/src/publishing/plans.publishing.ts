import { obligationContract, planContract } from '@laurel/contracts';
import { mapFrom, out, type Outgoing, type Publishing } from '@laurel/event-bus';
import { idOf } from '@laurel/event-sourcing';
import { obligationEvents } from '../obligation/obligation.events.js';
import { planEvents } from '../plan/plan.events.js';

const plan = out(planContract);
const obligation = out(obligationContract);

const plans = mapFrom<(typeof planEvents)['schemas'], Outgoing | readonly Outgoing[]>(planEvents, {
  PlanIssued: ({ stream, data: { on, counts } }) => plan('PlanIssued', { planId: idOf(stream), on, ...counts }),
  PlanAmended: ({ stream, data: { document, reason, changes } }) =>
    plan('PlanAmended', {
      planId: idOf(stream),
      document: { number: document.number, date: document.date, issuer: document.issuer },
      reason,
      changes: changes.length,
    }),
  PlanClosed: ({ stream, data: { on, reason } }) => plan('PlanClosed', { planId: idOf(stream), on, reason }),
});

const obligations = mapFrom<(typeof obligationEvents)['schemas'], Outgoing | readonly Outgoing[]>(obligationEvents, {
  ObligationOpened: ({ stream, data }) => {
    const { on, planId, taskId, taskNo, quarter, milestoneId, unitIds, lastDay, occurrence } = data;
    return obligation('ObligationOpened', {
      obligationId: idOf(stream),
      on,
      planId,
      taskId,
      taskNo,
      ...(quarter !== undefined && { quarter }),
      milestoneId,
      unitIds,
      lastDay,
      ...(occurrence !== undefined && { occurrence }),
    });
  },
  ObligationFiled: ({ stream, data: { on, late, withLeave = false } }) =>
    obligation('ObligationFiled', { obligationId: idOf(stream), on, late, withLeave }),
  FilingWithdrawn: ({ stream, data: { on } }) => obligation('ObligationFilingWithdrawn', { obligationId: idOf(stream), on }),
  FilingDatedByPostmark: ({ stream, data: { on, late, withLeave = false } }) =>
    obligation('ObligationRedated', { obligationId: idOf(stream), on, late, withLeave }),
  FilingReturned: ({ stream, data: { on, resubmitBy } }) =>
    obligation('ObligationReturned', { obligationId: idOf(stream), on, ...(resubmitBy !== undefined && { resubmitBy }) }),
  FilingAccepted: ({ stream, data: { on } }) => obligation('ObligationAccepted', { obligationId: idOf(stream), on }),
  ObligationExtended: ({ stream, data: { on, lastDay } }) =>
    obligation('ObligationExtended', { obligationId: idOf(stream), on, lastDay, by: 'LEAVE' }),
  ObligationRescheduled: ({ stream, data: { on, lastDay } }) =>
    obligation('ObligationExtended', { obligationId: idOf(stream), on, lastDay, by: 'AMENDMENT' }),
  ObligationExcused: ({ stream, data: { on } }) => obligation('ObligationExcused', { obligationId: idOf(stream), on }),
  ObligationBecameOverdue: ({ stream, data: { on, lastDay } }) =>
    obligation('ObligationBecameOverdue', { obligationId: idOf(stream), on, lastDay }),
  ObligationTransferred: ({ stream, data: { on, from, to, why } }) =>
    obligation('ObligationTransferred', { obligationId: idOf(stream), on, from, to, why }),
  ObligationWithdrawn: ({ stream, data: { on } }) => obligation('ObligationEnded', { obligationId: idOf(stream), on, why: 'WITHDRAWN' }),
  ObligationEndedUnfiled: ({ stream, data: { on } }) =>
    obligation('ObligationEnded', { obligationId: idOf(stream), on, why: 'PLAN_CLOSED' }),
});

/** What leaves the house: drafts, reminders and the office's own work stay inside. */
export const plansPublishing: Publishing = {
  topic: 'laurel.plans.v1',
  service: 'plans',
  map: { ...plans, ...obligations },
};
