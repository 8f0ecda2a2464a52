import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { gatewayConfiguration } from './gateway.config.js';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Seen {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- of an answer or a trace, asserted on
  readonly body: any;
}

/** Answers every POST with the same, and keeps what it was sent. */
const server = async (answer: unknown): Promise<{ readonly url: string; readonly seen: Seen[]; close(): Promise<void> }> => {
  const seen: Seen[] = [];
  const listening = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const body: unknown = JSON.parse(text);
      if ((body as { query?: string }).query !== '{ __typename }') seen.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    if (!listening.listening) return;
    const closed = once(listening, 'close');
    listening.close();
    listening.closeAllConnections();
    await closed;
  };
  closing.push(close);
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, seen, close };
};

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

interface Running {
  readonly url: string;
  readonly operations: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly process: ChildProcess;
  ask(query: string, headers?: Readonly<Record<string, string>>): Promise<{ readonly headers: Headers; readonly body: unknown }>;
  stop(): Promise<number | null>;
}

const started = async (environment: Readonly<Record<string, string>>): Promise<Running> => {
  if (!existsSync(program)) throw new Error(`${program} is missing: build first (npm test does)`);
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { LAUREL_PORT: '0', LAUREL_OPERATIONS_PORT: '0', LAUREL_DRAIN_SECONDS: '0', ...environment },
  });
  closing.push(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const ended = once(child, 'close');
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts.map((line) => JSON.parse(line) as Record<string, unknown>));
  });
  const said = async (message: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const line = lines.find(({ msg }) => msg === message);
      if (line) return line;
      if (child.exitCode !== null) throw new Error(`it ended: ${JSON.stringify(lines)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const { operations } = await said('started');
  const { url } = await said('the schema is served');
  return {
    lines,
    process: child,
    url: String(url),
    operations: String(operations),
    ask: async (query, headers = {}) => {
      const response = await fetch(`${String(url)}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      return { headers: response.headers, body: await response.json() };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
};

const plansQuery = '{ plans(first: 1) { edges { node { id } } } }';
const secret = 'a secret of sixteen';
const noPlans = { data: { plans: { edges: [] } } };

describe('the gateway as a process', () => {
  it('goes on the trace of whoever asks, with a span for the request and one for each question to a service', async () => {
    const [plans, directory, collector] = [await server(noPlans), await server({ data: {} }), await server({})];
    const gateway = await started({
      LAUREL_SUBGRAPHS: `plans=${plans.url}/graphql;directory=${directory.url}/graphql`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { headers, body } = await gateway.ask(plansQuery, {
      authorization: 'Bearer mine',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      'x-request-id': 'req_traced',
    });
    expect([headers.get('x-request-id'), body]).toEqual(['req_traced', { data: { plans: { edges: [] } }, extensions: { cost: 7 } }]);
    expect(await gateway.stop()).toBe(0);

    const spans = collector.seen.flatMap(({ body: sent }) =>
      sent.resourceSpans.flatMap((one: { scopeSpans: { spans: unknown[] }[] }) => one.scopeSpans.flatMap((scope) => scope.spans)),
    ) as Span[];
    const named = (name: string) => spans.find((span) => span.name === name);
    const above = (span: Span | undefined): readonly string[] => {
      const parent = spans.find(({ spanId }) => spanId === span?.parentSpanId);
      return parent ? [parent.name, ...above(parent)] : [];
    };
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(named('POST /graphql')?.parentSpanId).toBe('00f067aa0ba902b7');
    // What lies between are the spans that @apollo/gateway makes of its own.
    expect(above(named('fetch plans'))).toEqual(['gateway.fetch', 'gateway.execute', 'gateway.request', 'POST /graphql']);
    expect(plans.seen.map((sent) => [sent.headers.authorization, sent.headers['x-request-id'], sent.headers.traceparent])).toEqual([
      ['Bearer mine', 'req_traced', `00-${traceId}-${named('fetch plans')!.spanId}-01`],
    ]);
  }, 30_000);

  it('tells operators who does not answer, and those who ask in words of their own', async () => {
    const [plans, other, directory] = [await server(noPlans), await server(noPlans), await server({ data: {} })];
    const gateway = await started({
      LAUREL_SUBGRAPHS: `plans=${plans.url}/graphql,${other.url}/graphql;directory=${directory.url}/graphql`,
      NODE_ENV: 'production',
      LAUREL_OPERATIONS_SECRET: secret,
    });
    const ready = async () => {
      const response = await fetch(`${gateway.operations}/readyz`);
      return { status: response.status, ...((await response.json()) as object) };
    };
    expect(await ready()).toEqual({ status: 200, ready: true, problems: [], state: 'RUNNING' });
    const operation = await fetch(`${gateway.operations}/operations/status`, { headers: { authorization: `Bearer ${secret}` } });
    expect([operation.status, await operation.json()]).toEqual([404, { error: 'there are no operations here' }]);
    await plans.close();
    for (let time = 0; time < 4; time++) expect((await gateway.ask(plansQuery)).body).toMatchObject(noPlans);
    expect(await ready()).toMatchObject({
      status: 200,
      problems: [{ part: 'plans', problem: `${plans.url}/graphql cannot be reached (ECONNREFUSED)` }],
    });
    await other.close();
    expect((await gateway.ask(plansQuery, { 'x-request-id': 'req_lost' })).body).toEqual({
      data: { plans: null },
      errors: [
        {
          message: 'plans does not answer now; try again.',
          extensions: { code: 'SERVICE_UNAVAILABLE', service: 'plans', requestId: 'req_lost' },
        },
      ],
      extensions: { cost: 7 },
    });
    expect(gateway.lines.filter(({ msg }) => msg === 'a subgraph does not answer')).toMatchObject([
      { level: 'warn', name: 'gateway', requestId: 'req_lost', service: 'plans' },
    ]);
    expect(await ready()).toMatchObject({ status: 200, ready: true });
    await directory.close();
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // what was known of it is too old
    expect(await ready()).toMatchObject({ status: 503, ready: false });
    expect(await (await fetch(`${gateway.url}/healthz`)).json()).toEqual({ ready: false });

    const metrics = await (await fetch(`${gateway.operations}/metrics`)).text();
    expect(metrics).toMatch(/laurel_gateway_request_duration_seconds_count\{status="200"\} 5/);
    expect(metrics).toMatch(/laurel_gateway_fetch_duration_seconds_count\{service="plans",outcome="OK"\} 4/);
    expect(metrics).toMatch(/laurel_gateway_fetch_duration_seconds_count\{service="plans",outcome="UNAVAILABLE"\} 1/);
    expect(metrics).toMatch(/laurel_gateway_replicas\{service="plans",state="out"\} 2/);

    expect((await gateway.ask('{ __schema { types { name } } }')).body).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    expect((await fetch(`${gateway.url}/explorer`)).status).toBe(404);
    expect(await gateway.stop()).toBe(0);
  }, 30_000);

  it('does not start without the address of a service that the schema needs', async () => {
    await expect(started({ LAUREL_SUBGRAPHS: 'plans=http://127.0.0.1:9/graphql' })).rejects.toThrow(
      'LAUREL_SUBGRAPHS: says nothing of directory: the schema joins directory, plans',
    );
  }, 30_000);

  it('says so before a start too', () => {
    const checked = (LAUREL_SUBGRAPHS: string) =>
      spawnSync(process.execPath, [program, '--check-config'], { env: { LAUREL_SUBGRAPHS }, encoding: 'utf8' });
    const lacking = checked('plans=http://127.0.0.1:9/graphql');
    expect([lacking.status, /^LAUREL_SUBGRAPHS .*/m.exec(lacking.stdout)?.[0]]).toEqual([
      1,
      'LAUREL_SUBGRAPHS             wrong    says nothing of directory: the schema joins directory, plans',
    ]);
    expect(checked('plans=http://127.0.0.1:9/graphql;directory=http://127.0.0.1:9/graphql').status).toBe(0);
  }, 30_000);

  it('gives tokens to nobody in production', () => {
    const people = JSON.stringify([{ label: 'Officer', token: 'secret.token' }]);
    const from = { LAUREL_SUBGRAPHS: 'plans=http://a/graphql', LAUREL_EXPLORER_PEOPLE: people };
    expect(gatewayConfiguration([]).read(from).LAUREL_EXPLORER_PEOPLE).toEqual([{ label: 'Officer', token: 'secret.token' }]);
    const { wrong, lines } = gatewayConfiguration([]).check({ ...from, NODE_ENV: 'production' });
    expect(wrong).toEqual(['LAUREL_EXPLORER_PEOPLE: gives tokens to whoever comes by; leave it out in production']);
    expect(JSON.stringify(lines)).not.toContain('secret.token');
  });

  it.each([
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.7', false],
    ['127.0.0.1.example.org', false],
    ['127.0.0.1', true],
    ['::1', true],
    ['localhost', true],
  ])('with LAUREL_HOST %s it gives tokens: %s', (host, gives) => {
    const from = { LAUREL_SUBGRAPHS: 'plans=http://a/graphql', LAUREL_EXPLORER_PEOPLE: '[]', LAUREL_HOST: host };
    const wrong = 'LAUREL_EXPLORER_PEOPLE: gives tokens to whoever reaches LAUREL_HOST; leave it out, or set LAUREL_HOST to 127.0.0.1';
    expect(gatewayConfiguration([]).check(from).wrong).toEqual(gives ? [] : [wrong]);
  });
});
