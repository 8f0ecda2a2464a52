import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween } from '@laurel/calendar';
import { history, project } from '@laurel/testing';
import fc from 'fast-check';
import { opened, report } from '../obligation/fixtures/row-8.js';
import { obligation } from '../obligation/obligation.decider.js';
import type { ObligationEvent } from '../obligation/obligation.events.js';
import type { Obligation } from '../obligation/obligation.state.js';
import { obligationList } from './obligation-list.collection.js';
import { obligationListProjection } from './obligation-list.projection.js';

const first = '2021-01-22';
const filed: ObligationEvent = { type: 'ObligationFiled', data: { on: '2021-01-29', documents: [report], late: true } };
const overdue: ObligationEvent = { type: 'ObligationBecameOverdue', data: { on: '2021-01-28', lastDay: '2021-01-27' } };
const row = {
  id: 'obl_1',
  tenant: 'ba-dinh',
  planId: 'plan_1',
  taskId: 'task_8',
  taskNo: 8,
  quarter: 1,
  milestoneId: 'ms_8a',
  unitIds: ['org_phuc-xa'],
  holderIds: ['org_phuc-xa'],
  lastDay: '2021-01-27',
  status: 'OPEN',
  overdue: false,
  late: false,
  withLeave: false,
  documents: [],
  returned: [],
  explanation: 'NONE',
  statuses: [{ from: first, value: { status: 'OPEN', late: false } }],
  lastDays: [{ from: first, value: '2021-01-27' }],
  owners: [{ from: first, value: ['org_phuc-xa'] }],
  version: 0,
};

const rowOf = (...events: readonly ObligationEvent[]) => project(obligationListProjection, history('obligation-obl_1', ...events))[0]!;

/** Sums of a tally up to a day, by key and word, zeros left out. */
const sums = (name: 'byQuarter' | 'byUnit' | 'byTask', of: ReturnType<typeof rowOf>, asOf: string): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const { day, group, by } of obligationList.tallies![name]!(of)) {
    const key = group.slice(1).join(' ');
    if (day <= asOf) all[key] = (all[key] ?? 0) + by;
  }
  return Object.fromEntries(Object.entries(all).filter(([, sum]) => sum !== 0));
};

describe('the obligation list', () => {
  it('shows an opened obligation', () => expect(rowOf(opened)).toEqual(row));

  it('shows a late filing with its papers', () =>
    expect(rowOf(opened, overdue, filed)).toEqual({
      ...row,
      status: 'FILED',
      late: true,
      filedOn: '2021-01-29',
      documents: [report],
      statuses: [...row.statuses, { from: '2021-01-29', value: { status: 'FILED', late: true } }],
      version: 2,
    }));

  it('stops at an event whose obligation it has never seen', () => {
    const [, late] = history<ObligationEvent>('obligation-obl_1', opened, overdue);
    expect(() => project(obligationListProjection, [late!])).toThrow('obl_1');
  });

  it('leaves events of other streams alone', () =>
    expect(project(obligationListProjection, history('movement-mov_1', overdue))).toEqual([]));
});

describe('progress as of a day', () => {
  const on = (days: readonly string[], of: ReturnType<typeof rowOf>) => days.map((day) => sums('byTask', of, day));
  const days = ['2021-01-21', '2021-01-27', '2021-01-28', '2021-01-29'];
  const task = (...words: readonly string[]) => Object.fromEntries(['OPENED', ...words].map((word) => [`task_8 ${word}`, 1]));

  it('counts what was overdue on a day, however late the clock noticed', () =>
    expect(on(days, rowOf(opened, filed))).toEqual([{}, task(), task('OVERDUE'), task('FILED', 'LATE')]));

  it('is not overdue after an extension until the new day has passed', () => {
    const extended: ObligationEvent = { type: 'ObligationExtended', data: { on: '2021-01-29', lastDay: '2021-02-05', reason: 'x' } };
    expect(on([...days, '2021-02-05', '2021-02-06'], rowOf(opened, extended))).toEqual([
      {},
      task(),
      task('OVERDUE'),
      task(),
      task(),
      task('OVERDUE'),
    ]);
  });

  it('takes a filing back on the day of its return', () => {
    const returned: ObligationEvent = { type: 'FilingReturned', data: { on: '2021-02-02', reasons: ['Sai mẫu'] } };
    expect(on(['2021-02-01', '2021-02-02'], rowOf(opened, filed, returned))).toEqual([task('FILED', 'LATE'), task('OVERDUE')]);
  });

  it('counts a filing from its postmark, accepted or not', () => {
    const accepted: ObligationEvent = { type: 'FilingAccepted', data: { on: '2021-01-30' } };
    const postmark: ObligationEvent = { type: 'FilingDatedByPostmark', data: { on: '2021-01-27', evidence: 'Dấu bưu điện', late: false } };
    const dates = ['2021-01-26', '2021-01-27', '2021-01-28', '2021-01-30'];
    expect(on(dates, rowOf(opened, filed, postmark, accepted))).toEqual([task(), task('FILED'), task('FILED'), task('FILED', 'ACCEPTED')]);
    expect(on(dates, rowOf(opened, filed, accepted, postmark))).toEqual([task(), task('FILED'), task('FILED'), task('FILED', 'ACCEPTED')]);
  });

  it('counts for the successor from the effective day on', () => {
    const transferred: ObligationEvent = {
      type: 'ObligationTransferred',
      data: { on: '2021-02-10', from: 'org_phuc-xa', to: ['org_hong-ha'], effectiveOn: '2021-01-25', why: 'MERGED' },
    };
    expect(['2021-01-24', '2021-01-25', '2021-01-28'].map((day) => sums('byUnit', rowOf(opened, transferred), day))).toEqual([
      { 'org_phuc-xa OPENED': 1 },
      { 'org_hong-ha OPENED': 1 },
      { 'org_hong-ha OPENED': 1, 'org_hong-ha OVERDUE': 1 },
    ]);
  });

  it('counts no quarter as quarter 0', () => {
    const { quarter: _, ...terms } = opened.data as Extract<ObligationEvent, { type: 'ObligationOpened' }>['data'];
    expect(sums('byQuarter', rowOf({ type: 'ObligationOpened', data: terms }), '2021-01-22')).toEqual({ '0 OPENED': 1 });
  });
});

/** Orders at random, a day or more apart; what the rules refuse does not happen. */
const histories = fc
  .array(fc.record({ wait: fc.integer({ min: 0, max: 4 }), what: fc.integer({ min: 0, max: 12 }), far: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 14,
  })
  .map((orders) => {
    let day = first;
    let state: Obligation = obligation.decider.evolve(obligation.decider.initial, opened);
    const events: ObligationEvent[] = [opened];
    for (const { wait, what, far } of orders) {
      day = addDays(day, wait);
      const order = {
        ...[
          { type: 'FileObligation', data: { documents: [report] } },
          { type: 'FileObligation', data: { documents: [report] } },
          { type: 'ReturnFiling', data: { reasons: ['x'], resubmitBy: addDays(day, far) } },
          { type: 'AcceptFiling', data: {} },
          { type: 'WithdrawFiling', data: { reason: 'x' } },
          { type: 'ExtendObligation', data: { lastDay: addDays(day, far), reason: 'x' } },
          { type: 'RescheduleObligation', data: { lastDay: addDays(day, far - 5), reason: 'x' } },
          { type: 'ExcuseObligation', data: { reason: 'x' } },
          { type: 'WithdrawObligation', data: { reason: 'x' } },
          { type: 'MarkOverdue', data: {} },
          {
            type: 'TransferObligation',
            data: { from: 'org_phuc-xa', to: ['org_hong-ha'], effectiveOn: addDays(day, -far), why: 'MERGED' },
          },
          {
            type: 'OpenObligation',
            data: (({ on: _, ...terms }) => terms)(opened.data as Extract<ObligationEvent, { type: 'ObligationOpened' }>['data']),
          },
          { type: 'DateFilingByPostmark', data: { on: addDays(day, -far), evidence: 'x' } },
        ][what]!,
        at: `${day}T09:00:00+07:00`,
      };
      try {
        const done = obligation.decider.decide(order as never, state); // refusals are part of the game
        state = done.reduce(obligation.decider.evolve, state);
        events.push(...done);
      } catch {
        continue;
      }
    }
    return events;
  });

/** The plainest way: what the events up to the end of a day say, postmarks and transfers at the day that they name. */
const bruteForce = (events: readonly ObligationEvent[], day: string): Record<string, number> => {
  let status: string | undefined;
  let late = false;
  let lastDay = '';
  let unit = 'org_phuc-xa';
  events.forEach((event, index) => {
    const postmark =
      event.type !== 'ObligationFiled'
        ? undefined
        : events.slice(index + 1).reduce<ObligationEvent | 'over' | undefined>((found, next) => {
            if (found === 'over') return found;
            if (next.type === 'FilingReturned' || next.type === 'FilingWithdrawn') return found ?? 'over';
            return next.type === 'FilingDatedByPostmark' ? next : found;
          }, undefined);
    const counts =
      postmark && postmark !== 'over' ? postmark.data.on : event.type === 'ObligationTransferred' ? event.data.effectiveOn : event.data.on;
    if (counts > day) return;
    if (event.type === 'ObligationOpened') [status, lastDay, unit] = ['OPEN', event.data.lastDay, 'org_phuc-xa'];
    if (event.type === 'ObligationFiled') [status, late] = ['FILED', event.data.late];
    if (event.type === 'FilingDatedByPostmark') late = event.data.late;
    if (event.type === 'FilingAccepted') status = 'ACCEPTED';
    if (event.type === 'FilingReturned' || event.type === 'FilingWithdrawn') status = 'OPEN';
    if (event.type === 'ObligationExtended') lastDay = event.data.lastDay;
    if (event.type === 'ObligationRescheduled') [lastDay, late] = [event.data.lastDay, event.data.late ?? late];
    if (event.type === 'ObligationExcused') status = 'EXCUSED';
    if (event.type === 'ObligationWithdrawn') status = 'WITHDRAWN';
    if (event.type === 'ObligationTransferred') unit = 'org_hong-ha';
  });
  if (status === undefined || status === 'WITHDRAWN') return {};
  const filing = status === 'FILED' || status === 'ACCEPTED';
  const words = [
    'OPENED',
    ...(filing ? ['FILED'] : []),
    ...(filing && late ? ['LATE'] : []),
    ...(status === 'ACCEPTED' ? ['ACCEPTED'] : []),
    ...(status === 'EXCUSED' ? ['EXCUSED'] : []),
    ...(status === 'OPEN' && day > lastDay ? ['OVERDUE'] : []),
  ];
  return Object.fromEntries(words.map((word) => [`${unit} ${word}`, 1]));
};

describe('whatever happens to an obligation', () => {
  it('has the same row however the events are batched, and when a batch comes twice', () =>
    fc.assert(
      fc.property(histories, fc.nat(20), (events, cut) => {
        const log = history('obligation-obl_1', ...events);
        const whole = project(obligationListProjection, log);
        expect(project(obligationListProjection, log.slice(0, cut), log.slice(cut))).toEqual(whole);
        expect(project(obligationListProjection, log.slice(0, cut), log)).toEqual(whole);
      }),
      { numRuns: 60 },
    ));

  it('agrees in status, lateness and last day with the fold', () =>
    fc.assert(
      fc.property(histories, (events) => {
        const state = events.reduce(obligation.decider.evolve, obligation.decider.initial);
        const { status, lastDay, unitIds, holderIds, late, leaveUntil } = rowOf(...events);
        expect({ status, lastDay, unitIds, holderIds, leaveUntil }).toEqual({
          status: state.status,
          lastDay: 'lastDay' in state && state.lastDay,
          unitIds: 'unitIds' in state && state.unitIds,
          holderIds: 'holderIds' in state && state.holderIds,
          leaveUntil: 'leaveUntil' in state ? state.leaveUntil : undefined,
        });
        expect(late).toBe('filing' in state && state.filing.late);
      }),
      { numRuns: 200 },
    ));

  it('counts on every day what the events of that day and before it say', () =>
    fc.assert(
      fc.property(histories, (events) => {
        const of = rowOf(...events);
        for (let day = 0; day <= daysBetween(first, '2021-04-15'); day += 1) {
          const asOf = addDays('2021-01-12', day);
          expect({ asOf, ...sums('byUnit', of, asOf) }).toEqual({ asOf, ...bruteForce(events, asOf) });
        }
      }),
      { numRuns: 100 },
    ));
});
