import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { operationsSecret, type RunningService, specIssuer, startService } from '@laurel/service-process/spec';
import { type Program, startProgram } from '@laurel/testing/program';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Real processes take their time on a busy machine.
jest.setTimeout(120_000);

/** Built by `npm test` before the specs run: it is the program that an operator starts. */
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const issuer = await specIssuer();
const officer = await issuer.tokenFor('per_officer', 'OFFICER');

const alone = (folder = mkdtempSync(join(tmpdir(), 'plans-'))): Readonly<Record<string, string>> => ({
  LAUREL_EVENT_STORE: `sqlite:${folder}`,
  LAUREL_READ_MODELS: `sqlite:${folder}`,
  LAUREL_PLATFORM: `folder:${folder}`,
  LAUREL_BUS: 'none',
  LAUREL_MASTER_KEY: `developer:${Buffer.alloc(32, 7).toString('base64')}`,
  LAUREL_BUSINESS_CLOCK: 'moved',
  LAUREL_BUSINESS_CLOCK_START: '2021-01-22T08:00:00+07:00',
  ...issuer.environment,
});

const programs: Program[] = [];
const started = async (environment: Readonly<Record<string, string>>): Promise<RunningService> => {
  const service = await startService(main, environment);
  programs.push(service.program);
  return service;
};
const told = async (words: readonly string[], environment: Readonly<Record<string, string>>) => {
  const program = startProgram(main, { environment, words });
  programs.push(program);
  return [await program.ended(), program.lines] as const;
};
const lastMessage = (lines: readonly string[]): string =>
  lines.map((line) => (JSON.parse(line) as { msg: string }).msg).find((each) => each.startsWith('does not start')) ?? '';
afterEach(() => {
  for (const { process } of programs.splice(0)) process.kill('SIGKILL');
});

const importPlan = 'mutation { importPlan(input: { text: "KẾ HOẠCH", idempotencyKey: "one" }) { plan { id number } errors { code } } }';
const plans = '{ plans(first: 5) { edges { node { status } } } }';

describe('plans as a process of its own', () => {
  it('answers, stops on SIGTERM, and has everything again after a start', async () => {
    const environment = alone();
    const first = await started(environment);
    expect(await first.ask('readyz')).toEqual([200, { ready: true, leads: true, problems: [], state: 'RUNNING' }]);
    expect((await first.graphql(plans, 'no token')).errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    const text = readFileSync(new URL('../../standalone/sample/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url), 'utf8');
    const imported = await first.graphql(importPlan.replace('"KẾ HOẠCH"', JSON.stringify(text)), officer);
    expect(imported).toEqual({ data: { importPlan: { plan: { id: expect.stringMatching(/^plan_/), number: '28/KH-UBND' }, errors: [] } } });
    first.program.process.kill('SIGTERM');
    expect(await first.program.ended()).toBe(0);
    expect(first.program.lines.every((line) => line.startsWith('{"level":"info"'))).toBe(true);

    const second = await started(environment);
    await second.ask('operations/settled', {}); // it was stopped before the import was shown
    expect(await second.graphql(plans, officer)).toEqual({ data: { plans: { edges: [{ node: { status: 'DRAFT' } }] } } });
  });

  it('has request ids in its log, the operations of an operator, and a clock that is moved forward', async () => {
    const service = await started({ ...alone(), LAUREL_LOG_LEVEL: 'debug' });
    await service.graphql('query Whom { plans(first: 1) { edges { cursor } } }', officer, {
      'x-request-id': 'req_1',
      'x-correlation-id': 'cor_1',
    });
    expect(await service.program.said('"answered"')).toMatchObject({ requestId: 'req_1', correlationId: 'cor_1', errors: 0 });
    const status = await service.ask('operations/status');
    expect(status).toEqual([
      200,
      {
        now: expect.stringMatching(/^2021-01-22T01:0/),
        services: [expect.objectContaining({ service: 'plans', ready: true, leads: true, parked: [], processes: [] })],
      },
    ]);
    expect([
      await service.ask('operations/head'),
      await service.ask('operations/parked'),
      await service.ask('operations/settled', {}),
      await service.ask('operations/verify', {}),
      await service.ask('operations/rebuild', { readModel: 'plan-list' }),
      await service.ask('operations/rebuild', { readModel: 'nowhere' }),
      await service.ask('operations/clock', { to: '2021-01-29T08:00:00+07:00' }),
      await service.ask('operations/clock', { to: '2021-01-28T08:00:00+07:00' }),
    ]).toEqual([
      [200, { head: null }],
      [200, { parked: [] }],
      [200, {}],
      [200, { logs: [{ service: 'plans', events: 0, unreadable: 0, problems: [] }] }],
      [200, {}],
      [
        409,
        {
          error: expect.stringMatching(/^nowhere is no read model here/),
          code: 'UNKNOWN_NAME',
          data: { what: 'read model', name: 'nowhere', known: expect.arrayContaining(['plan-list', 'task-list']) },
        },
      ],
      [200, { now: expect.stringMatching(/^2021-01-29T01:00:0/) }],
      [409, { error: expect.stringContaining('cannot go back'), code: 'CLOCK_MOVES_FORWARD_ONLY' }],
    ]);
    expect(await service.metrics()).toMatch(/laurel_service_leads\{service="plans"\} 1/);
  });

  it('is alone on its folder, and says so', async () => {
    const environment = alone();
    const first = await started(environment);
    const [code, lines] = await told([], { ...environment, LAUREL_PORT: '0', LAUREL_OPERATIONS_PORT: '0' });
    expect([code, lastMessage(lines)]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^does not start: the data folder .+ is in use by process ${first.program.process.pid}:`)),
    ]);
  });

  it('does not start under another master key, and tells no key', async () => {
    const environment = alone();
    (await started(environment)).program.process.kill('SIGTERM');
    await programs[0]?.ended();
    const other = Buffer.alloc(32, 8).toString('base64');
    const [code, lines] = await told([], { ...environment, LAUREL_OPERATIONS_PORT: '0', LAUREL_MASTER_KEY: other });
    expect([code, lastMessage(lines)]).toEqual([1, expect.stringContaining('was written under another master key')]);
    expect(lines.join('\n')).not.toContain(other);
  });

  it('is prepared as often as one likes', async () => {
    const environment = { ...alone(), LAUREL_OPERATIONS_SECRET: operationsSecret };
    const prepared = [0, ['event store: sqlite needs nothing and answers', 'read models: sqlite needs nothing', 'plans is prepared.']];
    expect([await told(['--prepare'], environment), await told(['--prepare'], environment)]).toEqual([prepared, prepared]);
  });

  it('says what is wrong with its configuration without opening anything', async () => {
    const [code, lines] = await told(['--check-config'], { ...alone(), NODE_ENV: 'production', LAUREL_PORT: 'http' });
    expect([code, lines.filter((line) => !line.startsWith('LAUREL') && !line.startsWith('NODE') && !line.startsWith('OTEL'))]).toEqual([
      1,
      ['6 variables are wrong.'],
    ]);
  });
});
