import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { samplePeople } from '@laurel/directory';
import { at } from './days.js';
import { figures, standingOf, sumOf } from './figures.js';
import { type LocalLaurel, openLaurel, tenant } from './laurel.js';
import { officeOf, officeWithPlan, settleAllIssues } from './office.js';

let folder: string;
let laurel: LocalLaurel;
let planId: string;
/** Made once, before the first restart. */
let token: string;

const report = Buffer.from('Báo cáo').toString('base64');
const issue = () => ({ planId, idempotencyKey: 'issue once' });
const paper = { number: '12/BC-UBND', date: '2021-01-22', issuer: 'UBND phường Phúc Xá' };
const restart = async (): Promise<void> => {
  await laurel.close();
  laurel = await openLaurel({ folder });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-restart-'));
  laurel = await openLaurel({ folder });
  const clerk = samplePeople(tenant).find(({ key }) => key === 'clerk-phuc-xa')!;
  token = await laurel.platform.issuer.tokenFor({ person: clerk.personId, tenant, roles: [{ role: clerk.role, units: clerk.unitIds }] });
}, 60_000);
afterAll(async () => {
  await laurel?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a platform that is stopped and opened again on the same folder', () => {
  it('goes on with an issue that it had only begun, and answers a repeat as it did', async () => {
    await laurel.clockTo(at('2021-01-22', '10:30'));
    const office = await officeWithPlan(laurel);
    ({ planId } = office);
    await settleAllIssues(office);
    const issued = await office.officer.does('issuePlan', issue(), 'plan { status issuedOn version }');
    const begun = sumOf(Object.values((await standingOf(office, office.officer)).sections)).opened;
    expect(begun).toBeLessThan(337);

    await restart();
    expect(laurel.platform.clock.now() >= '2021-01-22T03:30:00.000Z').toBe(true);
    expect(laurel.platform.clock.now() < '2021-01-22T04:00:00.000Z').toBe(true);
    const again = await officeOf(laurel, planId);
    expect(await again.officer.does('issuePlan', issue(), 'plan { status issuedOn version }')).toEqual(issued);
    expect(sumOf(Object.values((await standingOf(again, again.officer)).sections))).toEqual(figures(337));
    const { plan } = await again.officer.see(
      'query ($planId: ID!) { plan(id: $planId) { opening { state total done nothing refused } } }',
      {
        planId,
      },
    );
    expect(plan.opening).toEqual({ state: 'RESTING', total: 337, done: 337, nothing: 0, refused: 0 });
  }, 60_000);

  it('keeps tokens, filings and files', async () => {
    const { id } = await (await officeOf(laurel, planId)).owedBy('phuong-phuc-xa', 8);
    const clerk = laurel.stranger(token);
    const { uploadFile } = await clerk.see('mutation ($input: UploadFileInput!) { uploadFile(input: $input) { file { id } } }', {
      input: { name: 'bao-cao.txt', contentBase64: report },
    });
    await clerk.does('fileObligation', { obligationId: id, documents: [{ ...paper, fileId: uploadFile.file.id }] });

    await restart();
    const { obligation } = await laurel
      .stranger(token)
      .see('query ($id: ID!) { obligation(id: $id) { status filedOn late documents { number file { contentBase64 } } } }', { id });
    expect(obligation).toEqual({
      status: 'FILED',
      filedOn: '2021-01-22',
      late: false,
      documents: [{ number: '12/BC-UBND', file: { contentBase64: report } }],
    });
  }, 60_000);

  it('does what had become due when it stopped', async () => {
    const before = await officeOf(laurel, planId);
    await laurel.platform.clock.moveTo(at('2021-02-01'));
    expect((await before.owed('overdue: true')).length).toBeLessThan(73);
    await restart();
    const office = await officeOf(laurel, planId);
    expect(laurel.platform.clock.now() >= '2021-02-01T02:00:00.000Z').toBe(true);
    // Overdue: row 8 of 23 units (one has filed), row 6 of 24, row 7, and of January row 40 of 24 units and row 37; February opens 24 + 1.
    expect(sumOf(Object.values((await standingOf(office, office.officer)).sections))).toEqual(figures(362, 1, 0, 0, 73));
    expect((await office.owed('overdue: true')).length).toBe(73);
    expect((await office.owedBy('phuong-giang-vo', 8)).overdue).toBe(true);
  }, 60_000);
});
