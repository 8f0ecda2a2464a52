import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Desk, type Laurel, openLaurel } from './laurel.js';

const document = new URL('../../../services/plans/src/reading/fixtures/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url);

let laurel: Laurel;
let officer: Desk;

beforeAll(async () => {
  laurel = await openLaurel();
  officer = await laurel.desk('officer');
}, 60_000);
afterAll(() => laurel?.close());

describe('the plan of the district', () => {
  it('is imported through the one schema', async () => {
    const text = (await readFile(document)).toString('base64');
    const { plan } = await officer.does('importPlan', { contentBase64: text, idempotencyKey: 'plan-28' }, 'plan { id number title taskCount openIssues { blocking confirm info } }');
    expect(plan).toEqual({ id: expect.any(String), number: '28/KH-UBND', title: 'Công tác Thi đua, khen thưởng năm 2021', taskCount: 42, openIssues: { blocking: 3, confirm: 26, info: 36 } });
  });
});
