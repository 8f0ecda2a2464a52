import type { ReadModels } from '@laurel/read-models';
import { pulse as newPulse } from '@laurel/processes';
import type { Bus, Delivery, Subscription } from './bus.js';
import { interleaved, randomFrom } from './interleaved.js';
import { outgoingOf, publishedOf, type Topic } from './topic.js';

export interface InProcessBusOptions {
  /** All that is published in this process. */
  readonly topics: readonly Topic[];
  /** Of the consuming service: keeps how far its groups have read. */
  readonly readModels: ReadModels;
  /** For tests: mixes keys and cuts batches by this seed, as a distributed bus would. Order holds within a key only. */
  readonly interleave?: number;
}

const batch = 100;

/**
 * The embedded engine, one for each consuming service: it reads the logs themselves, so that there is nothing to lose between a store
 * and the bus. A group's mark moves after its batch was taken back; consumers drop by sequence what comes twice.
 */
export const inProcessBus = ({ topics, readModels, interleave }: InProcessBusOptions): Bus => {
  const random = interleave === undefined ? undefined : randomFrom(interleave);
  const reached = new Map<string, string | undefined>(); // of groups that have joined here
  const closing = new AbortController();

  const topicOf = (name: string): Topic => {
    const topic = topics.find(({ publishing }) => publishing.topic === name);
    if (!topic) throw new TypeError(`nobody in this process publishes ${name}`);
    return topic;
  };

  return {
    async *subscribe({ group, topics: names, signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      const [windows, open, arrived] = [[] as Window[], new Set<Window>(), newPulse()];
      const left = new AbortController();
      let failure: unknown;
      const pumps = names.map(async (name) => {
        try {
          await pump(name, group, AbortSignal.any([ended, left.signal]), (window) => {
            windows.push(window);
            open.add(window);
            arrived.beat();
            return () => open.delete(window);
          });
        } catch (error) {
          failure ??= error;
          arrived.beat();
        }
      });
      ended.addEventListener('abort', arrived.beat);
      try {
        while (!ended.aborted) {
          const seen = arrived.count;
          const window = windows.shift();
          if (window) {
            for (const deliveries of window.batches) yield deliveries;
            window.end(true); // asking for more has taken the last one back
          } else if (failure) throw failure;
          else await arrived.after(seen);
        }
      } finally {
        ended.removeEventListener('abort', arrived.beat);
        left.abort();
        open.forEach(({ end }) => end(false));
        await Promise.all(pumps);
      }
    },
    behind: async ({ group, topics: names }: Subscription) => {
      for (const name of names) {
        const topic = topicOf(name);
        const cursor = cursorOf(group, name);
        const after = reached.has(cursor) ? reached.get(cursor) : await readModels.position(cursor);
        for await (const _ of topic.store.readAll({ ...(after !== undefined && { after }), filter: outgoingOf(topic), limit: 1 }))
          return true;
      }
      return false;
    },
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };

  async function pump(name: string, group: string, signal: AbortSignal, give: (window: Window) => () => void): Promise<void> {
    const topic = topicOf(name);
    let owner = await readModels.acquire(cursorOf(group, name));
    reached.set(owner.name, owner.position);
    const from = owner.position === undefined ? {} : { after: owner.position };
    for await (const message of topic.store.subscribe({ ...from, filter: outgoingOf(topic), batch, signal })) {
      if (signal.aborted) return; // a store may yield what it had in hand, and nobody takes it any more
      if (message.kind !== 'events') continue;
      const deliveries = message.events.flatMap((event) => publishedOf(topic, event).map((one): Delivery => ({ topic: name, event: one })));
      const batches = random ? interleaved(deliveries, random) : deliveries.length > 0 ? [deliveries] : [];
      const taken = await new Promise<boolean>((resolve) => {
        const end = (wasTaken: boolean): void => {
          if (wasTaken) reached.set(owner.name, message.position);
          forget();
          resolve(wasTaken);
        };
        const forget = give({ batches, end });
      });
      if (!taken) return;
      await readModels.transaction((tx) => tx.advance(owner, message.position));
      owner = { ...owner, position: message.position };
    }
  }
};

/** What was read of one topic at a time: given as batches, then taken back as a whole, or not. */
interface Window {
  readonly batches: readonly (readonly Delivery[])[];
  readonly end: (taken: boolean) => void;
}

const cursorOf = (group: string, topic: string): string => `bus/${group}/${topic}`;
