import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { asks, defineConfiguration, field, orders, processFields, runProcess, traced, withRequest } from '../index.js';

/** A process for the specs of `runProcess`, which do to it what happens to a real one. */
const configuration = defineConfiguration({
  ...processFields({ operationsPort: 0 }),
  CHILD_OPENS: field(z.enum(['well', 'slowly', 'badly', 'with a bug', 'on a taken port']), { says: 'how it starts', default: 'well' }),
  CHILD_CLOSES: field(z.enum(['well', 'never', 'badly']), { says: 'how it stops', default: 'well' }),
  CHILD_SECRET: field(z.string().optional(), { says: 'a secret', secret: true }),
});

await runProcess({
  name: 'child',
  configuration,
  words: { '--prepare': { says: 'prepares', run: async (_, { tell }) => tell('prepared') } },
  open: async ({ CHILD_OPENS: opens, CHILD_CLOSES: closes }, { logger, shutdown, signal }) => {
    shutdown.add('the first part', () => logger.info('the first part is closed'));
    shutdown.add('the second part', async () => {
      if (closes === 'never') await sleep(60_000);
      if (closes === 'badly') throw new Error('it is stuck');
      logger.info({ aborted: signal.aborted }, 'the second part is closed');
    });
    if (opens === 'slowly') await sleep(60_000, undefined, { signal });
    if (opens === 'badly') throw Object.assign(new Error('MongoDB does not answer'), { code: 'ENGINE_UNAVAILABLE' });
    if (opens === 'with a bug') throw new TypeError('nobody thought of this');
    if (opens === 'on a taken port') await taken();
    const problems: { part: string; problem: string }[] = [];
    return {
      health: async () => ({ ready: problems.length === 0, problems }),
      operations: {
        'GET status': asks(async () => ({ fine: true })),
        'POST problem': orders(z.object({ problem: z.string() }), async ({ problem }) => void problems.push({ part: 'child', problem })),
        'POST impossible': orders(z.object({}), () => Promise.reject(new RangeError('that cannot be done'))),
        'POST crash': orders(z.object({}), async () => void setImmediate(() => Promise.reject(new Error('nobody caught this')))),
        'POST log': orders(z.object({}), () =>
          withRequest({ requestId: 'req_1', correlationId: 'cor_1' }, () =>
            traced('work', {}, async () => logger.info('a line of a request')),
          ),
        ),
        'POST fail': orders(z.object({}), async () => shutdown.fail('what it needs is lost')),
      },
    };
  },
});

async function taken(): Promise<void> {
  const first = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => first.once('listening', resolve));
  const address = first.address();
  if (address === null || typeof address === 'string') throw new TypeError('it listens on TCP');
  await new Promise((_, reject) => createServer().once('error', reject).listen(address.port, '127.0.0.1'));
}
