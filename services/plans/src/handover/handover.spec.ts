import { describe, expect, it } from '@jest/globals';
import { memoryReadModels } from '@laurel/testing';
import { type ObligationData, type ObligationEvent, obligationEvents } from '../obligation/obligation.events.js';
import { obligation } from '../obligation/obligation.decider.js';
import { obligationList, type ObligationRow } from '../obligation-list/obligation-list.collection.js';
import { obligationListProjection } from '../obligation-list/obligation-list.projection.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { PlanFiles } from '../plan/plan-files.js';
import { rowsOf, running } from '../processes/fixtures/running.js';
import { handoverRunProcess } from '../processes/handover-run.process.js';
import { reminder } from '../reminder/reminder.decider.js';
import { planTimersProjection } from '../timers/plan-timers.projection.js';
import { handover } from './handover.decider.js';
import { handoverEvents } from './handover.events.js';
import { handoverSender } from './handover.sender.js';
import { prepareHandover } from './prepare-handover.js';

const opened = (unitIds: readonly [string, ...string[]], more: Partial<ObligationData<'ObligationOpened'>> = {}): ObligationEvent => ({
  type: 'ObligationOpened',
  data: {
    on: '2021-01-22',
    planId: 'plan_1',
    taskId: 'task_40',
    taskNo: 40,
    milestoneId: 'ms_40',
    unitIds: [...unitIds],
    holderIds: [...unitIds],
    lastDay: '2021-12-31',
    reminders: { before: [], overdueEvery: 400 },
    chained: false,
    of: 1,
    ...more,
  },
});

/** The service in small: files, list and timers in memory, the real rules. */
const service = () => {
  const files: Record<string, unknown> = {};
  const run = running([handoverRunProcess], [handoverEvents, obligationEvents], files);
  const planFiles = new PlanFiles({
    put: (bytes, by) => {
      const hash = `list-${Object.keys(files).length}`;
      files[hash] = JSON.parse(Buffer.from(bytes).toString('utf8'));
      return Promise.resolve({ id: `file_${hash}`, hash, size: bytes.length, ...by });
    },
    keep: () => Promise.resolve(),
    find: () => Promise.reject(new Error('no file is looked for here')),
    read: () => Promise.reject(new Error('no file is read here')),
    sweep: () => Promise.resolve(0),
  });
  const prepare: ReturnType<typeof prepareHandover> = async (row) => {
    const readModels = memoryReadModels();
    await readModels.open([obligationList]);
    const rows = [...rowsOf(obligationListProjection, run.log).values()] as ObligationRow[];
    await readModels.transaction((tx) =>
      tx.apply(
        obligationList,
        'ba-dinh',
        rows.map((put) => ({ put })),
      ),
    );
    return prepareHandover(new ObligationListQueries(readModels.collection(obligationList)), planFiles)(row);
  };
  const targets = { obligation: { aggregate: obligation }, reminder: { aggregate: reminder }, handover: { aggregate: handover, prepare } };
  return {
    ...run,
    clockTo: (day: string) => run.tickTo(`${day}T16:59:59.000Z`, planTimersProjection, targets),
    row: (id: string) => rowsOf(obligationListProjection, run.log).get(id),
    open: (id: string, at: string, event: ObligationEvent) => run.happened(obligationEvents, id, at, event),
  };
};

const ends = (to: readonly string[]) =>
  ({ type: 'HandoverPlanned', data: { from: 'org_phuc-xa', to, effectiveOn: '2021-07-01', why: 'MERGED' } }) as const;

describe('a unit that ends', () => {
  it('passes what is open on its day, the clusters that it leads too, and nothing that is settled', async () => {
    const { open, happened, clockTo, row, eventsOf } = service();
    await open('own', '2021-01-22T02:00:00.000Z', opened(['org_phuc-xa']));
    await open('cluster', '2021-01-22T02:00:00.000Z', opened(['org_cluster-1'], { holderIds: ['org_cluster-1', 'org_phuc-xa'] }));
    await open('joint', '2021-01-22T02:00:00.000Z', opened(['org_phuc-xa', 'org_kim-ma']));
    await open('excused', '2021-01-22T02:00:00.000Z', opened(['org_phuc-xa']));
    await open('excused', '2021-01-25T02:00:00.000Z', { type: 'ObligationExcused', data: { on: '2021-01-25', reason: 'x' } });
    await open('other', '2021-01-22T02:00:00.000Z', opened(['org_kim-ma']));
    await happened(handoverEvents, 'org_phuc-xa', '2021-05-01T02:00:00.000Z', ends(['org_hong-ha']));
    await clockTo('2021-06-30');
    expect(row('own')).toMatchObject({ unitIds: ['org_phuc-xa'] });
    await clockTo('2021-07-01');
    expect(row('own')).toMatchObject({
      unitIds: ['org_hong-ha'],
      holderIds: ['org_phuc-xa', 'org_hong-ha'],
      owners: [
        { from: '2021-01-22', value: ['org_phuc-xa'] },
        { from: '2021-07-01', value: ['org_hong-ha'] },
      ],
    });
    expect(row('cluster')).toMatchObject({ unitIds: ['org_cluster-1'], holderIds: ['org_cluster-1', 'org_phuc-xa', 'org_hong-ha'] });
    expect(row('joint')).toMatchObject({ unitIds: ['org_hong-ha', 'org_kim-ma'] });
    expect(row('excused')).toMatchObject({ unitIds: ['org_phuc-xa'], status: 'EXCUSED' });
    expect(row('other')).toMatchObject({ holderIds: ['org_kim-ma'] });
    expect(eventsOf('handoverRun').map(({ type }) => type)).toEqual(['ListTaken', 'BatchSettled', 'ProcessRested']);
  });

  it('passes on what opens for it afterwards too', async () => {
    const { open, happened, clockTo, row, eventsOf } = service();
    await happened(handoverEvents, 'org_phuc-xa', '2021-05-01T02:00:00.000Z', ends(['org_hong-ha']));
    await clockTo('2021-07-01');
    expect(eventsOf('handover').map(({ type }) => type)).toEqual(['HandoverPlanned', 'HandoverStarted']);
    await open('late', '2021-07-31T17:00:00.000Z', opened(['org_phuc-xa'], { on: '2021-08-01' }));
    await clockTo('2021-08-01');
    expect(row('late')).toMatchObject({ unitIds: ['org_hong-ha'], holderIds: ['org_phuc-xa', 'org_hong-ha'] });
  });

  it('keeps what it owes where nobody succeeds it', async () => {
    const { open, happened, clockTo, row } = service();
    await open('own', '2021-01-22T02:00:00.000Z', opened(['org_phuc-xa']));
    await happened(handoverEvents, 'org_phuc-xa', '2021-05-01T02:00:00.000Z', ends([]));
    await clockTo('2021-08-01');
    expect(row('own')).toMatchObject({ unitIds: ['org_phuc-xa'], status: 'OPEN' });
  });
});

describe('what the directory says', () => {
  const orderOf = (type: string, data: object) =>
    handoverSender.on['organisation']![type]!({
      type,
      data,
      stream: 'organisation-org_phuc-xa',
      revision: 3,
      position: '1',
      version: 1,
      recordedAt: '2021-05-01T02:00:00.000Z',
      metadata: {
        id: 'e',
        at: '2021-05-01T02:00:00.000Z',
        tenant: 'ba-dinh',
        actor: { person: 'per_1' },
        causationId: 'c',
        causationHash: '',
        correlationId: 'r',
      },
    });
  const successors = [{ organisationId: 'org_hong-ha', share: 'WHOLE' }];

  it('plans a handover for a merger, a split and a dissolution', () => {
    const end = { organisationId: 'org_phuc-xa', on: '2021-07-01', successors };
    expect(orderOf('OrganisationMerged', end)).toMatchObject({
      target: 'org_phuc-xa',
      type: 'PlanHandover',
      data: { from: 'org_phuc-xa', to: ['org_hong-ha'], effectiveOn: '2021-07-01', why: 'MERGED' },
      at: '2021-05-01T02:00:00.000Z',
    });
    expect(orderOf('OrganisationSplit', { ...end, goesOn: false })).toMatchObject({ data: { why: 'SPLIT' } });
    expect(orderOf('OrganisationDissolved', { ...end, successors: [] })).toMatchObject({ data: { why: 'DISSOLVED', to: [] } });
  });

  it('leaves with a unit that goes on what it owes', () =>
    expect(orderOf('OrganisationSplit', { organisationId: 'org_phuc-xa', on: '2021-07-01', successors, goesOn: true })).toBeUndefined());
});
