import { describe, expect, it } from '@jest/globals';
import { project } from '@laurel/testing';
import { amended, closed, discarded, guideArrived, imported, issued, log, readAgain, resolved } from '../plan/fixtures/year-28.js';
import type { PlanEvent } from '../plan/plan.events.js';
import { planListProjection } from './plan-list.projection.js';

const rowAfter = (...events: readonly PlanEvent[]) => project(planListProjection, log(...events))[0]!;
const draft = {
  id: 'plan_28',
  tenant: 'ba-dinh',
  number: '28/KH-UBND',
  date: '2021-01-22',
  issuer: 'UBND quận Ba Đình',
  year: 2021,
  yearsToGo: 7978,
  title: 'Công tác Thi đua, khen thưởng năm 2021',
  status: 'DRAFT',
  text: { fileId: 'file_1', hash: 'text', bytes: 28_242 },
  reading: 'reading-1',
  taskCount: 42,
  milestoneCount: imported.type === 'PlanImported' && imported.data.counts.milestones,
  issues: { blocking: 3, confirm: 22, info: 41 },
  resolved: [],
  version: 0,
};

describe('the row of a plan', () => {
  it('is a draft when it is imported', () => expect(rowAfter(imported)).toEqual(draft));

  it('counts an issue once, however often it is settled anew', () => {
    const [first, second] = resolved as [PlanEvent, PlanEvent];
    expect(rowAfter(imported, first, second, first).resolved.map(({ severity }) => severity)).toEqual(['BLOCKING', 'BLOCKING']);
  });

  it('forgets what a new reading dropped', () => {
    const row = rowAfter(imported, ...resolved, readAgain);
    expect([row.reading, row.taskCount, row.issues.blocking, row.resolved.length, row.version]).toEqual(['reading-2', 41, 2, 2, 4]);
  });

  it('counts an issue as open again when it is reopened', () => {
    const [first] = resolved;
    const issueId = first?.type === 'PlanIssueResolved' ? first.data.issueId : '';
    expect(rowAfter(imported, ...resolved, { type: 'PlanIssueReopened', data: { issueId, reason: 'Nhầm' } }).resolved).toHaveLength(2);
  });

  it('follows the plan to its end, and its version is that of the stream', () => {
    const whole = rowAfter(imported, ...resolved, issued, amended, guideArrived, closed);
    expect([whole.status, whole.issuedOn, whole.closedOn, whole.edition, whole.version]).toEqual([
      'CLOSED',
      '2021-01-22',
      '2022-01-31',
      'edition-2',
      7,
    ]);
    expect(rowAfter(imported, discarded)).toEqual({ ...draft, status: 'DISCARDED', version: 1 });
  });
});
