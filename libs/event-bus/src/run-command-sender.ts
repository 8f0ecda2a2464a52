import type { Platform } from '@laurel/event-sourcing';
import { type DerivedUuid, sendOrder } from '@laurel/processes';
import type { CommandSender } from './consumer.js';
import { type ConsumerOptions, runConsumers, type RunningConsumer } from './run-consumers.js';
import type { Consumer } from './take-in.js';

export interface SenderOptions extends ConsumerOptions {
  readonly platform: Platform;
  readonly derivedUuid: DerivedUuid;
}

/** Turns what others publish into commands: each once, under an id that follows from the event. Any answer settles it and is kept. */
export const runCommandSender = async (
  sender: CommandSender,
  { platform, derivedUuid, ...options }: SenderOptions,
): Promise<RunningConsumer> => {
  const { name, topics, on } = sender;
  const send = sendOrder(platform);
  const consumer: Consumer = {
    name,
    concerns: (category, type) => on[category]?.[type] !== undefined,
    handle: async (event, category) => {
      const { id: input, tenant, correlationId, traceparent } = event.metadata;
      if ((await options.readModels.settled(name, input)) !== undefined) return () => Promise.resolve();
      const order = await on[category]?.[event.type]?.(event);
      if (!order) return undefined;
      const answer = await send(order, {
        id: derivedUuid(name, input),
        scope: { tenant },
        by: { process: name },
        correlationId,
        ...(traceparent && { traceparent }),
      });
      return (tx) => tx.settle(name, input, answer);
    },
  };
  const [running] = await runConsumers({ group: name, topics }, [consumer], options);
  return running!; // one for each
};
