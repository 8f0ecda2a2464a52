import { describe, expect, it } from '@jest/globals';
import { handleCommand, idOf } from '@laurel/event-sourcing';
import { history } from '@laurel/testing';
import { handover } from '../handover/handover.decider.js';
import { type HandoverEvent } from '../handover/handover.events.js';
import { report, row8 } from '../obligation/fixtures/row-8.js';
import type { ObligationCommand, ObligationOrder } from '../obligation/obligation.commands.js';
import { obligation } from '../obligation/obligation.decider.js';
import type { ObligationEvent } from '../obligation/obligation.events.js';
import { edition28 } from '../processes/fixtures/edition-28.js';
import { rowsOf, running } from '../processes/fixtures/running.js';
import type { OpeningEvent } from '../processes/opening.events.js';
import { reminder } from '../reminder/reminder.decider.js';
import { planTimersProjection } from './plan-timers.projection.js';

const targets = { obligation: { aggregate: obligation }, reminder: { aggregate: reminder }, handover: { aggregate: handover } };

/** One obligation and a clock: what the timers do to it, in the order of their instants. */
const following = () => {
  const run = running([], []);
  let commands = 0;
  const give = <Type extends ObligationCommand['type']>(local: string, type: Type, data: ObligationOrder<Type>) => {
    const id = `cmd_${++commands}`;
    const envelope = {
      id,
      hash: id,
      at: `${local}:00+07:00`,
      scope: { tenant: 'ba-dinh' },
      by: { person: 'per_1' },
      correlationId: 'req_1',
    };
    return handleCommand(run.platform, obligation, 'obl_1', { type, data, ...envelope } as unknown as ObligationCommand); // type and data belong together
  };
  /** What timers did, with its local hour. */
  const byTimers = () =>
    run.log
      .filter(({ metadata: { actor } }) => 'process' in actor)
      .map(({ type, data, metadata: { at } }) => {
        const { daysToGo } = data as { daysToGo?: number };
        return [new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 13), type, daysToGo]
          .filter((part) => part !== undefined)
          .join(' ');
      });
  return { ...run, give, byTimers, clockTo: (day: string) => run.tickTo(`${day}T16:59:59.000Z`, planTimersProjection, targets) };
};

describe('the timers of an obligation', () => {
  it('remind before the last day, mark it overdue the day after, and remind every week from there', async () => {
    const { give, clockTo, byTimers } = following();
    await give('2021-01-22T09:00', 'OpenObligation', row8);
    await clockTo('2021-02-05');
    expect(byTimers()).toEqual([
      '2021-01-24T08 ReminderSent 3',
      '2021-01-26T08 ReminderSent 1',
      '2021-01-28T00 ObligationBecameOverdue',
      '2021-01-28T08 ReminderSent -1',
      '2021-02-04T08 ReminderSent -8',
    ]);
  });

  it('are silent once it is filed, and wake when the filing is returned late: overdue at once', async () => {
    const { give, clockTo, byTimers } = following();
    await give('2021-01-22T09:00', 'OpenObligation', row8);
    await clockTo('2021-01-25');
    await give('2021-01-25T15:00', 'FileObligation', { documents: [report] });
    await clockTo('2021-02-01');
    expect(byTimers()).toEqual(['2021-01-24T08 ReminderSent 3']);
    await give('2021-02-01T15:00', 'ReturnFiling', { reasons: ['Sai mẫu'] });
    await clockTo('2021-02-04');
    expect(byTimers().slice(1)).toEqual(['2021-02-01T15 ObligationBecameOverdue', '2021-02-04T08 ReminderSent -8']);
  });

  it('mark overdue at once what opens after its last day', async () => {
    const { give, clockTo, byTimers } = following();
    await give('2021-02-22T09:00', 'OpenObligation', row8);
    await clockTo('2021-02-22');
    expect(byTimers()).toEqual(['2021-02-22T09 ObligationBecameOverdue']);
  });

  it('follow an extension, and an amendment to an earlier day', async () => {
    const { give, clockTo, byTimers } = following();
    await give('2021-01-22T09:00', 'OpenObligation', row8);
    await clockTo('2021-01-28');
    await give('2021-01-28T10:00', 'ExtendObligation', { lastDay: '2021-02-10', reason: 'dịch bệnh' });
    await clockTo('2021-02-04');
    expect(byTimers().slice(4)).toEqual(['2021-02-03T08 ReminderSent 7']);
    await give('2021-02-04T10:00', 'RescheduleObligation', { lastDay: '2021-02-05', reason: 'Sửa đổi kế hoạch' });
    await clockTo('2021-02-06');
    expect(byTimers().slice(5)).toEqual(['2021-02-06T00 ObligationBecameOverdue', '2021-02-06T08 ReminderSent -1']);
  });

  it('keep a day that was moved while it was filed', async () => {
    const { give, clockTo, byTimers } = following();
    await give('2021-01-22T09:00', 'OpenObligation', row8);
    await give('2021-01-23T09:00', 'FileObligation', { documents: [{ ...report, date: '2021-01-22' }] });
    await give('2021-01-24T09:00', 'RescheduleObligation', { lastDay: '2021-02-05', reason: 'Sửa đổi kế hoạch' });
    await clockTo('2021-02-01');
    await give('2021-02-01T09:00', 'WithdrawFiling', { reason: 'Nhầm' });
    await clockTo('2021-02-04');
    expect(byTimers()).toEqual(['2021-02-02T08 ReminderSent 3', '2021-02-04T08 ReminderSent 1']);
  });

  it('end with it', async () => {
    const { give, clockTo, byTimers, log } = following();
    await give('2021-01-22T09:00', 'OpenObligation', row8);
    await give('2021-01-23T09:00', 'ExcuseObligation', { reason: 'Đơn vị mới thành lập' });
    await clockTo('2021-12-31');
    expect(byTimers()).toEqual([]);
    expect([...rowsOf(planTimersProjection, log).keys()]).toEqual([]);
  });

  it('let a reminder that crosses an acceptance be the last one', () => {
    const events: readonly ObligationEvent[] = [
      { type: 'ObligationOpened', data: { on: '2021-01-22', ...row8 } },
      { type: 'ObligationFiled', data: { on: '2021-01-24', documents: [report], late: false } },
      { type: 'FilingAccepted', data: { on: '2021-01-24' } },
    ];
    const { lastDay, planId, taskId, taskNo, milestoneId, unitIds, holderIds } = row8;
    const about = { planId, taskId, taskNo, milestoneId, unitIds, holderIds, lastDay, obligationId: 'obl_1' };
    const late = history('reminder-obl_1', {
      type: 'ReminderSent',
      data: { on: '2021-01-24', no: 1, kind: 'BEFORE', daysToGo: 3, ...about },
    });
    expect([...rowsOf(planTimersProjection, [...history('obligation-obl_1', ...events), ...late])]).toEqual([]);
  });
});

describe('the timers of a plan', () => {
  const issue: OpeningEvent = { type: 'IssueTaken', data: { at: '2021-01-22T02:00:00.000Z', on: '2021-01-22', edition: 'first' } };
  const armed = (files: Record<string, unknown>, ...events: readonly OpeningEvent[]) =>
    (
      [...rowsOf(planTimersProjection, history('opening-plan_28', ...events), files).values()] as {
        due: string;
        target: string;
        type: string;
        data: { opens: readonly { milestoneId: string; occurrence: string; lastDay: string }[] };
      }[]
    ).toSorted((one, other) => (one.due < other.due ? -1 : 1));

  it('begin every later period of what recurs, at midnight in Hà Nội, the last one with the plan year', () => {
    const rows = armed({ first: edition28() }, issue);
    // Row 40 monthly, row 39 quarterly; rows 36 and 37 wait for a person to choose.
    expect(rows.map(({ due, data }) => [due, ...data.opens.map(({ milestoneId, occurrence }) => `${milestoneId} ${occurrence}`)])).toEqual(
      ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => [
        new Date(Date.parse(`2021-${month}-01T00:00:00+07:00`)).toISOString(),
        ...(['04', '07', '10'].includes(month) ? [`ms_39_0 2021-Q${Math.ceil(Number(month) / 3)}`] : []),
        `ms_40_0 2021-${month}`,
      ]),
    );
    expect(rows[0]).toMatchObject({ target: 'plan_28', type: 'BeginOccurrence', data: { opens: [{ lastDay: '2021-02-28' }] } });
  });

  it('are armed anew by an amendment and by a choice of how often', () => {
    const quarterly = edition28();
    const withRule = (every: readonly ('MONTHLY' | 'QUARTERLY')[], of: string) => ({
      ...quarterly,
      tasks: quarterly.tasks.map((task) => ({
        ...task,
        milestones: task.milestones.map((each) => (each.id === of ? { ...each, rule: { kind: 'RECURRING' as const, every } } : each)),
      })),
    });
    const document = { number: '90/KH-UBND', date: '2021-02-01', issuer: 'UBND quận Ba Đình' };
    const at = '2021-05-10T02:00:00.000Z';
    const amended: OpeningEvent = {
      type: 'AmendmentTaken',
      data: { at, on: '2021-05-10', before: 'first', edition: 'second', reason: 'x', document, changes: [] },
    };
    const chosen: OpeningEvent = {
      type: 'OpeningsTaken',
      data: { at, edition: 'third', opens: [], groups: {}, acting: {}, chosen: 'ms_36_0' },
    };
    const files = { first: edition28(), second: withRule(['QUARTERLY'], 'ms_40_0'), third: withRule(['QUARTERLY'], 'ms_36_0') };
    const later = (rows: ReturnType<typeof armed>) =>
      rows.filter(({ due }) => due > at).map(({ due, data }) => [due.slice(0, 10), ...data.opens.map(({ milestoneId }) => milestoneId)]);
    expect(later(armed(files, issue, amended))).toEqual([
      ['2021-06-30', 'ms_39_0', 'ms_40_0'],
      ['2021-09-30', 'ms_39_0', 'ms_40_0'],
    ]);
    expect(later(armed(files, issue, chosen))[1]).toEqual(['2021-06-30', 'ms_36_0', 'ms_39_0', 'ms_40_0']);
  });
});

describe('the timer of a unit that ends', () => {
  const planned: HandoverEvent = {
    type: 'HandoverPlanned',
    data: { from: 'org_phuc-xa', to: ['org_hong-ha'], effectiveOn: '2021-07-01', why: 'MERGED' },
  };
  const opened: ObligationEvent = { type: 'ObligationOpened', data: { on: '2021-08-01', ...row8, lastDay: '2021-08-31' } };
  const rowAfter = (settled: boolean, at: string, ...more: readonly ObligationEvent[]) => {
    const log = history('handover-org_phuc-xa', planned);
    const [before] = rowsOf(planTimersProjection, log).values();
    expect(before).toMatchObject({ due: '2021-06-30T17:00:00.000Z', settled: false });
    const events = history('obligation-obl_9', ...more.map((event) => ({ ...event, metadata: { at } })));
    return events
      .flatMap((event) => planTimersProjection.handlers['obligation']!['ObligationOpened']!(event, { json: () => undefined }))
      .reduce((row, change) => ('upsert' in change && change.upsert === 'org_phuc-xa/handover' ? change.to(row as never) : row), {
        ...(before as object),
        settled,
      } as unknown);
  };

  it('waits for its day, whatever opens before', () =>
    expect(rowAfter(false, '2021-05-31T17:00:00.000Z', opened)).toMatchObject({ due: '2021-06-30T17:00:00.000Z', settled: false }));

  it('comes again when something opens for the unit after it has handed over', () =>
    expect(rowAfter(true, '2021-07-31T17:00:00.000Z', opened)).toMatchObject({
      due: '2021-07-31T17:00:00.000Z',
      stream: 'obligation-obl_9',
      type: 'StartHandover',
      settled: false,
    }));

  it('does not come for a unit without successors', () => {
    const nobody: HandoverEvent = { ...planned, data: { ...planned.data, to: [] } };
    expect([...rowsOf(planTimersProjection, history('handover-org_phuc-xa', nobody)).values()]).toEqual([]);
    expect(idOf('handover-org_phuc-xa')).toBe('org_phuc-xa');
  });
});
