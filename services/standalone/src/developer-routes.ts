import { onlyLoopbackHost } from '@laurel/gateway';
import type { MovableClock, Operations } from '@laurel/runtime';
import { answerOf, isSameSecret, operationTable } from '@laurel/runtime/process';
import type { FastifyInstance } from 'fastify';

interface Dependencies {
  readonly clock: MovableClock;
  readonly settled: () => Promise<void>;
  readonly secret: string;
  readonly operations: Operations;
}

/** For whoever can read the data folder, from this machine: the business clock of developer and test runs, and what operators do. */
export const developerRoutes = (app: FastifyInstance, { clock, settled, secret, operations }: Dependencies): void => {
  const moveTo = async (to: string): Promise<void> => {
    await clock.moveTo(to);
    await settled(); // whoever moved it finds done what fell due on the way
  };
  const table = operationTable({ operations, clock, settled, moveTo });
  app.register(async (routes) => {
    routes.addHook('onRequest', onlyLoopbackHost);
    routes.addHook('onRequest', async ({ headers, ip }, reply) => {
      if (!isLoopback(ip) || !isSameSecret(headers.authorization ?? '', `Bearer ${secret}`))
        await reply.code(404).send({ error: 'not found', code: 'NOT_FOUND' });
    });
    routes.route<{ readonly Params: { readonly '*': string } }>({
      method: ['GET', 'POST'],
      url: '/developer/*',
      handler: async ({ method, params, body }, reply) => {
        const { status, answer } = await answerOf(table, `${method} ${params['*']}`, body);
        return reply.code(status).send(answer);
      },
    });
  });
};

const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');
