import { describe, expect, it } from '@jest/globals';
import { project } from '@laurel/testing';
import fc from 'fast-check';
import { reading28, taskOf } from '../plan/fixtures/reading-28.js';
import { amended, closed, discarded, files, guideArrived, imported, issued, log, readAgain, resolved } from '../plan/fixtures/year-28.js';
import type { PlanEvent } from '../plan/plan.events.js';
import { facet, type Facets } from './task-list.collection.js';
import { taskListProjection } from './task-list.projection.js';

const rowsAfter = (...events: readonly PlanEvent[]) => project(taskListProjection, { files }, log(...events));
const rowAfter = (no: number, ...events: readonly PlanEvent[]) => rowsAfter(imported, ...events).find((row) => row.id === taskOf(no).id)!;
const found = (rows: ReturnType<typeof rowsAfter>, asked: Facets) =>
  rows.filter(({ facets }) => facets.includes(facet(asked))).map(({ no }) => no);

describe('the tasks of a plan', () => {
  it('stand as the document has them while it is a draft', () => {
    const rows = rowsAfter(imported);
    expect(rows.map(({ no, place, phase, planStatus }) => [no, place, phase, planStatus])).toEqual(
      reading28.tasks.map(({ no }, place) => [no, place, 'DRAFT', 'DRAFT']),
    );
    expect(rowAfter(16).settled.milestones[0]!.lastDay).toBeUndefined();
  });

  it('follow each choice, and what it takes back', () => {
    expect(rowAfter(16, resolved[0]!).settled.milestones[0]!.lastDay).toBe('2021-02-27');
    const issueId = resolved[0]?.type === 'PlanIssueResolved' ? resolved[0].data.issueId : '';
    const reopened: PlanEvent = { type: 'PlanIssueReopened', data: { issueId, taskId: taskOf(16).id, reason: 'Nhầm' } };
    expect(rowAfter(16, resolved[0]!, reopened)).toEqual(rowAfter(16));
  });

  it('keep the choices that a new reading kept', () => {
    const rows = rowsAfter(imported, ...resolved, readAgain);
    expect(rows.map(({ no }) => no)).toEqual(reading28.tasks.flatMap(({ no }) => (no === 42 ? [] : no)));
    expect([16, 21].map((no) => rows.find((row) => row.no === no)!.choices.map(({ choice }) => choice))).toEqual([
      [],
      [
        { kind: 'DATE', date: '2021-06-30' },
        { kind: 'DATE', date: '2021-05-30' },
      ],
    ]);
  });

  it('hold as the edition has them once it is issued, and wait for what they wait for', () => {
    const rows = rowsAfter(imported, ...resolved, issued);
    expect(rows.map(({ settled }) => settled)).toEqual(files['edition-1'].tasks);
    const phases = (phase: string) => rows.filter((row) => row.phase === phase).map(({ no }) => no);
    expect([phases('WAITING'), phases('DRAFT'), phases('WITHDRAWN')]).toEqual([[29, 30, 32, 33, 34, 35], [], []]);
  });

  it('change by an amendment where it is about them', () => {
    const rows = rowsAfter(imported, ...resolved, issued, amended);
    expect(rows.map(({ settled }) => settled)).toEqual(files['edition-2'].tasks);
    expect(rows.filter(({ phase }) => phase === 'WITHDRAWN').map(({ no }) => no)).toEqual([18]);
  });

  it('are dated by the document that they waited for', () => {
    const row = rowAfter(30, ...resolved, issued, guideArrived);
    expect([row.phase, row.received, row.dated]).toEqual([
      'DATED',
      ['task:28'],
      [{ milestoneId: taskOf(30).milestones[0]!.id, lastDay: '2021-12-10' }],
    ]);
    expect(rowAfter(29, ...resolved, issued, guideArrived).dated).toEqual([]);
  });

  it('wait until the last of their documents is there, whatever day the first one gave', () => {
    const { id, milestones } = taskOf(33);
    const arrived = (awaited: string, day?: string): PlanEvent => ({
      type: 'AwaitedDocumentReceived',
      data: {
        awaited,
        document: { number: '15/HD', date: '2021-11-18', issuer: 'Thành phố' },
        receivedOn: '2021-11-18',
        dates: day === undefined ? [] : [{ milestoneId: milestones[0]!.id, lastDay: day }],
        tasks: [id],
        opens: [],
        groups: {},
        acting: {},
      },
    });
    const awaits = milestones[0]!.deadline.kind === 'AWAITS_DOCUMENT' ? milestones[0]!.deadline.awaits : [];
    const [council, cluster] = awaits.map(({ external }) => external!);
    const first = arrived(cluster!, '2021-12-15');
    expect(rowAfter(33, ...resolved, issued, first).phase).toBe('WAITING');
    expect(rowAfter(33, ...resolved, issued, first, arrived(council!)).phase).toBe('DATED');
  });

  it('are closed and discarded with the plan', () => {
    const status = (...events: readonly PlanEvent[]) => [...new Set(rowsAfter(imported, ...events).map(({ planStatus }) => planStatus))];
    expect([status(...resolved, issued, amended, closed), status(discarded)]).toEqual([['CLOSED'], ['DISCARDED']]);
  });

  it('are the same whatever batches the log is read in', () => {
    const whole = log(imported, ...resolved, issued, amended, guideArrived, closed);
    const expected = project(taskListProjection, { files }, whole);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), fc.integer({ min: 0, max: whole.length }), (cut, again) => {
        const batches = [whole.slice(0, cut), whole.slice(Math.min(cut, again)), whole.slice(cut)];
        expect(project(taskListProjection, { files }, ...batches)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe('every question of a filter', () => {
  const rows = rowsAfter(imported, ...resolved, issued);
  const settled = files['edition-1'].tasks;

  it('finds the tasks of a quarter, a kind of deadline, and with open issues', () => {
    expect(found(rows, {})).toEqual(rows.map(({ no }) => no));
    expect(found(rows, { quarter: 2 })).toEqual(settled.filter(({ quarter }) => quarter === 2).map(({ no }) => no));
    expect(found(rows, { deadlineKind: 'RELATIVE' })).toEqual([41]);
    expect(found(rows, { deadlineKind: 'AWAITS_DOCUMENT', quarter: 4 })).toEqual([29, 30, 32, 33, 34, 35]);
    const open = found(rows, { hasOpenIssues: true });
    expect([...open, ...found(rows, { hasOpenIssues: false })].toSorted((one, other) => one - other)).toEqual(rows.map(({ no }) => no));
    expect(open).not.toContain(13);
  });

  it('finds a party in its role, or in any', () => {
    const leads = settled.filter((task) => task.leads.includes('phong-noi-vu')).map(({ no }) => no);
    expect(found(rows, { party: { ref: 'phong-noi-vu', role: 'LEAD' } })).toEqual(leads);
    const any = settled.filter(({ leads: of, implementers, advisers, milestones }) =>
      [...of, ...implementers, ...advisers, ...milestones.flatMap(({ actors }) => actors)].includes('phong-noi-vu'),
    );
    expect(found(rows, { party: { ref: 'phong-noi-vu' } })).toEqual(any.map(({ no }) => no));
    expect(
      found(rows, { party: { ref: 'phong-noi-vu', role: 'ACTOR' }, quarter: 1, hasOpenIssues: true, deadlineKind: 'BEFORE' }).length,
    ).toBeGreaterThan(0);
  });
});
