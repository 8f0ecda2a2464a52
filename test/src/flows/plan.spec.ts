import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describePlanFlow } from './describe-plan-flow.js';
import { type Desk, type LocalLaurel, openLaurel } from './laurel.js';

const document = new URL('../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url);

let laurel: LocalLaurel;
let officer: Desk;
let planId: string;

beforeAll(async () => {
  laurel = await openLaurel();
  officer = await laurel.desk('officer');
}, 60_000);
afterAll(() => laurel?.close());

describe('the plan of the district', () => {
  it('is imported through the one schema', async () => {
    const text = (await readFile(document)).toString('base64');
    const input = { contentBase64: text, idempotencyKey: 'plan-28' };
    const selection = 'plan { id number title taskCount openIssues { blocking confirm info } status version }';
    const { plan } = await officer.does('importPlan', input, selection);
    expect(plan).toEqual({
      id: expect.any(String),
      number: '28/KH-UBND',
      title: 'Công tác Thi đua, khen thưởng năm 2021',
      taskCount: 42,
      openIssues: { blocking: 3, confirm: 22, info: 41 },
      status: 'DRAFT',
      version: 0,
    });
    planId = plan.id;
    expect((await officer.does('importPlan', input, selection)).plan).toEqual(plan);
  });

  it('is told when it is imported twice', async () => {
    const text = await readFile(document, 'utf8');
    const answer = await officer.order('importPlan', { text }, 'plan { id } existing { id }');
    expect(answer).toMatchObject({ plan: null, existing: { id: planId }, errors: [{ code: 'PLAN_ALREADY_IMPORTED' }] });
  });
});

describePlanFlow({ laurel: () => laurel, planId: async () => planId });
