import { describe, expect, it } from '@jest/globals';
import { handleCommand, Refusal } from '@laurel/event-sourcing';
import type { OrderRequest } from '@laurel/subgraph';
import { gazetteer } from '../reading/gazetteer.js';
import { fiveColumns, names, planText } from '../reading/fixtures/plan-text.js';
import { clerk, openOffice } from './fixtures/office.js';
import { golden28, text28 } from './fixtures/reading-28.js';
import { allIssues } from './identified-reading.js';
import { plan } from './plan.decider.js';
import { AlreadyImported } from './plan-import.js';

const { entries } = gazetteer.parse({ entries: golden28.directory });
const [an, binh] = [clerk('per_an'), clerk('per_binh')];
const document = { bytes: text28, given: {} };
const request = (idempotencyKey?: string) => ({ ...(idempotencyKey !== undefined && { idempotencyKey }), document: 'plan 28' });

const input = (planId: string, more: OrderRequest = {}): OrderRequest & { readonly planId: string } => ({ planId, ...more });

const codesOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.reasons.map(({ code }) => code);
    throw error;
  }
  return [];
};
const typesOf = (log: readonly { readonly type: string; readonly stream: string }[]) =>
  log.filter(({ stream }) => stream.startsWith('plan-')).map(({ type }) => type);

describe('a document', () => {
  it('becomes one plan, however many clerks hand it in at once', async () => {
    const { orders, log } = await openOffice(entries);
    const results = await Promise.allSettled([an, binh].map((person) => orders.import(document, request(), person)));
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.planId] : []));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(typesOf(log)).toEqual(['PlanImported']);
    expect(refused).toEqual([expect.any(AlreadyImported)]);
    expect(refused).toEqual([expect.objectContaining({ planId: made[0] })]);
  });

  it('is the same in other letters, blanks and files', async () => {
    const { orders } = await openOffice(names.entries);
    const text = planText([[...fiveColumns], ['1', 'Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', 'trước ngày 15/3/2022']]);
    const other = text.replace('15/KH-UBND', '15/KH-ubnd').normalize('NFD');
    const { planId } = await orders.import({ bytes: Buffer.from(text), given: {} }, request(), an);
    const again = orders.import({ bytes: Buffer.from(other), given: {} }, request(), binh);
    await expect(again).rejects.toMatchObject({ planId, reasons: [{ code: 'PLAN_ALREADY_IMPORTED' }] });
  });

  it('that does not say its number is asked for it', async () => {
    const { orders, log } = await openOffice(names.entries);
    const text = planText([[...fiveColumns], ['1', 'Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', 'trước ngày 15/3/2022']]);
    const bytes = Buffer.from(text.replace('Số: 15/KH-UBND', ''));
    expect(await codesOf(orders.import({ bytes, given: {} }, request(), an))).toEqual(['PLAN_HEADER_INCOMPLETE']);
    expect(log).toEqual([]);
    const { state } = await orders.import({ bytes, given: { number: '15/KH-UBND' } }, request(), an);
    expect(state).toMatchObject({ status: 'DRAFT', head: { number: '15/KH-UBND', date: '2022-01-05' } });
  });

  it('may be handed in anew when its draft is discarded, and the first order is answered as it was', async () => {
    const { orders } = await openOffice(entries);
    const first = await orders.import(document, request('one'), an);
    await orders.discard(first.planId, 'Nhập nhầm', {}, an);
    const second = await orders.import(document, request(), binh);
    expect(second.planId).not.toBe(first.planId);
    expect(await orders.import(document, request('one'), an)).toEqual(first);
  });

  it('may be handed in anew although its discarding was cut short', async () => {
    const { orders, platform } = await openOffice(entries);
    const { planId } = await orders.import(document, request(), an);
    const order = an.order(plan, planId, 'DiscardPlan', { reason: 'Nhập nhầm' }, {});
    await handleCommand(platform, plan, planId, order); // and stopped before the number was let go
    expect((await orders.import(document, request(), binh)).state.status).toBe('DRAFT');
  });
});

describe('an order that has to be prepared', () => {
  const imported = async () => {
    const office = await openOffice(entries);
    const { planId, state } = await office.orders.import(document, request(), an);
    const reading = await office.files.reading('ba-dinh', state.status === 'DRAFT' ? state.reading : '');
    const blocking = allIssues(reading).filter(({ issue }) => issue.severity === 'BLOCKING');
    const resolve = (index: number, more: OrderRequest = {}) => {
      const { publicId: issueId, candidates } = blocking[index]!.issue;
      const asked = { issueId, choice: { kind: 'DATE', date: candidates![0]! }, reason: 'Theo bản gốc' } as const;
      return office.orders.prepareAndGive(
        'ResolvePlanIssue',
        planId,
        (asker) => office.preparations.resolution(planId, asked, asker),
        input(planId, more),
        an,
      );
    };
    let prepared = 0;
    const issue = (more: OrderRequest = {}) =>
      office.orders.prepareAndGive(
        'IssuePlan',
        planId,
        (asker) => {
          prepared += 1;
          return office.preparations.issue(planId, asker);
        },
        input(planId, more),
        an,
      );
    return { ...office, planId, resolve, issue, timesPrepared: () => prepared };
  };

  it('is refused with everything that stands against it', async () => {
    const { issue } = await imported();
    expect(await codesOf(issue())).toEqual(['PLAN_HAS_BLOCKING_ISSUE', 'PLAN_HAS_BLOCKING_ISSUE', 'PLAN_HAS_BLOCKING_ISSUE']);
  });

  it('is prepared again when somebody changed the plan in between', async () => {
    const { resolve, issue, beforeNextAppend, files, timesPrepared } = await imported();
    await resolve(0);
    await resolve(1);
    await resolve(2);
    beforeNextAppend(async () => {
      await resolve(0);
    });
    const { state } = await issue();
    expect(timesPrepared()).toBe(2);
    expect(state.status === 'ISSUED' && (await files.edition('ba-dinh', state.edition)).tasks).toHaveLength(42);
  });

  it('is not given again when the client has said which version it has seen', async () => {
    const { resolve, issue, timesPrepared } = await imported();
    await resolve(0);
    expect(await codesOf(issue({ expectedVersion: 0 }))).toEqual(['VERSION_CONFLICT']);
    expect(timesPrepared()).toBe(1);
  });

  it('that was done is answered as it was, whatever preparing it would find now', async () => {
    const { resolve, issue } = await imported();
    for (const index of [0, 1, 2]) await resolve(index);
    const done = await issue({ idempotencyKey: 'issue' });
    expect(await codesOf(issue())).toEqual(['PLAN_IS_ISSUED']);
    expect(await issue({ idempotencyKey: 'issue' })).toEqual(done);
  });

  it('that was overtaken tells so before the rules', async () => {
    const { resolve, issue } = await imported();
    for (const index of [0, 1, 2]) await resolve(index);
    await issue();
    expect(await codesOf(issue({ expectedVersion: 3 }))).toEqual(['VERSION_CONFLICT']);
  });
});

describe('a choice after the issue', () => {
  const issuedWith = async (deadline: string) => {
    const office = await openOffice([...names.entries, { ref: 'org-thue', nameVi: 'Chi cục Thuế', aliases: [], kind: 'ORGANISATION' }]);
    const text = planText([[...fiveColumns], ['1', 'Xét khen thưởng', 'Phòng Nội vụ', 'Các đơn vị thuộc huyện', deadline]]);
    const [person, { orders, preparations, files }] = [clerk('per_an', '2022-01-05'), office];
    const { planId, state } = await orders.import({ bytes: Buffer.from(text), given: {} }, request(), person);
    const reading = await files.reading('ba-dinh', state.status === 'DRAFT' ? state.reading : '');
    const issued = await orders.prepareAndGive('IssuePlan', planId, (asker) => preparations.issue(planId, asker), input(planId), person);
    const resolve = (code: string, choice: Parameters<typeof preparations.resolution>[1]['choice']) => {
      const issueId = allIssues(reading).find(({ issue }) => issue.code === code)!.issue.publicId;
      const asked = { issueId, choice, reason: 'Văn phòng trả lời' };
      return orders.prepareAndGive(
        'ResolvePlanIssue',
        planId,
        (asker) => preparations.resolution(planId, asked, asker),
        input(planId),
        person,
      );
    };
    return { resolve, issued, milestoneId: reading.tasks[0]!.milestones[0]!.id };
  };

  it('of who is meant opens what is owed by then', async () => {
    const { resolve, issued, milestoneId } = await issuedWith('Các đơn vị liên quan gửi hồ sơ trước ngày 15/3/2022');
    expect(issued.events).toMatchObject([{ data: { counts: { obligations: 0 }, emptyGroups: ['related'] } }]);
    const { events } = await resolve('UNRESOLVED_GROUP', { kind: 'REFS', refs: ['org-noi-vu', 'org-thue'] });
    expect(events).toMatchObject([{ data: { opens: [{ milestoneId, lastDay: '2022-03-14' }] } }]);
  });

  it('of a body that nobody knew opens it too; until then it is told that nobody owes it', async () => {
    const { resolve, issued, milestoneId } = await issuedWith('Ban Chỉ huy Quân sự gửi hồ sơ trước ngày 15/3/2022');
    expect(issued.events).toMatchObject([{ data: { unassigned: [1] } }]);
    const { events } = await resolve('UNKNOWN_ORGANISATION', { kind: 'REFS', refs: ['org-thue'] });
    expect(events).toMatchObject([{ data: { opens: [{ milestoneId, lastDay: '2022-03-14' }] } }]);
  });

  it('of the rhythm opens the period of the day, of every rhythm that is meant', async () => {
    const { resolve, milestoneId } = await issuedWith('Hàng tháng, quý');
    const { events } = await resolve('AMBIGUOUS_RECURRENCE', { kind: 'RECURRENCE', every: ['MONTHLY', 'QUARTERLY'] });
    expect(events).toMatchObject([
      {
        data: {
          opens: [
            { milestoneId, occurrence: '2022-01', firstDay: '2022-01-01', lastDay: '2022-01-31' },
            { milestoneId, occurrence: '2022-Q1', firstDay: '2022-01-01', lastDay: '2022-03-31' },
          ],
        },
      },
    ]);
  });

  it('of somebody whom the directory does not know is refused', async () => {
    const { resolve } = await issuedWith('Các đơn vị liên quan gửi hồ sơ trước ngày 15/3/2022');
    expect(await codesOf(resolve('UNRESOLVED_GROUP', { kind: 'REFS', refs: ['org-x', 'org-y'] }))).toEqual([
      'UNKNOWN_REFERENCE',
      'UNKNOWN_REFERENCE',
    ]);
  });
});
