import { describe, expect, it } from '@jest/globals';
import { bulkEvents, type BulkItem, type BulkOrder } from '../bulk/bulk.events.js';
import { type ObligationEvent, obligationEvents } from '../obligation/obligation.events.js';
import { bulkRunProcess } from './bulk-run.process.js';
import { rowsOf, running } from './fixtures/running.js';
import { processListProjection } from './process-list.projection.js';

const item = (id: string, unit: string): BulkItem => ({
  obligationId: id,
  planId: 'plan_1',
  taskId: 'task_8',
  taskNo: 8,
  milestoneId: 'ms_8',
  unitIds: [unit],
  holderIds: [unit],
  lastDay: '2021-01-27',
});
const opened = (unit: string): ObligationEvent => {
  const { obligationId: _, ...about } = item('', unit);
  return {
    type: 'ObligationOpened',
    data: { on: '2021-01-22', ...about, reminders: { before: [], overdueEvery: 7 }, chained: false, of: 3 },
  };
};
const filed: ObligationEvent = { type: 'ObligationFiled', data: { on: '2021-01-26', documents: [], late: false } };
const list = [item('a', 'org_phuc-xa'), item('b', 'org_kim-ma'), item('c', 'org_phuc-xa')];

const ordered = async (order: BulkOrder, units?: readonly string[]) => {
  const run = running([bulkRunProcess], [bulkEvents], { list });
  await run.happened(obligationEvents, 'a', '2021-01-22T02:00:00.000Z', opened('org_phuc-xa'), filed);
  await run.happened(obligationEvents, 'b', '2021-01-22T02:00:00.000Z', opened('org_kim-ma'), filed);
  await run.happened(obligationEvents, 'c', '2021-01-22T02:00:00.000Z', opened('org_phuc-xa'));
  await run.happened(bulkEvents, 'bulk_1', '2021-01-27T02:00:00.000Z', {
    type: 'BulkStarted',
    data: { milestoneId: 'ms_8', order, list: 'list', count: 3, ...(units && { units }) },
  });
  await run.settle();
  const told = run.log.filter(({ metadata: { actor } }) => 'process' in actor && actor.process === 'bulkRun' && actor.for === 'per_1');
  return {
    told: told.filter(({ stream }) => !stream.startsWith('bulkRun')).map(({ stream, type, metadata: { at } }) => `${stream} ${type} ${at}`),
    row: rowsOf(processListProjection, run.log).get('bulkRun-bulk_1'),
  };
};

describe('one order for many', () => {
  it('accepts what is filed, and tells of each that it is not', async () => {
    const { told, row } = await ordered({ kind: 'ACCEPT' });
    expect(told.toSorted()).toEqual([
      'obligation-a FilingAccepted 2021-01-27T02:00:00.000Z',
      'obligation-b FilingAccepted 2021-01-27T02:00:00.000Z',
    ]);
    expect(row).toMatchObject({
      kind: 'BULK',
      state: 'RESTING',
      total: 3,
      done: 2,
      nothing: 0,
      refused: 1,
      refusals: [{ target: 'c', reasons: ['NOTHING_FILED'] }],
    });
  });

  it('extends, and reminds', async () => {
    expect((await ordered({ kind: 'EXTEND', lastDay: '2021-02-10', reason: 'dịch bệnh' })).told).toEqual([
      'obligation-c ObligationExtended 2021-01-27T02:00:00.000Z',
    ]);
    expect((await ordered({ kind: 'REMIND', message: 'Khẩn trương nộp' })).told.toSorted()).toEqual([
      'reminder-a ReminderSent 2021-01-27T02:00:00.000Z',
      'reminder-b ReminderSent 2021-01-27T02:00:00.000Z',
      'reminder-c ReminderSent 2021-01-27T02:00:00.000Z',
    ]);
  });

  it('reaches no further than the person who ordered it', async () => {
    const { told, row } = await ordered({ kind: 'ACCEPT' }, ['org_phuc-xa']);
    expect(told).toEqual(['obligation-a FilingAccepted 2021-01-27T02:00:00.000Z']);
    expect(row).toMatchObject({
      units: ['org_phuc-xa'],
      refused: 2,
      refusals: [
        { target: 'b', reasons: ['NOT_FOUND'] },
        { target: 'c', reasons: ['NOTHING_FILED'] },
      ],
    });
  });
});
