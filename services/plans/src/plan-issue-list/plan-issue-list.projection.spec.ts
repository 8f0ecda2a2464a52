import { describe, expect, it } from '@jest/globals';
import { project } from '@laurel/testing';
import { issueOf, taskOf } from '../plan/fixtures/reading-28.js';
import { files, imported, log, readAgain, resolved } from '../plan/fixtures/year-28.js';
import type { PlanEvent } from '../plan/plan.events.js';
import { planIssueListProjection } from './plan-issue-list.projection.js';

const rowsAfter = (...events: readonly PlanEvent[]) => project(planIssueListProjection, { files }, log(...events));
const invalid = issueOf(16, 'INVALID_DATE').publicId;

describe('the issues of a plan', () => {
  it('stand in the order of the document, each with its task and milestone', () => {
    const rows = rowsAfter(imported);
    expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index));
    expect(rows).toHaveLength(3 + 22 + 41);
    const { publicId: id, ...issue } = issueOf(16, 'INVALID_DATE');
    expect(rows.find((row) => row.id === id)).toEqual({
      id,
      tenant: 'ba-dinh',
      planId: 'plan_28',
      place: expect.any(Number),
      taskId: taskOf(16).id,
      taskNo: 16,
      milestoneId: taskOf(16).milestones[0]!.id,
      severity: 'BLOCKING',
      issue,
      state: 'OPEN',
    });
  });

  it('say what was chosen, by whom, when and why, until they are reopened', () => {
    const at = '2021-01-22T01:00:00.000Z';
    const row = (...events: readonly PlanEvent[]) => rowsAfter(imported, resolved[0]!, ...events).find(({ id }) => id === invalid)!;
    expect([row().state, row().resolution]).toEqual([
      'RESOLVED',
      { choice: { kind: 'DATE', date: '2021-02-28' }, reason: 'Theo bản gốc', at, by: 'per_1' },
    ]);
    const open = row({ type: 'PlanIssueReopened', data: { issueId: invalid, reason: 'Nhầm' } });
    expect([open.state, 'resolution' in open]).toEqual(['OPEN', false]);
  });

  it('keep their choices through a new reading, and go where the document has them no more', () => {
    const rows = rowsAfter(imported, ...resolved, readAgain);
    expect(rows.find(({ id }) => id === invalid)).toBeUndefined();
    expect(rows.filter(({ state }) => state === 'RESOLVED').map(({ taskNo, resolution }) => [taskNo, resolution?.choice])).toEqual([
      [21, { kind: 'DATE', date: '2021-06-30' }],
      [21, { kind: 'DATE', date: '2021-05-30' }],
    ]);
    const gone = taskOf(16).issues.length + taskOf(42).issues.length;
    expect(rows).toHaveLength(3 + 22 + 41 - gone);
    expect(rows.map(({ place }) => place).toSorted((one, other) => one - other)).toEqual(rows.map((_, index) => index));
  });
});
