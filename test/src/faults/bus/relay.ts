import { runRelay } from '@laurel/event-bus';
import { topicOf } from './parcels.js';
import { connectKafka, openReadModels, openStore, type Places } from './places.js';

export interface RelayOrder {
  readonly places: Places;
  /** The process kills itself when its n-th batch was acknowledged, before the mark has moved. */
  readonly diesAfterSend?: number;
}

export interface Running {
  stop(): Promise<void>;
}

/** A relay on connections of its own. */
export const startRelay = async ({ places, diesAfterSend }: RelayOrder): Promise<Running> => {
  const [store, readModels, kafka] = [await openStore(places.store), await openReadModels(places.marks), connectKafka(places)];
  let sends = 0;
  const relay = await runRelay({
    topic: topicOf(store),
    readModels,
    publisher: {
      ...kafka.publisher,
      send: async (topic, events) => {
        await kafka.publisher.send(topic, events);
        if (++sends === diesAfterSend) await killed();
      },
    },
  });
  return {
    stop: async () => {
      await relay.stop();
      await kafka.close();
      await store.close();
      await readModels.close();
    },
  };
};

/** SIGKILL, here and now. */
export const killed = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
};
