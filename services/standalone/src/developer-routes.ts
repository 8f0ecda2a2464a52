import { timingSafeEqual } from 'node:crypto';
import { onlyLoopbackHost } from '@laurel/gateway';
import { type BusinessClock, ClockMovesForwardOnly, type MovableClock, type Operations } from '@laurel/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cannotGoBack } from './local-time.js';

interface Dependencies {
  readonly clock: MovableClock;
  readonly settled: () => Promise<void>;
  readonly secret: string;
  readonly operations: Operations;
}

const parkedKey = z.object({ consumer: z.string().min(1), key: z.string().min(1) });
const skipped = parkedKey.extend({ reason: z.string().trim().min(1) });
const readModel = z.object({ readModel: z.string().min(1) });
const instant = z.object({ to: z.string() });

/** For whoever can read the data folder, from this machine: the business clock of developer and test runs, and what operators do. */
export const developerRoutes = (app: FastifyInstance, { clock, settled, secret, operations }: Dependencies): void => {
  app.register(async (routes) => {
    routes.addHook('onRequest', onlyLoopbackHost);
    routes.addHook('onRequest', async ({ headers, ip }, reply) => {
      if (!isLoopback(ip) || !equal(headers.authorization ?? '', `Bearer ${secret}`)) await reply.code(404).send({ error: 'not found' });
    });
    /** What it cannot do is told in one line: asked wrongly 400, not as things stand 409. */
    const does = <Body extends z.ZodType>(path: string, body: Body, work: (asked: z.output<Body>) => Promise<unknown>) =>
      routes.post(`/developer/${path}`, async (request, reply) => {
        const asked = body.safeParse(request.body ?? {});
        if (!asked.success) return reply.code(400).send({ error: `${path}: ${asked.error.issues.map(sentence).join(', ')}` });
        try {
          return await work(asked.data);
        } catch (error) {
          return reply.code(409).send({ error: error instanceof Error ? error.message : String(error) });
        }
      });
    routes.get('/developer/clock', async () => standing(clock));
    routes.get('/developer/status', async () => ({ ...standing(clock), services: await operations.status() }));
    routes.get('/developer/parked', async () => ({ parked: await operations.parked() }));
    does('parked/show', parkedKey, async ({ consumer, key }) => ({ messages: await operations.messages(consumer, key) }));
    does('parked/skip', skipped, async ({ consumer, key, reason }) => operations.skip(consumer, key, reason).then(() => ({})));
    does('parked/release', parkedKey, async ({ consumer, key }) => ({ taken: await operations.release(consumer, key) }));
    does('rebuild', readModel, async ({ readModel: name }) => operations.rebuild(name).then(() => ({})));
    does('settled', z.object({}), () => settled().then(() => ({})));
    does('verify', z.object({}), async () => ({ logs: await operations.verify() }));
    routes.post('/developer/clock', async ({ body }, reply) => {
      const asked = instant.safeParse(body);
      if (!asked.success) return reply.code(400).send({ error: 'say {"to": "2021-01-29T08:00:00+07:00"}' });
      try {
        await clock.moveTo(asked.data.to);
      } catch (error) {
        if (error instanceof ClockMovesForwardOnly) return reply.code(409).send({ error: cannotGoBack(error.now, error.asked) });
        if (error instanceof RangeError) return reply.code(409).send({ error: error.message });
        throw error;
      }
      await settled(); // whoever moved it finds done what fell due on the way
      return standing(clock);
    });
  });
};

const sentence = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')} ${message}`;

const standing = (clock: BusinessClock) => ({ now: clock.now() });

const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');

const equal = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
