import fastify from 'fastify';
import { Registry } from 'prom-client';
import { inTime } from '../in-time.js';
import { nodeMetrics } from '../node-metrics.js';
import { answerOf, type OperationTable } from './operation.js';
import { isSameSecret } from './same-secret.js';

export interface Health {
  readonly ready: boolean;
  /** Of several processes of a service, the one that does what only one may. */
  readonly leads?: boolean;
  /** Which engine, projection or consumer is behind or stands still, and why. */
  readonly problems: readonly { readonly part: string; readonly problem: string }[];
}

/** What the server shows of the process; asked at each request, for the process opens after the server. */
export interface Shown {
  readonly state: () => 'STARTING' | 'RUNNING' | 'STOPPING';
  readonly health: () => Promise<Health>;
  readonly metrics: () => Registry | undefined;
  readonly operations: () => OperationTable | undefined;
}

export interface OperationsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A readiness probe that waits longer is answered by its own timeout, which tells nobody why. */
const patienceMs = 3000;

/** `/livez`, `/readyz`, `/metrics` and `/operations/*` on a port of their own, never the one that requests come to. */
export const operationsServer = async (
  shown: Shown,
  { host, port, secret }: { readonly host: string; readonly port: number; readonly secret?: string | undefined },
): Promise<OperationsServer> => {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024, requestTimeout: 30_000 });
  const own = ownMetrics();
  app.get('/livez', async () => ({ live: true }));
  app.get('/readyz', async (_, reply) => {
    const state = shown.state();
    const health = state === 'RUNNING' ? await told(shown.health()) : { ready: false, problems: [] };
    const ready = health.ready && shown.state() === 'RUNNING'; // it may have begun to stop meanwhile
    return reply.code(ready ? 200 : 503).send({ ...health, ready, state: shown.state() });
  });
  app.get('/metrics', async (_, reply) => {
    const registry = shown.metrics() ?? own();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  if (secret !== undefined) {
    app.route({
      method: ['GET', 'POST'],
      url: '/operations/*',
      // Before the body is read: nobody else has it parsed.
      onRequest: async ({ headers }, reply) => {
        if (!isSameSecret(headers.authorization ?? '', `Bearer ${secret}`))
          return reply.code(401).send({ error: 'send the secret as a bearer token' });
        return undefined;
      },
      handler: async ({ method, params, body }, reply) => {
        const table = shown.operations();
        if (!table) return reply.code(503).send({ error: `not now: ${shown.state()}` });
        const name = `${method} ${(params as { '*': string })['*']}`; // what a wildcard matched is a text
        const { status, answer } = await answerOf(table, name, body);
        return reply.code(status).send(answer);
      },
    });
  }
  const url = await app.listen({ host, port });
  return { url, close: () => app.close() };
};

/** Node's own figures, where the process brings no registry (yet). */
const ownMetrics = (): (() => Registry) => {
  let registry: Registry | undefined;
  return () => {
    if (!registry) nodeMetrics((registry = new Registry()));
    return registry;
  };
};

/** A health that fails or hangs is not ready, and says so. */
const told = async (asked: Promise<Health>): Promise<Health> => {
  const notReady = (problem: string): Health => ({ ready: false, problems: [{ part: 'health', problem }] });
  try {
    return (await inTime(asked, patienceMs)) ?? notReady(`did not answer within ${patienceMs} ms`);
  } catch (error) {
    return notReady(String(error));
  }
};
