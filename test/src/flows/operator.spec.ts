import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { directoryPart, loadSampleDirectory, sampleLoader, samplePeople } from '@laurel/directory';
import { plansPart } from '@laurel/plans';
import type { AnyProjection } from '@laurel/read-models';
import { announceRunning, askingInProcess, openPlatform, type Platform, runCommandLine } from '@laurel/standalone';
import { pino } from 'pino';

const tenant = 'ba-dinh';
const consumer = 'plans-directory-copy/organisation-copy@1';

/** The plans service with a defect in its copy of organisations: it cannot take in a name with this word. */
let broken: string | undefined;
const withDefect = (copied: AnyProjection): AnyProjection => ({
  ...copied,
  handlers: Object.fromEntries(
    Object.entries(copied.handlers).map(([category, handlers]) => [
      category,
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (...[event, files]: Parameters<typeof handle>) => {
            if (broken !== undefined && JSON.stringify(event.data).includes(broken)) throw new Error(`cannot read ${broken}`);
            return handle(event, files);
          },
        ]),
      ),
    ]),
  ),
});
const defectivePlans: typeof plansPart = {
  ...plansPart,
  definition: {
    ...plansPart.definition,
    copies: plansPart.definition.copies.map((copy) => ({ ...copy, projections: copy.projections.map(withDefect) })),
  },
};

let folder: string;
let platform: Platform;
let administrator: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-'));
  platform = await openPlatform({ dataDir: folder, parts: [directoryPart, defectivePlans], logger: pino({ level: 'silent' }) });
  announceRunning(folder, { url: await platform.gateway.listen({ host: '127.0.0.1', port: 0 }), secret: platform.developerSecret });
  await loadSampleDirectory(await askingInProcess(platform.gateway, platform.issuer)(sampleLoader(tenant)), tenant);
  await platform.settled();
  const { personId, role } = samplePeople(tenant).find(({ key }) => key === 'administrator')!;
  administrator = await platform.issuer.tokenFor({ person: personId, tenant, roles: [{ role, units: [] }] });
}, 60_000);
afterAll(async () => {
  await platform?.stop();
  await rm(folder, { recursive: true, force: true });
});

const laurel = async (...words: string[]) => {
  const [shown, complained]: string[][] = [[], []];
  const code = await runCommandLine([...words, '--data-dir', folder], {
    show: (text) => shown!.push(text),
    complain: (text) => complained!.push(text),
  });
  return { code, text: [...shown!, ...complained!].join('\n') };
};
const ask = async (query: string, variables: Record<string, unknown>) => {
  const { body } = await platform.gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${administrator}` },
    payload: JSON.stringify({ query, variables }),
  });
  return (JSON.parse(body) as { data: Record<string, never> }).data;
};
const idOf = async (code: string): Promise<string> => {
  const { organisation } = await ask('query ($code: String!) { organisation(code: $code) { id } }', { code });
  return (organisation as unknown as { id: string }).id;
};
const rename = async (organisationId: string, ...names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const input = { organisationId, name, from: '2021-01-22' };
    const answer = await ask('mutation ($input: RenameOrganisationInput!) { renameOrganisation(input: $input) { errors { message } } }', {
      input,
    });
    expect(answer).toEqual({ renameOrganisation: { errors: [] } });
  }
};
/** What the copy of the plans service calls it today. */
const knownAs = async (organisationId: string): Promise<string> => {
  const copy = plansPart.definition.copies.flatMap(({ projections }) => projections).find(({ into }) => into.name === 'organisation-copy')!;
  const row: unknown = await platform.services
    .get('plans')!
    .engines.readModels.collection(copy.into)
    .get({ reach: () => ({ tenant }) }, organisationId);
  return JSON.stringify(row);
};
describe('an operator', () => {
  it('sees that all is in order', async () => {
    const { code, text } = await laurel('status');
    expect(code).toBe(0);
    expect(text).toMatch(/^Business clock {2}2021-01-22 08:0\d in Hà Nội\n/);
    expect(text).toMatch(/\ndirectory {2}ready · \d+ read models, 0 behind · 0 keys parked · 0 processes at work/);
    expect(await laurel('parked', 'list')).toEqual({ code: 0, text: 'Nothing is parked.' });
  });

  it('sees a poison event that has parked its key, and what follows on it; other keys go on', async () => {
    const [poisoned, other] = [await idOf('phuong-phuc-xa'), await idOf('phuong-truc-bach')];
    broken = 'Thuốc Độc';
    await rename(poisoned, 'Phường Thuốc Độc', 'Phường Phúc Xá Mới');
    await rename(other, 'Phường Trúc Bạch Mới');
    await platform.settled(); // what is parked does not hold it up
    expect([(await knownAs(poisoned)).includes('Mới'), (await knownAs(other)).includes('Trúc Bạch Mới')]).toEqual([false, true]);

    const key = `laurel.directory.v1/organisation-${poisoned}`;
    const listed = await laurel('parked', 'list');
    expect(listed.text).toContain(`${consumer}  ${key}\n  2 messages since `);
    expect(listed.text).toContain(': cannot read Thuốc Độc');
    const shown = await laurel('parked', 'show', consumer, key);
    expect(shown.text.match(/  parked 2/g)).toHaveLength(2);
    expect(shown.text).toContain('Phường Thuốc Độc');
    expect((await laurel('status')).code).toBe(1);

    expect(await laurel('parked', 'release', consumer, key)).toEqual({ code: 1, text: 'cannot read Thuốc Độc' });
    broken = undefined; // the fix is deployed
    expect(await laurel('parked', 'release', consumer, key)).toEqual({ code: 0, text: 'Taken in: 2. The key goes on.' });
    expect(await knownAs(poisoned)).toContain('Phúc Xá Mới');
    expect((await laurel('parked', 'list')).text).not.toContain(consumer);
  }, 30_000);

  it('leaves a message out with a reason, which is kept, and releases what follows', async () => {
    const unit = await idOf('phuong-dien-bien');
    broken = 'Nhầm';
    await rename(unit, 'Phường Nhầm', 'Phường Điện Biên Mới');
    await platform.settled();
    const key = `laurel.directory.v1/organisation-${unit}`;
    const [first] = await platform.services.get('plans')!.parking.get(consumer)!.look(key);

    expect(await laurel('parked', 'skip', consumer, key)).toMatchObject({ code: 1, text: expect.stringContaining("'--reason <text>'") });
    const reason = 'đổi tên nhầm, xem ghi chú 12';
    expect((await laurel('parked', 'skip', consumer, key, '--reason', reason)).code).toBe(0);
    expect(await laurel('parked', 'release', consumer, key)).toEqual({ code: 0, text: 'Taken in: 1. The key goes on.' });

    const known = await knownAs(unit);
    expect([known.includes('Nhầm'), known.includes('Điện Biên Mới')]).toEqual([false, true]);
    const { readModels } = platform.services.get('plans')!.engines;
    expect(await readModels.settled(`${consumer}/skipped`, `${key}@${first!.sequence}`)).toMatchObject({ reason });
    expect(await laurel('parked', 'release', consumer, key)).toEqual({ code: 1, text: `nothing is parked at ${key} of ${consumer}` });
  }, 30_000);

  it('is told by viewer what they may do in any service', async () => {
    const { viewer } = await ask('{ viewer { permissions } }', {});
    const { permissions } = viewer as unknown as { permissions: readonly string[] };
    expect(permissions).toEqual(expect.arrayContaining(['directory.load', 'obligation.read', 'plan.read', 'process.read']));
    expect(permissions).not.toContain('obligation.file');
  });

  it('rebuilds a read model while it answers', async () => {
    const list = () => ask('{ organisations(first: 100) { edges { node { id name } } } }', {});
    const before = await list();
    expect(await laurel('rebuild', 'organisation-list')).toEqual({ code: 0, text: 'organisation-list is rebuilt and answers.' });
    expect(await list()).toEqual(before);
    expect(await laurel('rebuild', 'organisation-copy')).toEqual({
      code: 1,
      text: 'organisation-copy is a local copy: it is built anew from what others publish when its version is raised',
    });
    expect((await laurel('rebuild', 'nothing')).text).toMatch(/^nothing is no read model here; there are: .*organisation-list/);
  });

  it('verifies that every event of every log can be read', async () => {
    const { code, text } = await laurel('verify');
    expect([code, text.split('\n').map((line) => line.replace(/\d+ events/, 'N events'))]).toEqual([
      0,
      ['directory: N events, all readable', 'plans: N events, all readable'],
    ]);
  });

  it.each([
    [['clock', 'tomorrow'], /An instant is written like 2021-01-29/],
    [['clock', '2020-01-01'], /cannot go back/],
    [['dance'], /^unknown command 'dance'\. See npm run laurel -- --help\.$/],
    [[], /^Say what to do\. See npm run laurel -- --help\.$/],
  ])('is told what is wrong in one line: %j', async (words, line) => {
    const { code, text } = await laurel(...words);
    expect([code, text]).toEqual([1, expect.stringMatching(line)]);
    expect(text).not.toContain('\n');
  });

  it('is told when nothing runs there', async () => {
    const show = { show: () => undefined, complain: (text: string) => lines.push(text) };
    const lines: string[] = [];
    expect(await runCommandLine(['status', '--data-dir', '/nowhere'], show)).toBe(1);
    expect(lines).toEqual(['Nothing runs on /nowhere: npm start -- --data-dir /nowhere first, or name another folder.']);
  });
});
