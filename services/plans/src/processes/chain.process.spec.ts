import { describe, expect, it } from '@jest/globals';
import { type ObligationData, type ObligationEvent, obligationEvents } from '../obligation/obligation.events.js';
import type { Edition } from '../plan/edition.js';
import { planEvents } from '../plan/plan.events.js';
import { chainProcess } from './chain.process.js';
import { edition28 } from './fixtures/edition-28.js';
import { running } from './fixtures/running.js';

/** Row 8 with a second milestone: ten working days after all units have filed, the office submits. */
const edition = (): Edition => {
  const { tasks, ...rest } = edition28({ groups: { 'all-units': ['phuong-phuc-xa', 'phuong-truc-bach'] } });
  const [task] = tasks.filter(({ no }) => no === 8);
  const [first, second] = task!.milestones;
  const chained = { kind: 'CHAINED' as const, after: 0, days: 10, unit: 'WORKING' as const };
  return {
    ...rest,
    tasks: [
      {
        ...task!,
        milestones: [
          { ...first!, chained: true },
          { ...second!, rule: chained },
        ],
      },
    ],
  };
};
const opened = (unit: string): ObligationEvent => ({
  type: 'ObligationOpened',
  data: {
    on: '2021-01-22',
    planId: 'plan_28',
    taskId: 'task_8',
    taskNo: 8,
    milestoneId: 'ms_8_0',
    unitIds: [unit],
    holderIds: [unit],
    lastDay: '2021-01-27',
    reminders: { before: [], overdueEvery: 7 },
    chained: true,
    of: 2,
  } satisfies ObligationData<'ObligationOpened'>,
});
const chain = { planId: 'plan_28', milestoneId: 'ms_8_0' };
const accepted = (on: string): ObligationEvent => ({ type: 'FilingAccepted', data: { on, chain } });

const begun = async () => {
  const run = running([chainProcess], [planEvents, obligationEvents], { first: edition() });
  await run.happened(
    planEvents,
    'plan_28',
    '2021-01-22T02:00:00.000Z',
    {
      type: 'PlanImported',
      data: {
        number: '28/KH-UBND',
        date: '2021-01-22',
        issuer: 'UBND quận Ba Đình',
        year: 2021,
        titleVi: 'Kế hoạch',
        text: { fileId: 'file_1', hash: 'h', bytes: 1 },
        reading: 'r',
        counts: { tasks: 1, milestones: 2, blocking: 0, confirm: 0, info: 0 },
      },
    },
    {
      type: 'PlanIssued',
      data: { on: '2021-01-22', edition: 'first', counts: { tasks: 1, milestones: 2, obligations: 2 }, emptyGroups: [], unassigned: [] },
    },
  );
  const happened = (id: string, day: string, event: ObligationEvent) => run.happened(obligationEvents, id, `${day}T02:00:00.000Z`, event);
  const reached = () => run.eventsOf('plan').flatMap(({ type, data }) => (type === 'ChainReached' ? [data] : []));
  return { ...run, happened, reached };
};

describe('a chain', () => {
  it('is reached when the last of those who owe it is accepted, once, and counts its days from there', async () => {
    const { happened, settle, reached } = await begun();
    await happened('a', '2021-01-22', opened('phuong-phuc-xa'));
    await happened('a', '2021-01-25', accepted('2021-01-25'));
    await settle();
    expect(reached()).toEqual([]); // the other one has not even been opened
    await happened('b', '2021-01-22', opened('phuong-truc-bach'));
    await settle();
    expect(reached()).toEqual([]);
    await happened('b', '2021-01-28', accepted('2021-01-28'));
    await settle();
    await settle();
    const expected = {
      after: 'ms_8_0',
      on: '2021-01-28',
      opens: [{ milestoneId: 'ms_8_1', lastDay: '2021-02-18', firstDay: '2021-01-28' }], // Tết lies in between
      groups: {},
    };
    expect(reached()).toMatchObject([expected]);
    expect(reached()).toHaveLength(1);
  });

  it('does not wait for those who are excused, and is not reached by withdrawals alone', async () => {
    const { happened, settle, reached } = await begun();
    await happened('a', '2021-01-22', opened('phuong-phuc-xa'));
    await happened('b', '2021-01-22', opened('phuong-truc-bach'));
    await happened('a', '2021-01-25', { type: 'ObligationWithdrawn', data: { on: '2021-01-25', reason: 'x', chain } });
    await settle();
    expect(reached()).toEqual([]);
    await happened('b', '2021-01-26', { type: 'ObligationExcused', data: { on: '2021-01-26', reason: 'x', chain } });
    await settle();
    expect(reached()).toMatchObject([{ on: '2021-01-26' }]);
  });
});
