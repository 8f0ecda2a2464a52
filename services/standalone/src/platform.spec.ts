import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { compose } from '@laurel/gateway/compose';
import { readSchema } from '@laurel/subgraph';
import { pino } from 'pino';
import { openPlatform, type Platform, type PlatformOptions } from './platform.js';
import { notesPart } from './spec/notes-part.js';
import { startSentenceOf } from './start-sentence.js';

const composed = compose([{ name: 'notes', sdl: readSchema(notesPart.schemaFolder) }]);
const opened: Platform[] = [];
const open = async (dataDir: string, more: Partial<PlatformOptions> = {}): Promise<Platform> => {
  const platform = await openPlatform({
    dataDir,
    parts: [notesPart],
    logger: () => pino({ level: 'silent' }),
    supergraph: { load: async () => ({ sdl: composed.supergraph, nodes: composed.nodes }) },
    ...more,
  });
  opened.push(platform);
  return platform;
};
const close = async (platform: Platform): Promise<void> => {
  opened.splice(opened.indexOf(platform), 1);
  await platform.stop();
};
afterEach(async () => {
  for (const platform of opened.splice(0)) await platform.stop();
});
const folder = (): string => mkdtempSync(join(tmpdir(), 'laurel-'));

const clerk = { person: 'per_1', tenant: 'ba-dinh', roles: [{ role: 'CLERK', units: ['org_phuc-xa'] }] };
const ask = async (
  { gateway, issuer }: Platform,
  query: string,
  headers: Record<string, string> = {},
  claims = clerk,
): Promise<unknown> => {
  const { body } = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await issuer.tokenFor(claims)}`, ...headers },
    payload: JSON.stringify({ query }),
  });
  return (JSON.parse(body) as { data: unknown }).data;
};
const write =
  'mutation { writeNote(input: { unit: "org_phuc-xa", text: "Nộp", idempotencyKey: "k" }) { note { id } position errors { code } } }';
const list = '{ notes(unit: "org_phuc-xa") { edges { node { text } } } }';
const listed = { notes: { edges: [{ node: { text: 'Nộp' } }] } };

describe('all in one process', () => {
  it('shows what was written to whoever says after which position, through the one schema', async () => {
    const platform = await open(folder());
    const answer = (await ask(platform, write)) as { writeNote: { note: { id: string }; position: string } };
    expect(await ask(platform, list, { 'x-after-position': answer.writeNote.position })).toEqual(listed);
    const node = `{ node(id: "${answer.writeNote.note.id}") { ... on Note { text } } }`;
    expect(await ask(platform, node)).toEqual({ node: { text: 'Nộp' } });
    const neighbour = { ...clerk, roles: [{ role: 'CLERK', units: ['org_truc-bach'] }] };
    expect(await ask(platform, node, {}, neighbour)).toEqual({ node: null });
    expect(await ask(platform, list, {}, neighbour)).toEqual({ notes: { edges: [] } });
  });

  it('goes on where it stood, with the same answers and tokens that still hold', async () => {
    const dataDir = folder();
    const first = await open(dataDir);
    const token = { authorization: `Bearer ${await first.issuer.tokenFor(clerk)}` };
    const before = await ask(first, write);
    await close(first);
    const second = await open(dataDir);
    expect(await ask(second, write, token)).toEqual(before);
    await second.settled();
    expect(await ask(second, list, token)).toEqual(listed);
  });

  it('begins anew when asked, and keeps nothing', async () => {
    const dataDir = folder();
    const first = await open(dataDir);
    await ask(first, write);
    await close(first);
    const second = await open(dataDir, { fresh: true });
    await second.settled();
    expect(await ask(second, list)).toEqual({ notes: { edges: [] } });
  });
});

describe('the clock', () => {
  const at = ({ clock }: Platform): string => clock.now().slice(0, 16);
  const move = (platform: Platform, to: string, secret = platform.developerSecret, remoteAddress = '127.0.0.1') =>
    platform.gateway.app.inject({
      method: 'POST',
      url: '/developer/clock',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      payload: JSON.stringify({ to }),
      remoteAddress,
    });

  it('begins on the morning of the plan, moves forward for who has the secret, and survives a restart', async () => {
    const dataDir = folder();
    const first = await open(dataDir);
    expect(at(first)).toBe('2021-01-22T01:00');
    const { statusCode, body } = await move(first, '2021-01-29T00:00:00+07:00');
    expect([statusCode, (JSON.parse(body) as { now: string }).now.slice(0, 16)]).toEqual([200, '2021-01-28T17:00']);
    await close(first);
    expect(at(await open(dataDir))).toBe('2021-01-28T17:00');
  });

  it('does not move back, nor to what is no instant', async () => {
    const platform = await open(folder());
    const back = await move(platform, '2021-01-21T00:00:00+07:00');
    expect([back.statusCode, JSON.parse(back.body)]).toEqual([
      409,
      {
        error: expect.stringMatching(/^the business clock stands at 2021-01-22T01:00:.+ and cannot go back to 2021-01-21T00:00:00\+07:00$/),
        code: 'CLOCK_MOVES_FORWARD_ONLY',
      },
    ]);
    expect((await move(platform, '30/02/2021')).statusCode).toBe(409);
    expect(at(platform)).toBe('2021-01-22T01:00');
  });

  it('is refused under a name that is not of this machine', async () => {
    const { gateway, developerSecret } = await open(folder());
    const headers = { authorization: `Bearer ${developerSecret}`, host: 'evil.example' };
    expect((await gateway.app.inject({ url: '/developer/clock', headers })).statusCode).toBe(403);
  });

  it('is not there for anybody else', async () => {
    const platform = await open(folder());
    const asLong = 'é'.repeat(platform.developerSecret.length); // in characters, not in bytes
    for (const guess of ['guess', asLong]) expect((await move(platform, '2021-01-29T00:00:00+07:00', guess)).statusCode).toBe(404);
    expect((await move(platform, '2021-01-29T00:00:00+07:00', platform.developerSecret, '10.0.0.9')).statusCode).toBe(404);
    expect(at(platform)).toBe('2021-01-22T01:00');
  });
});

describe('what keeps it from starting is told in one line', () => {
  const told = async (work: () => Promise<unknown>, dataDir: string): Promise<string | undefined> =>
    work().then(
      () => 'it started',
      (error: unknown) => startSentenceOf(error, { port: 4000, dataDir }),
    );

  it('a folder that another process holds', async () => {
    const dataDir = folder();
    await open(dataDir);
    expect(await told(() => open(dataDir), dataDir)).toBe(
      `The data folder ${dataDir} is in use by process ${process.pid}: stop that one, or choose another folder with --data-dir.`,
    );
  });

  it('a folder of a newer version', async () => {
    const dataDir = folder();
    await close(await open(dataDir));
    writeFileSync(join(dataDir, 'format.json'), '{"format":99}');
    expect(await told(() => open(dataDir), dataDir)).toBe(
      `The data folder ${dataDir} has format 99, this Laurel knows up to 1: use the newer Laurel, or another folder with --data-dir.`,
    );
  });

  it('a folder of somebody else, which --fresh does not empty either', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'thesis.txt'), 'years of work');
    const line = `${dataDir} holds something else than Laurel's data: choose another folder with --data-dir.`;
    expect(await told(() => open(dataDir, { fresh: true }), dataDir)).toBe(line);
    writeFileSync(join(dataDir, 'format.json'), '{"format":"A4"}'); // theirs, called like ours
    expect(await told(() => open(dataDir, { fresh: true }), dataDir)).toBe(line);
    expect(readdirSync(dataDir)).toEqual(['format.json', 'thesis.txt']);
  });

  it('a folder that cannot be made', async () => {
    if (process.platform !== 'linux') return;
    const dataDir = '/proc/laurel';
    expect(await told(() => open(dataDir), dataDir)).toMatch(
      /^\/proc\/laurel cannot be made: choose another with --data-dir\. \(ENOENT.*\)$/,
    );
  });

  it('a clock that would go back', async () => {
    const dataDir = folder();
    await close(await open(dataDir, { clock: '2021-06-01T00:00:00+07:00' }));
    expect(await told(() => open(dataDir, { clock: '2021-01-01T00:00:00+07:00' }), dataDir)).toMatch(
      /^The business clock stands at 2021-06-01 00:00 in Hà Nội and moves forward only: leave --clock out, or begin anew with --fresh\.$/,
    );
  });

  it('a port that is taken, and the folder is let go', async () => {
    const dataDir = folder();
    const first = await open(folder());
    const port = Number(new URL(await first.gateway.listen({ host: '127.0.0.1', port: 0 })).port);
    const second = await open(dataDir);
    const line = await told(() => second.gateway.listen({ host: '127.0.0.1', port }), dataDir);
    expect(line).toBe('Port 4000 is taken by another program: stop it, or start with --port 4001.');
    await close(second);
    await open(dataDir);
  });

  it('a full disk', () =>
    expect(startSentenceOf(Object.assign(new Error('write'), { code: 'ENOSPC' }), { port: 4000, dataDir: '/data' })).toBe(
      'The disk of /data is full: make room, or start with --data-dir on another disk. Nothing that was acknowledged is lost.',
    ));

  it('but a bug keeps its stack', () => expect(startSentenceOf(new TypeError('x is undefined'), { port: 1, dataDir: '' })).toBe(undefined));
});
