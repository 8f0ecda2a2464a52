import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Program, startProgram } from '@laurel/testing/program';

// Real processes take their time on a busy machine.
jest.setTimeout(120_000);

/** From the folder dist of the workspace's root, as it is run for real: `npm test` has built it. */
const built = fileURLToPath(new URL('../../dist/process/spec/child.js', import.meta.url));
/** Of its operations port, once it says that it has started. */
const urlOf = async (program: Program): Promise<string> => String((await program.said('"started"')).operations);
const children: Program[] = [];
const child = (environment: Readonly<Record<string, string>> = {}, words: readonly string[] = []): Program => {
  const started = startProgram(built, { words, environment: { LAUREL_DRAIN_SECONDS: '0', LAUREL_OPERATIONS_PORT: '0', ...environment } });
  children.push(started);
  return started;
};
afterEach(() => {
  for (const { process } of children.splice(0)) process.kill('SIGKILL');
});

const secret = 'a secret of sixteen';
const ask = async (url: string, body?: unknown, token = secret) => {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, connection: 'close', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return [answer.status, await answer.json()];
};
const messages = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { msg: string }).msg); // every line is JSON

describe('a process', () => {
  it('answers on its operations port, stops on SIGTERM in the reverse order of opening, and says nothing but JSON lines', async () => {
    const one = child();
    const url = await urlOf(one);
    expect(await ask(`${url}/livez`)).toEqual([200, { live: true }]);
    expect(await ask(`${url}/readyz`)).toEqual([200, { ready: true, problems: [], state: 'RUNNING' }]);
    const metrics = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text();
    expect(metrics).toContain('process_cpu_seconds_total');
    one.process.kill('SIGTERM');
    expect(await one.ended()).toBe(0);
    expect(messages(one.lines)).toEqual(['started', 'stopping', 'the second part is closed', 'the first part is closed', 'stopped']);
    expect(JSON.parse(one.lines[2]!)).toMatchObject({ aborted: true, level: 'info', name: 'child' });
  });

  it('says what is not ready, and that it stops before it does', async () => {
    const one = child({ LAUREL_OPERATIONS_SECRET: secret, LAUREL_DRAIN_SECONDS: '30' });
    const url = await urlOf(one);
    await ask(`${url}/operations/problem`, { problem: 'laurel.plans.v1 is 3 s behind' });
    const problems = [{ part: 'child', problem: 'laurel.plans.v1 is 3 s behind' }];
    expect(await ask(`${url}/readyz`)).toEqual([503, { ready: false, problems, state: 'RUNNING' }]);
    one.process.kill('SIGTERM');
    while (messages(one.lines).at(-1) !== 'stopping') await sleep(5);
    expect(await ask(`${url}/readyz`)).toEqual([503, { ready: false, problems: [], state: 'STOPPING' }]);
    one.process.kill('SIGTERM');
    expect(await one.ended()).toBe(143); // the second one does not wait
  });

  it('stops as a failure and waits for no balancer when it cannot go on', async () => {
    const one = child({ LAUREL_OPERATIONS_SECRET: secret, LAUREL_DRAIN_SECONDS: '30' });
    await ask(`${await urlOf(one)}/operations/fail`, {});
    expect(await one.ended()).toBe(1);
    expect(messages(one.lines)).toEqual([
      'started',
      'what it needs is lost',
      'stopping',
      'the second part is closed',
      'the first part is closed',
      'stopped',
    ]);
    expect(JSON.parse(one.lines[1]!)).toMatchObject({ level: 'fatal' });
  });

  it('opens its operations by the secret only', async () => {
    const one = child({ LAUREL_OPERATIONS_SECRET: secret });
    const url = await urlOf(one);
    expect([
      await ask(`${url}/operations/status`),
      await ask(`${url}/operations/status`, undefined, 'a secret of sixteem'),
      await ask(`${url}/operations/problem`, { problem: 3 }),
      await ask(`${url}/operations/impossible`, {}),
      await ask(`${url}/operations/toString`, {}),
    ]).toEqual([
      [200, { fine: true }],
      [401, { error: 'send the secret as a bearer token' }],
      [400, { error: 'problem Invalid input: expected string, received number' }],
      [409, { error: 'that cannot be done' }],
      [404, { error: 'no such operation; there are: GET status, POST crash, POST fail, POST impossible, POST log, POST problem' }],
    ]);
    const without = child();
    expect((await ask(`${await urlOf(without)}/operations/status`))[0]).toBe(404);
  });

  it('names what hangs, and ends with 1 when the bound is over', async () => {
    const one = child({ CHILD_CLOSES: 'never', LAUREL_STOP_SECONDS: '1' });
    await urlOf(one);
    one.process.kill('SIGINT');
    expect(await one.ended()).toBe(1);
    expect(messages(one.lines)).toEqual(['started', 'stopping', 'did not stop within 1 s: the second part hangs']);
  });

  it('ends with 1 when a part does not stop as it should, and stops the others all the same', async () => {
    const one = child({ CHILD_CLOSES: 'badly' });
    await urlOf(one);
    one.process.kill('SIGINT');
    expect(await one.ended()).toBe(1);
    expect(messages(one.lines).slice(2)).toEqual(['the second part did not stop as it should', 'the first part is closed', 'stopped']);
  });

  it('logs an error that nobody caught, stops, and ends with 1', async () => {
    const one = child({ LAUREL_OPERATIONS_SECRET: secret });
    await ask(`${await urlOf(one)}/operations/crash`, {});
    expect(await one.ended()).toBe(1);
    expect(messages(one.lines).slice(1)).toEqual([
      'an error that nobody caught',
      'stopping',
      'the second part is closed',
      'the first part is closed',
      'stopped',
    ]);
    expect(JSON.parse(one.lines[1]!)).toMatchObject({ level: 'fatal', err: { message: 'nobody caught this' } });
  });

  it('can be stopped while it starts', async () => {
    const one = child({ CHILD_OPENS: 'slowly', LAUREL_LOG_LEVEL: 'debug' });
    const url = `http://127.0.0.1:${await portOf(one)}`;
    expect(await ask(`${url}/livez`)).toEqual([200, { live: true }]);
    expect(await ask(`${url}/readyz`)).toEqual([503, { ready: false, problems: [], state: 'STARTING' }]);
    one.process.kill('SIGTERM');
    expect(await one.ended()).toBe(0);
  });

  it.each([
    ['badly', 'does not start: MongoDB does not answer', false],
    ['with a bug', 'does not start: nobody thought of this', true],
    [
      'on a taken port',
      expect.stringMatching(/^does not start: port \d+ is taken by another program: stop it, or choose another port$/),
      false,
    ],
  ])('that opens %s says why in one line and closes what it has opened', async (opens, line, stack) => {
    const one = child({ CHILD_OPENS: opens });
    expect(await one.ended()).toBe(1);
    expect(messages(one.lines)).toEqual([line, 'stopping', 'the second part is closed', 'the first part is closed', 'stopped']);
    expect('err' in JSON.parse(one.lines[0]!)).toBe(stack);
  });

  it('puts the ids of the request on its log lines', async () => {
    const one = child({ LAUREL_OPERATIONS_SECRET: secret });
    await ask(`${await urlOf(one)}/operations/log`, {});
    expect(await one.said('a line of a request')).toMatchObject({ requestId: 'req_1', correlationId: 'cor_1' });
  });
});

describe('the words of a process', () => {
  const told = async (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const one = child({ LAUREL_OPERATIONS_PORT: '', ...environment }, words);
    const code = await one.ended();
    return [code, one.lines];
  };

  it('show what is set, and no secret', async () => {
    expect(await told(['--check-config'], { CHILD_SECRET: 'hunter2', LAUREL_STOP_SECOND: '5' })).toEqual([
      0,
      [
        'NODE_ENV                     absent',
        'LAUREL_LOG_LEVEL             default  info',
        'LAUREL_OPERATIONS_HOST       default  127.0.0.1',
        'LAUREL_OPERATIONS_PORT       default  0',
        'LAUREL_OPERATIONS_SECRET     absent',
        'LAUREL_DRAIN_SECONDS         set      0',
        'LAUREL_STOP_SECONDS          default  20',
        'OTEL_EXPORTER_OTLP_ENDPOINT  absent',
        'CHILD_OPENS                  default  well',
        'CHILD_CLOSES                 default  well',
        'CHILD_SECRET                 set      set',
        '! LAUREL_STOP_SECOND is read by nobody here; LAUREL_STOP_SECONDS is',
        'The configuration fits.',
      ],
    ]);
  });

  it('end with 1 where something is wrong; a run does too, in one line', async () => {
    const wrong = { LAUREL_OPERATIONS_PORT: '70000', CHILD_OPENS: 'hunter2' };
    const [code, lines] = await told(['--check-config'], wrong);
    expect([code, (lines as string[]).at(-1)]).toEqual([1, '2 variables are wrong.']);
    const one = child(wrong);
    expect(await one.ended()).toBe(1);
    expect(one.lines).toHaveLength(1);
    expect(messages(one.lines)[0]).toMatch(/^does not start, the configuration is wrong: LAUREL_OPERATIONS_PORT: .+; CHILD_OPENS: /);
    expect(one.lines[0]).not.toContain('hunter2');
  });

  it('know no other production than production', async () => {
    const [code, lines] = await told(['--check-config'], { NODE_ENV: 'prod' });
    expect([code, (lines as string[])[0]]).toEqual([1, 'NODE_ENV                     wrong    is production, development or test']);
  });

  it('do what the process adds, and tell what there is', async () => {
    expect(await told(['--prepare'])).toEqual([0, ['prepared']]);
    const help = [
      'child: without words it runs, configured by the environment.',
      '  --check-config  shows what is set in the environment',
      '  --prepare       prepares',
    ];
    expect(await told(['--help'])).toEqual([0, help]);
    expect(await told(['--prepair'])).toEqual([1, help]);
  });
});

const portOf = async ({ said }: Program): Promise<number> => Number(new URL(String((await said('"opening"')).operations)).port);
