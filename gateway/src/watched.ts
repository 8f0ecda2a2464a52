import { currentTraceparent, traced, withRequest } from '@laurel/runtime/process';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { GatewayMetrics, Outcome } from './gateway-metrics.js';
import { requestContext } from './request-context.js';
import type { SubgraphTransport } from './transport.js';

/** Each request is one span that goes on the caller's trace; its ids stand in every line of the log that it causes. */
export const watchRequests = (app: FastifyInstance, metrics: Pick<GatewayMetrics, 'request'>, logger: Logger): void => {
  app.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const { requestId, headers } = requestContext(request.headers);
    request.headers['x-request-id'] = requestId; // one that we made is the same from here on
    const correlationId = headers['x-correlation-id'] ?? requestId;
    withRequest({ requestId, correlationId }, () => {
      const answered = () => new Promise<void>((resolve) => void reply.raw.once('close', resolve));
      void traced(`${request.method} /graphql`, { kind: 'SERVER', parent: headers.traceparent }, () => {
        const end = answered();
        done();
        return end;
      });
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    metrics.request(reply.statusCode, reply.elapsedTime / 1000);
    const requestId = request.headers['x-request-id'];
    logger.debug({ requestId, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
};

/** A way to a service whose every use is a span, and counted; the service goes on from that span. */
export const watchedTransport = (
  service: string,
  transport: SubgraphTransport,
  metrics: Pick<GatewayMetrics, 'fetch'>,
): SubgraphTransport => ({
  execute: (request) =>
    traced(`fetch ${service}`, { kind: 'CLIENT', attributes: { 'laurel.service': service } }, async () => {
      const begun = performance.now();
      let outcome: Outcome = 'UNAVAILABLE';
      try {
        const traceparent = currentTraceparent() ?? request.headers.traceparent;
        const answer = await transport.execute(
          traceparent === undefined ? request : { ...request, headers: { ...request.headers, traceparent } },
        );
        outcome = answer.errors ? 'ERRORS' : 'OK';
        return answer;
      } finally {
        metrics.fetch(service, outcome, (performance.now() - begun) / 1000);
      }
    }),
});
