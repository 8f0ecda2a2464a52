import { describe, expect, it } from '@jest/globals';
import { obligationEvents } from '../obligation/obligation.events.js';
import type { Edition } from '../plan/edition.js';
import { type Amendment, type PlanEvent, planEvents } from '../plan/plan.events.js';
import { edition28 } from './fixtures/edition-28.js';
import { running } from './fixtures/running.js';
import { openingEvents } from './opening.events.js';
import { openingProcess } from './opening.process.js';
import { obligationsOf } from './obligations-of.js';

const issuedAt = '2021-01-22T02:00:00.000Z';
const issued: PlanEvent = {
  type: 'PlanIssued',
  data: { on: '2021-01-22', edition: 'first', counts: { tasks: 42, milestones: 57, obligations: 0 }, emptyGroups: [], unassigned: [] },
};

const opening = (files: Record<string, Edition>) => {
  const run = running([openingProcess], [planEvents, obligationEvents], files);
  const plan = (at: string, ...events: readonly PlanEvent[]) => run.happened(planEvents, 'plan_28', at, ...events);
  /** `<milestone> <occurrence?> <owers>: <type>`, as it stands in the log. */
  const told = () =>
    run.eventsOf('obligation').map(({ stream, type, data }) => {
      const opened = run.log.find((event) => event.stream === stream)!.data as {
        milestoneId: string;
        occurrence?: string;
        unitIds: readonly string[];
      };
      const { lastDay, late } = data as { lastDay?: string; late?: boolean };
      return [opened.milestoneId, opened.occurrence, opened.unitIds.join('+'), type.replace('Obligation', ''), lastDay, late]
        .filter((part) => part !== undefined)
        .join(' ');
    });
  return { ...run, plan, told };
};

const amended = (edition: string, ...changes: readonly [Amendment, ...Amendment[]]): PlanEvent => ({
  type: 'PlanAmended',
  data: { document: { number: '90/KH-UBND', date: '2021-02-01', issuer: 'UBND quận Ba Đình' }, reason: 'Sửa đổi', changes, edition },
});
const withMilestone = (id: string, change: Partial<Edition['tasks'][number]['milestones'][number]>, of = edition28()): Edition => ({
  ...of,
  tasks: of.tasks.map((task) => ({ ...task, milestones: task.milestones.map((each) => (each.id === id ? { ...each, ...change } : each)) })),
});
/** A plan of row 8 alone, for three units. */
const small = (of = edition28()): Edition => ({
  ...of,
  tasks: of.tasks.filter(({ no }) => no === 8),
  groups: { 'all-units': ['phuong-phuc-xa', 'phuong-truc-bach', 'phong-y-te'] },
});

describe('what a plan opens at issue', () => {
  it('is one obligation for each actor of each milestone with a day, worked out by hand from the document and the sample membership', async () => {
    // Rows 6, 8, 14, 15, 16, 19, 21, 22, 25, 26, 27 for 24 units; rows 9 and 23 for 10 clusters, row 20 for three;
    // 20 of one office alone (4 5 7 13 14 16 17 18 19 20 20 20 21 22 24 25 26 27 28 31), the joint ones of rows 10, 11, 12;
    // of what recurs: row 39 for the quarter, row 40 for the month and 24 units. Row 17's enterprises are nobody in the sample.
    const alone = 20;
    const expected = 11 * 24 + 2 * 10 + 3 + alone + 3 + 1 + 24;
    const { plan, settle, eventsOf, told } = opening({ first: edition28() });
    await plan(issuedAt, issued);
    await settle();
    expect(eventsOf('obligation')).toHaveLength(expected);
    expect(obligationsOf(edition28(), '2021-01-22')).toHaveLength(expected);
    expect(told().filter((line) => line.startsWith('ms_10'))).toEqual(['ms_10_0 phong-y-te+phong-noi-vu Opened 2021-03-29']);
    expect(told().filter((line) => line.startsWith('ms_39'))).toEqual(['ms_39_0 2021-Q1 phong-noi-vu Opened 2021-03-31']);
    expect(told().filter((line) => /^ms_(17_0|29|36|37|38|41|42)/.test(line))).toEqual([]);
  });

  it('leaves out what a person has not settled', () =>
    expect(obligationsOf(edition28({}, false), '2021-01-22')).toHaveLength(335 - 24 - 24 - 1));

  it('opens every rhythm of a recurrence once a person has said that all are meant', () => {
    const chosen = withMilestone('ms_36_0', { allMeant: true });
    const rounds = obligationsOf(chosen, '2021-01-22').filter((each) => each.milestoneId === 'ms_36_0');
    expect(rounds.map(({ occurrence, lastDay }) => [occurrence, lastDay])).toEqual([
      ['2021-01', '2021-01-31'],
      ['2021-Q1', '2021-03-31'],
    ]);
  });

  it('says all that the unit has to know, and lets the leading unit act for its cluster', async () => {
    const { plan, settle, eventsOf } = opening({ first: edition28() });
    await plan(issuedAt, issued);
    await settle();
    const ofCluster = eventsOf('obligation').find(({ data }) => (data as { milestoneId: string }).milestoneId === 'ms_9_0');
    expect(ofCluster).toMatchObject({
      data: {
        on: '2021-01-22',
        planId: 'plan_28',
        taskId: 'task_9',
        taskNo: 9,
        quarter: 1,
        milestoneId: 'ms_9_0',
        unitIds: ['cluster-1'],
        holderIds: ['cluster-1', 'phuong-phuc-xa'],
        lastDay: '2021-02-27',
        reminders: { before: [7, 3, 1], overdueEvery: 7 },
        chained: false,
        of: 10,
      },
      metadata: { at: issuedAt, actor: { process: 'opening', for: 'per_1' } },
    });
  });

  it('is settled in batches, each written down once', async () => {
    const { plan, settle, eventsOf } = opening({ first: edition28() });
    await plan(issuedAt, issued);
    await settle();
    await settle();
    expect(
      eventsOf(openingEvents.category).map(({ type, data }) => [
        type,
        (data as { number?: number }).number,
        (data as { done?: number }).done,
      ]),
    ).toEqual([
      ['IssueTaken', undefined, undefined],
      ['BatchSettled', 0, 200],
      ['BatchSettled', 1, 135],
      ['ProcessRested', undefined, undefined],
    ]);
  });
});

describe('what opens later', () => {
  it('opens for the members of that day, with the time of its cause', async () => {
    const { plan, settle, told, eventsOf } = opening({ first: small() });
    await plan(issuedAt, issued);
    await plan('2021-01-31T17:00:00.000Z', {
      type: 'OccurrenceBegan',
      data: {
        opens: [{ milestoneId: 'ms_8_0', lastDay: '2021-02-28', occurrence: '2021-02', firstDay: '2021-02-01' }],
        groups: { 'all-units': ['phuong-phuc-xa', 'phuong-hong-ha'] },
        acting: {},
      },
    });
    await settle();
    expect(told().slice(3).toSorted()).toEqual([
      'ms_8_0 2021-02 phuong-hong-ha Opened 2021-02-28',
      'ms_8_0 2021-02 phuong-phuc-xa Opened 2021-02-28',
    ]);
    expect(eventsOf('obligation').at(-1)!.metadata.at).toBe('2021-01-31T17:00:00.000Z');
  });

  it('opens for those who asked, whomever the milestone names', async () => {
    const { plan, settle, told } = opening({ first: edition28({ tasks: edition28().tasks.filter(({ no }) => no === 41) }) });
    await plan(issuedAt, issued);
    await plan('2021-05-01T02:00:00.000Z', {
      type: 'AnchorRecorded',
      data: {
        anchor: 'plannedPlaqueDate',
        name: 'Nhà cách mạng X',
        date: '2021-07-01',
        units: ['phuong-quan-thanh'],
        opens: [{ milestoneId: 'ms_41_0', lastDay: '2021-06-16', occurrence: 'Nhà cách mạng X' }],
      },
    });
    await settle();
    expect(told()).toEqual(['ms_41_0 Nhà cách mạng X phuong-quan-thanh Opened 2021-06-16']);
  });

  it('opens nothing of a draft, nothing before the issue and nothing that it does not know', async () => {
    const { plan, settle, told } = opening({ first: small() });
    await plan(issuedAt, {
      type: 'PlanIssueResolved',
      data: { issueId: 'i', code: 'TYPO', severity: 'CONFIRM', choice: { kind: 'AS_WRITTEN' }, reason: 'x' },
    });
    await plan(issuedAt, {
      type: 'OccurrenceBegan',
      data: { opens: [{ milestoneId: 'ms_8_0', lastDay: '2021-02-28' }], groups: {}, acting: {} },
    });
    await settle();
    expect(told()).toEqual([]);
  });
});

describe('an amendment', () => {
  const run = async (edition: Edition, ...changes: readonly [Amendment, ...Amendment[]]) => {
    const { plan, settle, told } = opening({ first: small(), second: edition });
    await plan(issuedAt, issued);
    await plan('2021-02-01T02:00:00.000Z', amended('second', ...changes));
    await settle();
    return told().slice(3).toSorted();
  };
  const later = { kind: 'BEFORE', date: '2021-02-06' } as const;

  it('moves the last day of every obligation of the milestone', async () =>
    expect(
      await run(withMilestone('ms_8_0', { rule: later, lastDay: '2021-02-05' }, small()), {
        kind: 'MILESTONE_DEADLINE',
        milestoneId: 'ms_8_0',
        rule: later,
        lastDay: '2021-02-05',
      }),
    ).toEqual([
      'ms_8_0 phong-y-te Rescheduled 2021-02-05',
      'ms_8_0 phuong-phuc-xa Rescheduled 2021-02-05',
      'ms_8_0 phuong-truc-bach Rescheduled 2021-02-05',
    ]));

  it('opens a milestone that had no day before', async () =>
    expect(
      await run(withMilestone('ms_8_1', { rule: later, lastDay: '2021-02-05' }, small()), {
        kind: 'MILESTONE_DEADLINE',
        milestoneId: 'ms_8_1',
        rule: later,
        lastDay: '2021-02-05',
      }),
    ).toEqual(['ms_8_1 phong-noi-vu Opened 2021-02-05']));

  it('withdraws from those who no longer owe, and opens for those who do now', async () =>
    expect(
      await run(withMilestone('ms_8_0', { actors: ['phuong-phuc-xa', 'phong-kinh-te'] }, small()), {
        kind: 'MILESTONE_ACTORS',
        milestoneId: 'ms_8_0',
        refs: ['phuong-phuc-xa', 'phong-kinh-te'],
      }),
    ).toEqual(['ms_8_0 phong-kinh-te Opened 2021-01-27', 'ms_8_0 phong-y-te Withdrawn', 'ms_8_0 phuong-truc-bach Withdrawn']));

  it('withdraws all of a withdrawn task', async () => {
    const withdrawn = { ...small(), tasks: small().tasks.map((task) => ({ ...task, withdrawn: true })) };
    expect(await run(withdrawn, { kind: 'TASK_WITHDRAWN', taskId: 'task_8', taskNo: 8 })).toEqual([
      'ms_8_0 phong-y-te Withdrawn',
      'ms_8_0 phuong-phuc-xa Withdrawn',
      'ms_8_0 phuong-truc-bach Withdrawn',
    ]);
  });
});

describe('the end of a plan', () => {
  it('ends what was never filed, by amendments and occurrences too', async () => {
    const more = withMilestone('ms_8_0', { actors: ['all-units', 'phong-kinh-te'] }, small());
    const { plan, settle, told, happened, eventsOf } = opening({ first: small(), second: more });
    await plan(issuedAt, issued);
    await plan(
      '2021-02-01T02:00:00.000Z',
      amended('second', { kind: 'MILESTONE_ACTORS', milestoneId: 'ms_8_0', refs: ['all-units', 'phong-kinh-te'] }),
    );
    await settle();
    await happened(obligationEvents, eventsOf('obligation')[0]!.stream.slice('obligation-'.length), '2021-02-02T02:00:00.000Z', {
      type: 'ObligationFiled',
      data: { on: '2021-02-02', documents: [], late: true },
    });
    await plan('2022-01-31T02:00:00.000Z', { type: 'PlanClosed', data: { on: '2022-01-31', reason: 'Hết năm', edition: 'second' } });
    await settle();
    expect(told().filter((line) => line.endsWith('EndedUnfiled'))).toHaveLength(3);
    expect(eventsOf(openingEvents.category).at(-2)).toMatchObject({
      type: 'BatchSettled',
      data: { number: 2_000_000, done: 3, nothing: 1, refused: [] },
    });
  });
});
