import { z } from 'zod';
import type { BusinessClock } from '../clock.js';
import type { Operations } from '../operations.js';
import { asks, type OperationTable, orders } from './operation.js';

export interface Operated {
  readonly operations: Operations;
  readonly clock: BusinessClock;
  /** Resolves when nothing is left to do. */
  readonly settled: () => Promise<void>;
  /** Absent where the clock is real time. */
  readonly moveTo?: ((instant: string) => Promise<void>) | undefined;
}

const parkedKey = z.object({ consumer: z.string().min(1), key: z.string().min(1) });
const nothing = z.object({});

/** What operators ask and order of one service or of several, in the shapes in which `npm run laurel` takes them. */
export const operationTable = ({ operations, clock, settled, moveTo }: Operated): OperationTable => {
  const standing = () => ({ now: clock.now() });
  return {
    'GET status': asks(async () => ({ ...standing(), services: await operations.status() })),
    'GET parked': asks(async () => ({ parked: await operations.parked() })),
    'POST parked/show': orders(parkedKey, async ({ consumer, key }) => ({ messages: await operations.messages(consumer, key) })),
    'POST parked/skip': orders(parkedKey.extend({ reason: z.string().trim().min(1) }), ({ consumer, key, reason }) =>
      operations.skip(consumer, key, reason),
    ),
    'POST parked/release': orders(parkedKey, async ({ consumer, key }) => ({ taken: await operations.release(consumer, key) })),
    'POST rebuild': orders(z.object({ readModel: z.string().min(1) }), ({ readModel }) => operations.rebuild(readModel)),
    'POST verify': orders(nothing, async () => ({ logs: await operations.verify() })),
    'POST settled': orders(nothing, settled),
    'GET clock': asks(async () => standing()),
    ...(moveTo && {
      'POST clock': orders(z.object({ to: z.string() }), async ({ to }) => {
        await moveTo(to);
        return standing();
      }),
    }),
  };
};
