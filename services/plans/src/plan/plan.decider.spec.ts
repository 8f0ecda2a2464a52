import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import type { PlanCommand } from './plan.commands.js';
import { plan } from './plan.decider.js';
import type { PlanEvent } from './plan.events.js';

const { given } = specification(plan.decider);

const counts = { tasks: 42, milestones: 57, blocking: 3, confirm: 26, info: 36 };
const head = {
  number: '28/KH-UBND',
  date: '2021-01-22',
  issuer: 'UBND quận Ba Đình',
  year: 2021,
  titleVi: 'Công tác Thi đua, khen thưởng năm 2021',
  text: { fileId: 'file_1', hash: 'text', bytes: 28_242 },
};
const imported: PlanEvent = { type: 'PlanImported', data: { ...head, reading: 'reading-1', counts } };
const invalidDate = {
  id: 'issue_16',
  code: 'INVALID_DATE',
  severity: 'BLOCKING',
  taskId: 'task_16',
  taskNo: 16,
  milestoneId: 'ms_16a',
  text: '30/02/2021',
} as const;
const resolved: PlanEvent = {
  type: 'PlanIssueResolved',
  data: {
    issueId: 'issue_16',
    code: 'INVALID_DATE',
    severity: 'BLOCKING',
    taskId: 'task_16',
    taskNo: 16,
    milestoneId: 'ms_16a',
    text: '30/02/2021',
    choice: { kind: 'DATE', date: '2021-02-28' },
    reason: 'Như nhiệm vụ số 14',
  },
};
const issuedData = {
  edition: 'edition-1',
  counts: { tasks: 42, milestones: 57, obligations: 200 },
  emptyGroups: ['grp_schools'],
  unassigned: [],
};
const issued: PlanEvent = { type: 'PlanIssued', data: { ...issuedData, on: '2021-01-22' } };
const nobody = { groups: {}, acting: {} };
const guide = { number: '1/HD-HĐTĐKT', date: '2021-11-18', issuer: 'Hội đồng TĐKT quận' };

const order = <Type extends PlanCommand['type']>(
  type: Type,
  data: Extract<PlanCommand, { type: Type }>['data'],
  at = '2021-01-22T09:00:00+07:00',
) =>
  ({
    type,
    data,
    id: 'cmd_1',
    hash: 'hash',
    at,
    scope: { tenant: 'ba-dinh' },
    by: { person: 'per_1' },
    correlationId: 'req_1',
  }) as unknown as PlanCommand;
const resolve = (choice: Extract<PlanCommand, { type: 'ResolvePlanIssue' }>['data']['choice'], reading = 'reading-1') =>
  order('ResolvePlanIssue', { reading, issue: invalidDate, choice, reason: 'Như nhiệm vụ số 14', opens: [], ...nobody });
const issue = order('IssuePlan', { reading: 'reading-1', blocking: [invalidDate], ...issuedData });

describe('a draft', () => {
  it('is not issued while anything blocking is open, and tells all of it', () => {
    const second = { ...invalidDate, id: 'issue_21', taskNo: 21 };
    given(imported)
      .when(order('IssuePlan', { reading: 'reading-1', blocking: [invalidDate, second], ...issuedData }))
      .refuses('PLAN_HAS_BLOCKING_ISSUE', 'PLAN_HAS_BLOCKING_ISSUE');
  });

  it('is issued once a person has chosen', () => given(imported, resolved).when(issue).then(issued));

  it('is issued once only', () => given(imported, resolved, issued).when(issue).refuses('PLAN_IS_ISSUED'));

  it('keeps what was chosen, by whom and why', () =>
    given(imported)
      .when(resolve({ kind: 'DATE', date: '2021-02-28' }))
      .then(resolved));

  it('does not take an impossible date as it is written', () =>
    given(imported)
      .when(resolve({ kind: 'AS_WRITTEN' }))
      .refuses('ISSUE_CHOICE_NOT_FITTING'));

  it('does not take a choice that was made about another reading', () =>
    given(imported)
      .when(resolve({ kind: 'DATE', date: '2021-02-28' }, 'reading-0'))
      .refuses('PLAN_WAS_READ_AGAIN'));

  it('blocks again after an issue is reopened', () =>
    given(imported, resolved, { type: 'PlanIssueReopened', data: { issueId: 'issue_16', reason: 'Nhầm' } })
      .when(issue)
      .refuses('PLAN_HAS_BLOCKING_ISSUE'));

  it('keeps choices on issues that still stand when it is read again, and tells what it dropped', () =>
    given(imported, resolved)
      .when(order('ReadPlanAgain', { reading: 'reading-2', counts, issueIds: ['issue_99'] }))
      .then({ type: 'PlanReadAgain', data: { before: 'reading-1', reading: 'reading-2', counts, kept: [], dropped: ['issue_16'] } }));

  it('is the same when it is read again and nothing changed', () =>
    given(imported)
      .when(order('ReadPlanAgain', { reading: 'reading-1', counts, issueIds: [] }))
      .thenNothing());

  it('can be discarded, and then nothing else', () => {
    const discarded: PlanEvent = { type: 'PlanDiscarded', data: { reason: 'Nhập nhầm', reading: 'reading-1' } };
    given(imported)
      .when(order('DiscardPlan', { reason: 'Nhập nhầm' }))
      .then(discarded);
    given(imported, discarded).when(issue).refuses('PLAN_IS_DISCARDED');
  });
});

describe('an issued plan', () => {
  const received = (awaits: readonly string[]) =>
    order(
      'ReceiveAwaitedDocument',
      {
        awaited: 'task:28',
        document: guide,
        dates: [{ milestoneId: 'ms_30', lastDay: '2021-12-10' }],
        tasks: ['task_30'],
        opens: [{ milestoneId: 'ms_30', lastDay: '2021-12-10' }],
        awaits,
        ...nobody,
      },
      '2021-11-18T09:00:00+07:00',
    );

  it('takes a document that it waits for, once', () => {
    const event: PlanEvent = {
      type: 'AwaitedDocumentReceived',
      data: {
        awaited: 'task:28',
        document: guide,
        receivedOn: '2021-11-18',
        dates: [{ milestoneId: 'ms_30', lastDay: '2021-12-10' }],
        tasks: ['task_30'],
        opens: [{ milestoneId: 'ms_30', lastDay: '2021-12-10' }],
        ...nobody,
      },
    };
    given(imported, resolved, issued)
      .when(received(['task:28']))
      .then(event);
    given(imported, resolved, issued, event)
      .when(received(['task:28']))
      .refuses('DOCUMENT_ALREADY_RECEIVED');
  });

  it('takes no document that it does not wait for', () =>
    given(imported, resolved, issued).when(received([])).refuses('DOCUMENT_NOT_AWAITED'));

  it('changes a deadline by an amendment only', () =>
    given(imported, issued)
      .when(resolve({ kind: 'DATE', date: '2021-02-28' }))
      .refuses('DEADLINE_NEEDS_AMENDMENT'));

  const february = { milestoneId: 'ms_40', lastDay: '2021-02-28', occurrence: '2021-02', firstDay: '2021-02-01' };
  const began: PlanEvent = { type: 'OccurrenceBegan', data: { opens: [february], ...nobody } };

  it('opens an occurrence once, however often the timer says so', () => {
    const begin = order('BeginOccurrence', { opens: [february], ...nobody });
    given(imported, issued).when(begin).then(began);
    given(imported, issued, began).when(begin).thenNothing();
  });

  it('opens nothing after it is closed', () =>
    given(imported, issued, { type: 'PlanClosed', data: { on: '2022-01-31', reason: 'Hết năm', edition: 'edition-1' } })
      .when(order('BeginOccurrence', { opens: [february], ...nobody }))
      .thenNothing());
});
