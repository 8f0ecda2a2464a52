import { timingSafeEqual } from 'node:crypto';
import { type BusinessClock, ClockMovesForwardOnly, type MovableClock } from '@laurel/runtime';
import type { FastifyInstance } from 'fastify';

/** For developer and test runs: the business clock, for whoever can read the data folder. The production schema has nothing of it. */
export const developerRoutes = (
  app: FastifyInstance,
  { clock, settled, secret }: { readonly clock: MovableClock; readonly settled: () => Promise<void>; readonly secret: string },
): void => {
  app.register(async (routes) => {
    routes.addHook('onRequest', async ({ headers, ip }, reply) => {
      if (!isLoopback(ip) || !equal(headers.authorization ?? '', `Bearer ${secret}`)) await reply.code(404).send({ error: 'not found' });
    });
    routes.get('/developer/clock', async () => standing(clock));
    routes.post<{ Body: { to?: unknown } }>('/developer/clock', async ({ body }, reply) => {
      if (typeof body?.to !== 'string') return reply.code(400).send({ error: 'say {"to": "2021-01-29T08:00:00+07:00"}' });
      try {
        await clock.moveTo(body.to);
      } catch (error) {
        if (error instanceof ClockMovesForwardOnly || error instanceof RangeError) return reply.code(409).send({ error: error.message });
        throw error;
      }
      await settled(); // whoever moved it finds done what fell due on the way
      return standing(clock);
    });
  });
};

const standing = (clock: BusinessClock) => ({ now: clock.now() });

const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');

const equal = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
