import { type BusinessClock, type HostedService, type MovableClock, operations } from '@laurel/runtime';
import { asks, type OperationTable, orders } from '@laurel/runtime/process';
import { z } from 'zod';

const parkedKey = z.object({ consumer: z.string().min(1), key: z.string().min(1) });
const nothing = z.object({});

/** What operators ask and order of one service, in the shapes in which `npm run laurel` takes them. What needs the leader says so elsewhere. */
export const operationRoutes = (hosted: HostedService, clock: BusinessClock, movable: MovableClock | undefined): OperationTable => {
  const { name } = hosted.definition;
  const service = operations(new Map([[name, hosted]]));
  const standing = () => ({ now: clock.now() });
  return {
    'GET status': asks(async () => ({ ...standing(), services: await service.status() })),
    'GET head': asks(async () => ({ head: (await hosted.engines.store.head()) ?? null })),
    'GET parked': asks(async () => ({ parked: await service.parked() })),
    'POST parked/show': orders(parkedKey, async ({ consumer, key }) => ({ messages: await service.messages(consumer, key) })),
    'POST parked/skip': orders(parkedKey.extend({ reason: z.string().trim().min(1) }), ({ consumer, key, reason }) =>
      service.skip(consumer, key, reason),
    ),
    'POST parked/release': orders(parkedKey, async ({ consumer, key }) => ({ taken: await service.release(consumer, key) })),
    'POST rebuild': orders(z.object({ readModel: z.string().min(1) }), ({ readModel }) => service.rebuild(readModel)),
    'POST verify': orders(nothing, async () => ({ logs: await service.verify() })),
    'POST settled': orders(nothing, () => hosted.settled()),
    'GET clock': asks(async () => standing()),
    ...(movable && {
      'POST clock': orders(z.object({ to: z.string() }), async ({ to }) => {
        await movable.moveTo(to);
        return standing();
      }),
    }),
  };
};
