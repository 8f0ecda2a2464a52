import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type CollectedSpan,
  type OtlpCollector,
  otlpCollector,
  type RunningService,
  specIssuer,
  startService,
} from '@laurel/service-process/spec';
import { engineAddress } from '@laurel/testing';
import { type Program, startProgram } from '@laurel/testing/program';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

jest.setTimeout(180_000); // real processes on real engines

/** The programs that an operator starts: `npm run test:engines` has built them. */
const program = (service: string): string => fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url));
const issuer = await specIssuer();
const run = `spec_${randomBytes(4).toString('hex')}`;
/** As it is where nobody says otherwise. */
const leaseSeconds = 6;

const on = (service: string): Readonly<Record<string, string>> => ({
  LAUREL_EVENT_STORE: engineAddress('postgres'),
  LAUREL_EVENT_STORE_NAME: `${run}_${service}`,
  LAUREL_READ_MODELS: engineAddress('mongodb'),
  LAUREL_READ_MODELS_DATABASE: `${run}_${service}`,
  LAUREL_PLATFORM: engineAddress('mongodb'),
  LAUREL_PLATFORM_DATABASE: `${run}_platform`,
  LAUREL_BUS: engineAddress('kafka'),
  LAUREL_BUS_NAMESPACE: `${run}.`,
  LAUREL_BUS_REPLICATION: '1',
  LAUREL_MASTER_KEY: `developer:${Buffer.alloc(32, 7).toString('base64')}`,
  LAUREL_LEASE_SECONDS: String(leaseSeconds),
  ...issuer.environment,
});

/** Asks again until it is so. */
const until = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
};

const plan = readFileSync(new URL('../../standalone/sample/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url), 'utf8');
const plans = '{ plans(first: 5) { edges { node { number } } } }';
const noPlans = { data: { plans: { edges: [] } } };
const leads = async (service: RunningService): Promise<boolean> => ((await service.ask('readyz'))[1] as { leads?: boolean }).leads === true;

/** A way to an engine that can be cut. */
const wayTo = async (address: string) => {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined).on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo; // it listens on TCP
  const cut = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: address.replace(`${hostname}:${port}`, `127.0.0.1:${own}`), cut };
};

describe('plans on Kafka, MongoDB and PostgreSQL', () => {
  const programs: Program[] = [];
  let collector: OtlpCollector;
  let officer: string;
  let one: RunningService;
  let other: RunningService;

  const started = async (service: string): Promise<RunningService> => {
    const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
    const running = await startService(program(service), { ...on(service), ...tracing });
    programs.push(running.program);
    return running;
  };
  const told = async (service: string, words: readonly string[]) => {
    const asked = startProgram(program(service), { environment: { ...on(service), LAUREL_OPERATIONS_PORT: '0' }, words });
    programs.push(asked);
    return [await asked.ended(), asked.lines] as const;
  };

  beforeAll(async () => {
    collector = await otlpCollector();
    officer = await issuer.tokenFor('per_officer', 'OFFICER');
  });
  afterAll(async () => {
    for (const { process } of programs) process.kill('SIGKILL');
    await collector.close();
  });

  it('does not start before it is prepared, and names the command; preparing can be repeated', async () => {
    const [code, lines] = await told('plans', []);
    expect([code, JSON.parse(lines[0] ?? '{}')]).toEqual([
      1,
      expect.objectContaining({
        level: 'fatal',
        msg: expect.stringMatching(/^does not start: run `node .*dist\/main\.js --prepare` first: schema /),
      }),
    ]);
    const first = await told('plans', ['--prepare']);
    expect([first[0], first[1].at(-1)]).toEqual([0, 'plans is prepared.']);
    expect(await told('plans', ['--prepare'])).toEqual([
      0,
      [
        `event store: schema ${run}_plans is at version 1`,
        'read models: all indexes are there',
        'topics: all are as declared',
        'plans is prepared.',
      ],
    ]);
    expect((await told('directory', ['--prepare']))[0]).toBe(0);
  });

  it('is one trace with the request to another service that it learns from', async () => {
    const directory = await started('directory');
    one = await started('plans');
    expect(await one.graphql(plans, officer)).toEqual(noPlans);
    const traceId = randomBytes(16).toString('hex');
    const administrator = await issuer.tokenFor('per_administrator', 'ADMINISTRATOR');
    const registered = await directory.graphql(
      'mutation { registerOrganisation(input: { code: "phuong-moi", kind: WARD, name: "Phường Mới" }) { organisation { name } errors { code } } }',
      administrator,
      { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    );
    expect(registered).toEqual({ data: { registerOrganisation: { organisation: { name: 'Phường Mới' }, errors: [] } } });
    const seen = (): readonly CollectedSpan[] => collector.spans().filter((span) => span.traceId === traceId);
    const names = (service: string) => [...new Set(seen().flatMap((span) => (span.service === service ? [span.name] : [])))].sort();
    await until(async () =>
      names('laurel-plans').length > 0 && names('laurel-directory').includes('graphql directory') ? true : undefined,
    );
    expect([names('laurel-directory'), names('laurel-plans')]).toEqual([
      [
        'append organisation',
        'append reservation',
        'command organisation.RegisterOrganisation',
        'graphql directory',
        'read organisation',
        'read reservation',
        'send laurel.directory.v1',
      ],
      ['consume laurel.directory.v1'],
    ]);
    // Under the request that caused it, wherever it was done.
    const spans = new Map(seen().map((span) => [span.spanId, span]));
    const root = seen().find(({ name }) => name === 'graphql directory');
    expect(root?.parentSpanId).toBe('b7ad6b7169203331');
    for (const span of seen()) if (span !== root) expect(spans.has(span.parentSpanId ?? '')).toBe(true);
    expect(JSON.stringify(seen())).not.toContain('Phường');
    expect(await one.metrics()).toMatch(
      /laurel_consumer_lag\{service="plans",group="plans-directory-copy.*",topic="laurel.directory.v1",partition="\d+"\} 0/,
    );
  });

  it('answers from both of two replicas, and one of them leads', async () => {
    other = await started('plans');
    expect([await one.graphql(plans, officer), await other.graphql(plans, officer)]).toEqual([noPlans, noPlans]);
    expect([await leads(one), await leads(other)]).toEqual([true, false]);
    await until(async () => ((await other.ask('readyz'))[0] === 200 ? true : undefined));
    expect(await other.ask('operations/rebuild', { readModel: 'plan-list' })).toEqual([
      409,
      { error: 'another process leads plans: ask that one', code: 'NOT_LEADING' },
    ]);
  });

  it('is led by the other one soon after the leader was killed, and goes on', async () => {
    const killed = Date.now();
    one.program.process.kill('SIGKILL');
    await until(async () => ((await leads(other)) ? true : undefined));
    // The lease, a quarter of it, and the time that it takes to begin the work on a busy machine: less than a second lease.
    expect(Date.now() - killed).toBeLessThan(leaseSeconds * 1250 + 4_000);
    const imported = await other.graphql(
      `mutation { importPlan(input: { text: ${JSON.stringify(plan)}, idempotencyKey: "one" }) { plan { number } errors { code } } }`,
      officer,
    );
    expect(imported).toEqual({ data: { importPlan: { plan: { number: '28/KH-UBND' }, errors: [] } } });
    await other.ask('operations/settled', {});
    expect((await other.graphql(plans, officer)).data).toEqual({ plans: { edges: [{ node: { number: '28/KH-UBND' } }] } });
  });

  it('tells that the event store is away, answers queries, and stops in time all the same', async () => {
    const { url, cut } = await wayTo(engineAddress('postgres'));
    const cutOff = await startService(program('plans'), { ...on('plans'), LAUREL_EVENT_STORE: url });
    programs.push(cutOff.program);
    await until(async () => ((await cutOff.ask('readyz'))[0] === 200 ? true : undefined));
    cut();
    const [status, health] = await until(async () => {
      const answer = await cutOff.ask('readyz');
      return answer[0] === 503 ? answer : undefined;
    });
    expect([status, health]).toEqual([
      503,
      expect.objectContaining({ ready: false, problems: expect.arrayContaining([{ part: 'event store', problem: expect.any(String) }]) }),
    ]);
    expect((await cutOff.graphql(plans, officer)).data).toEqual({ plans: { edges: [{ node: { number: '28/KH-UBND' } }] } });
    cutOff.program.process.kill('SIGTERM');
    expect(await cutOff.program.ended()).toBe(0);
  });

  it('lets the lease go when it stops, so that a new replica leads at once', async () => {
    other.program.process.kill('SIGTERM');
    expect(await other.program.ended()).toBe(0);
    const next = await started('plans');
    await until(async () => ((await leads(next)) ? true : undefined));
    expect((await next.graphql(plans, officer)).data).toEqual({ plans: { edges: [{ node: { number: '28/KH-UBND' } }] } });
  });
});
