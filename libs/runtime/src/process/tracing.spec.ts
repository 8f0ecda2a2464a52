import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { processLogger } from './process-logger.js';
import { startTracing, type Tracing } from './start-tracing.js';
import { currentTraceparent, openSpan, traced } from './tracing.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status: { readonly code: number; readonly message?: string };
}

describe('traces', () => {
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  let tracing: Tracing;
  const received: { path: string; spans: readonly Span[] }[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      received.push({
        path: request.url ?? '',
        spans: resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      });
      response.setHeader('connection', 'close').end('{}');
    });
  });
  const said: string[] = [];
  const spans: Record<string, Span> = {};

  beforeAll(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo; // it listens on TCP
    expect(await traced('before anybody collects', { parent }, async () => currentTraceparent())).toBeUndefined();
    tracing = await startTracing('laurel-spec', `http://127.0.0.1:${port}/`, pino({ level: 'silent' }));

    const logger = processLogger({ name: 'spec', level: 'info' }, { write: (line) => void said.push(line) });
    await traced('graphql plans', { kind: 'SERVER', parent, attributes: { 'graphql.operation.name': 'Q' } }, async () => {
      logger.info('inside');
      // What caused it stands in this process, and is nearer than what the event says.
      await traced(
        'append plan',
        { kind: 'CLIENT', parent: '00-11111111111111111111111111111111-2222222222222222-01' },
        async () => undefined,
      );
      await traced('fails', {}, () => Promise.reject(new RangeError('Nguyễn Văn A has no such plan'))).catch(() => undefined);
    });
    const consumed = openSpan('consume laurel.plans.v1', { kind: 'CONSUMER', parent });
    expect(currentTraceparent()).toBeUndefined();
    consumed.end();
    logger.info('outside');
    await tracing.stop();
    for (const span of received.flatMap((one) => one.spans)) spans[span.name] = span;
  });
  afterAll(() => new Promise<void>((resolve) => void collector.close(() => resolve())));

  it('go on from what caused them, in this process and from outside', () => {
    const [traceId, outside] = [parent.slice(3, 35), parent.slice(36, 52)];
    const inside = spans['graphql plans']!.spanId;
    expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
    expect(Object.values(spans).map((span) => [span.name, span.traceId, span.parentSpanId, span.kind])).toEqual([
      ['append plan', traceId, inside, 3],
      ['fails', traceId, inside, 1],
      ['graphql plans', traceId, outside, 2],
      ['consume laurel.plans.v1', traceId, outside, 5],
    ]);
  });

  it('tell of an error its kind and not its words', () => {
    expect(spans.fails?.status).toEqual({ code: 2, message: 'RangeError' });
    expect(spans.fails?.attributes).toEqual([{ key: 'error.type', value: { stringValue: 'RangeError' } }]);
    expect(JSON.stringify(received)).not.toContain('Nguyễn');
  });

  it('stand on the log lines within them', () => {
    const [inside, outside] = said.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([inside?.trace_id, inside?.span_id]).toEqual([parent.slice(3, 35), spans['graphql plans']?.spanId]);
    expect(outside).not.toHaveProperty('trace_id');
  });
});
