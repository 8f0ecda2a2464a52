import { type BusinessClock, type HostedService, type MovableClock, operations } from '@laurel/runtime';
import { asks, type OperationTable, operationTable } from '@laurel/runtime/process';

/** What operators ask and order of one service. What needs the leader says so elsewhere. */
export const operationRoutes = (hosted: HostedService, clock: BusinessClock, movable: MovableClock | undefined): OperationTable => ({
  ...operationTable({
    operations: operations(new Map([[hosted.definition.name, hosted]])),
    clock,
    settled: () => hosted.settled(),
    moveTo: movable && ((to) => movable.moveTo(to)),
  }),
  'GET head': asks(async () => ({ head: (await hosted.engines.store.head()) ?? null })),
});
